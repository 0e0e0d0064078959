"""The lifecycle as a page of Markdown, drawn from the code alone: `docs/lifecycle.md`; a test keeps it so."""

from collections.abc import Iterable

from django.utils.translation import override

from mla.lifecycle import BACK, STEPS, Actor, Step
from mla.milestones import MILESTONES, Milestone
from mla.vocabulary import COUNTERPART, FINAL, WAITING, Direction, Role, State

_INTRO = """# The lifecycle

One table for both directions: *outgoing* (we ask) and *incoming* (we are asked). This page is generated from the code
by `manage.py lifecycle`; do not edit it.
"""


def page() -> str:
    """The whole page, in English with the Chinese names of the states."""
    with override("en"):
        parts = [_INTRO, "## States\n", *_states(), "\n## Steps\n", *_steps(), "\n## Milestones\n", *_milestones()]
    return "\n".join(parts) + "\n"


def _states() -> Iterable[str]:
    yield "| state | English | 中文 | sort |\n|---|---|---|---|"
    for state in State:
        sort = "final" if state in FINAL else "waiting" if state in WAITING else "working"
        with override("zh-hans"):
            chinese = str(state.label)
        yield f"| `{state}` | {state.label} | {chinese} | {sort} |"


def _steps() -> Iterable[str]:
    yield "A **decision** needs the task that ends the stage; a **notice** needs none and cancels open tasks.\n"
    yield "| word | from | to | sort | outgoing | incoming | guard |\n|---|---|---|---|---|---|---|"
    for step in STEPS.values():
        target = "the state it came from" if step.target == BACK else f"`{step.target}`"
        sources = ", ".join(f"`{state}`" for state in step.sources)
        yield (
            f"| `{step.word}` | {sources} | {target} | {step.sort} | {_actors(step, Direction.OUT)} | "
            f"{_actors(step, Direction.IN)} | {_first_sentence(step.guard.__doc__)} |"
        )


def _actors(step: Step, direction: str) -> str:
    by_actor: dict[Actor, list[str]] = {}
    for (where, state), actor in step.actors.items():
        if where == direction:
            by_actor.setdefault(actor, []).append(state)
    everywhere = len(by_actor) == 1
    parts = [
        _who(actor) + ("" if everywhere else f" ({', '.join(states)})") for actor, states in by_actor.items()
    ]
    return "; ".join(parts) or "-"


def _who(actor: Actor | None) -> str:
    if actor is None:
        return "-"
    roles = ", ".join(str(Role(role).label) for role in actor.roles)
    return f"{roles} (registers theirs)" if actor.party == COUNTERPART else roles


def _milestones() -> Iterable[str]:
    yield "They change no state, are recorded, and may start, pause or stop clocks and issue letters.\n"
    yield "| word | in the states | outgoing | incoming |\n|---|---|---|---|"
    for row in MILESTONES.values():
        yield f"| `{row.word}` | {_places(row)} | {_who(row.actors.get('out'))} | {_who(row.actors.get('in'))} |"


def _places(row: Milestone) -> str:
    return ", ".join(f"`{state}`" for state in State if state in row.states)


def _first_sentence(text: str | None) -> str:
    return (text or "").strip().split("\n")[0]
