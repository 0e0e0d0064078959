import pytest
from datetime import date
from tests.workflows import small_office
from workflows.reports import counting, measures
from workflows.reports.metrics import METRICS
from workflows.models import Measure, Clock

def test_print(office):
    reqs = small_office.build(office)
    names = {r.pk: k for k, r in reqs.items()}
    from django.db import connection
    with connection.cursor() as c:
        c.execute("select m.request_id, r.instrument_id, r.agency_id, r.foreign_reference, r.urgency_reason='' , m.acknowledged_at is not null, (select array_agg(disposition||'/'||outcome) from mla_assistanceitem i where i.request_id=r.id) from workflows_measure m join mla_request r on r.id=m.request_id order by 1")
        for row in c.fetchall(): print("LACK", names[row[0]], row[1:])
    for m in Measure.objects.order_by("begins_at"):
        print(names[m.request_id], m.nth, m.direction, m.begins_at.date(), m.began_with, m.decided_at and m.decided_at.date(), m.decided_with, m.answered_at and m.answered_at.date(), m.ended_at and m.ended_at.date(), m.ended_with, m.paused/86400, m.urgency_first, m.urgency, m.theme)
    for c in Clock.objects.order_by("request","due_at"):
        print(names[c.request_id], c.rule.code, c.status, c.obligated, c.starts_at.date(), c.due, c.unpaused_due_at, c.stops_at and c.stops_at.date())
    assert measures.differing() == []
    for q in ((date(2026,1,1), date(2026,3,31)), (date(2026,4,1), date(2026,6,30))):
        p = counting.of_office(*q, now=small_office.at("07-01"))
        for m in METRICS.values():
            print(m.code, counting.count(m, p, counting.visible(None), by=("direction",)))
    assert 0
