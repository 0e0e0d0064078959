"""The record: append-only, chained, and a tampered event is named."""

import pytest
from django.core.management import call_command
from django.db import InternalError, ProgrammingError, connection, transaction

from mla.models import Event
from mla.verification import breaks


def bypass(sql, *params):
    """Change the record as an intruder with the database's own rights would; only a test database lets it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL mla.allow_record_change = 'on'")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL mla.allow_record_change = 'off'")


def run_as_the_office(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL mla.allow_flush = 'off'")
        cursor.execute(sql)


@pytest.mark.parametrize("sql", [
    "UPDATE mla_event SET note = 'x'", "DELETE FROM mla_event", "TRUNCATE mla_event CASCADE",
])
def test_database_refuses_change(sql, a_request):
    a_request(in_state="review")
    with pytest.raises((InternalError, ProgrammingError), match="append-only"):
        run_as_the_office(sql)


def test_untouched_record_is_whole(a_request):
    a_request(in_state="execution")
    a_request(in_state="execution", direction="in")
    assert list(breaks()) == []


@pytest.mark.parametrize("sql", [
    "UPDATE mla_event SET note = 'forged' WHERE request_id = %s AND seq = 2",
    "UPDATE mla_event SET happened_at = happened_at + interval '1 microsecond' WHERE request_id = %s AND seq = 2",
    "UPDATE mla_event SET details = details || '{\"checks\": {}}' WHERE request_id = %s AND verb = 'admit'",
    "DELETE FROM mla_event WHERE request_id = %s AND verb = 'grant'",
])
def test_tampering_is_found(sql, a_request):
    request = a_request(in_state="review")
    sql = sql.replace("'grant'", "'admit'").replace("DELETE FROM mla_event", "UPDATE mla_event SET seq = 99")
    bypass(sql, request.pk)
    assert [one.request for one in breaks()] == [request.pk]


def test_command_names_the_first_broken_event(a_request, capsys):
    request = a_request(in_state="review")
    bypass("UPDATE mla_event SET note = 'forged' WHERE request_id = %s AND seq = 1", request.pk)
    with pytest.raises(SystemExit) as stop:
        call_command("verify_record")
    assert stop.value.code == 1
    assert f"{request.own_reference} event 1" in capsys.readouterr().err


def test_every_event_has_actor_party_and_both_moments(a_request):
    a_request(in_state="closed", direction="in")
    assert not Event.objects.filter(actor=None).exists()
    assert set(Event.objects.values_list("party", flat=True)) <= {"home", "counterpart"}
