"""Which rows do several metrics count? Stays by their moments, clocks by their ends, acts by their word."""

from workflows.reports.definitions import within

DONE = "scope.done_at"
"""When the requested side answered: the other side's report, or our response."""
LEFT = "least(scope.answered_at, scope.ended_at)"
"""When nobody waited for an answer any more."""
CAME = "scope.began_with IN ('receive', 'transmit')"
DUE = "(clock.due_at > :begins AND clock.due_at <= :until AND (clock.status <> 'paused' OR clock.is_late))"
"""Of a clock: whether it was due in the period, its pauses counted out."""


def stays(condition: str, more: str = "") -> str:
    """SQL: stays in the stock; `more` adds columns."""
    return f"SELECT scope.*{', ' + more if more else ''} FROM scope WHERE {condition}"


def entered(condition: str = "true", more: str = "") -> str:
    """SQL: the requests received in the period (outgoing: sent), those split off and reopened left out."""
    return stays(f"{CAME} AND {within('scope.begins_at')} AND ({condition})", more)


def clocks(codes: str, condition: str = "", more: str = "") -> str:
    """SQL: clocks of rules, due in the period with or without their pauses; waived and cancelled ones left out.

    `is_due` and `is_met` count with pauses, `is_raw_due` and `is_raw_met` as if nothing had paused the clock.
    """
    raw = "coalesce(clock.unpaused_due_at, clock.due_at)"
    raw_due = f"({raw} > :begins AND {raw} <= :until)"
    return f"""
        SELECT scope.*, rule.code, clock.starts_at, clock.stops_at, clock.person_id, {DUE} AS is_due,
            coalesce(clock.stops_at < clock.due_at, false) AS is_met, {raw_due} AS is_raw_due,
            coalesce(clock.stops_at < {raw}, false) AS is_raw_met{', ' + more if more else ''}
        FROM scope JOIN workflows_clock clock ON clock.request_id = scope.request_id AND scope.is_last
        JOIN workflows_clockrule rule ON rule.id = clock.rule_id JOIN mla_party obliged ON obliged.id = clock.party_id
        WHERE {codes} AND clock.status NOT IN ('waived', 'cancelled')
            AND {condition or f'({DUE} OR {raw_due})'}"""


def of_rules(*codes: str) -> str:
    """SQL: the clock's rule is one of these."""
    return f"rule.code IN ({listed(*codes)})"


def acts(*words: str, condition: str = "true", more: str = "", beside: str = "", source: str = "act") -> str:
    """SQL: acts of these words in the period, with `act_at` and `act_verb`.

    `more` adds columns, `beside` joins, and `source` is what the acts are read from (`looking`).
    """
    return f"""
        SELECT scope.*, act.at AS act_at, act.verb AS act_verb{', ' + more if more else ''}
        FROM {source} act JOIN scope ON scope.request_id = act.request_id AND scope.is_last {beside}
        WHERE act.verb IN ({listed(*words)}) AND {within('act.at')} AND ({condition})"""


def looking(*columns: str) -> str:
    """SQL: the acts, each with columns over the windows `later` (itself and the later ones of its request), `item` (the
    same of its item) and `whole` (all of its request). Each act is read once, however many there are."""
    over = "ORDER BY act.at, act.seq ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"
    return f"""(SELECT act.*, {', '.join(columns)} FROM act WINDOW
        later AS (PARTITION BY act.request_id {over}),
        item AS (PARTITION BY act.request_id, coalesce(act.details->>'item', '') {over}),
        whole AS (PARTITION BY act.request_id))"""


def first(word: str, window: str) -> str:
    """SQL: when the word was first said in the window."""
    return f"min(act.at) FILTER (WHERE act.verb = '{word}') OVER {window}"


def of_request() -> str:
    """SQL: a join that brings the request of each act, for what its own pages tell."""
    return "JOIN mla_request request ON request.id = act.request_id"


def listed(*words: str) -> str:
    """SQL: the words as a list."""
    return ", ".join(f"'{word}'" for word in words)
