"""Which rows do several metrics count? Stays by their moments, clocks by their ends, acts by their word."""

from workflows.reports.definitions import within

DONE = "CASE WHEN scope.direction = 'out' THEN scope.reported_at ELSE scope.answered_at END"
"""When the requested side answered: the other side's report, or our response."""
LEFT = "least(scope.answered_at, scope.ended_at)"
"""When nobody waited for an answer any more."""
CAME = "scope.began_with IN ('receive', 'transmit')"


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
    due = (
        "(clock.due_at > :begins AND clock.due_at <= :until AND (clock.status <> 'paused' OR clock.is_late))"
    )
    raw_due = f"({raw} > :begins AND {raw} <= :until)"
    return f"""
        SELECT scope.*, rule.code, clock.starts_at, clock.stops_at, clock.person_id, {due} AS is_due,
            coalesce(clock.stops_at < clock.due_at, false) AS is_met, {raw_due} AS is_raw_due,
            coalesce(clock.stops_at < {raw}, false) AS is_raw_met{', ' + more if more else ''}
        FROM scope JOIN workflows_clock clock ON clock.request_id = scope.request_id AND scope.is_last
        JOIN workflows_clockrule rule ON rule.id = clock.rule_id JOIN mla_party obliged ON obliged.id = clock.party_id
        WHERE {codes} AND clock.status NOT IN ('waived', 'cancelled')
            AND {condition or f'({due} OR {raw_due})'}"""


def of_rules(*codes: str) -> str:
    """SQL: the clock's rule is one of these."""
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"rule.code IN ({listed})"


def acts(*words: str, condition: str = "true", more: str = "") -> str:
    """SQL: acts of these words in the period, with `act_at`, `act_verb` and `is_asked` (the requested side's)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f"""
        SELECT scope.*, act.at AS act_at, act.verb AS act_verb, act.is_asked{', ' + more if more else ''}
        FROM act JOIN scope ON scope.request_id = act.request_id AND scope.is_last
        WHERE act.verb IN ({listed}) AND {within('act.at')} AND ({condition})"""
