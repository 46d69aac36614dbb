"""The audit trail: any tampering names the first broken link."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, insert, update

from interview.domain.audit import AuditEvent
from interview.errors import Invalid
from interview.services.audits import read_audit, verify_audit
from interview.services.context import Context
from interview.storage.tables import audit_events, audit_head
from interview.storage.unit import Store
from tests.factories import Cast


def _tamper(store: Store, statement: Any) -> None:
    with store.engine.begin() as connection:
        connection.execute(statement)


def test_an_untouched_trail_is_whole(context: Context, cast: Cast) -> None:
    assert verify_audit(context, cast.aud) == 10
    events = read_audit(context, cast.aud)
    assert [sealed.sequence for sealed in events] == list(range(1, 11))
    assert {sealed.event.action for sealed in events} == {"person.create"}
    assert verify_audit(context, cast.aud) == 11  # reading was an event
    read_audit(context, cast.aud)
    assert verify_audit(context, cast.aud) == 11  # looking again within ten minutes is the same reading


def test_of_a_long_trail_the_end_is_shown(context: Context, cast: Cast) -> None:
    """What happened yesterday is what an auditor looks for; a thousand older events must not stand in front of it."""
    assert [sealed.sequence for sealed in read_audit(context, cast.aud, limit=3)] == [8, 9, 10]
    assert [sealed.sequence for sealed in read_audit(context, cast.aud, after=2, limit=3)] == [3, 4, 5]


@pytest.mark.parametrize("column", ["actor_id", "action", "subject_kind", "subject_id", "details", "hash", "previous_hash"])
def test_a_changed_event_is_named(context: Context, cast: Cast, column: str) -> None:
    value = '{"roles": "auditor"}' if column == "details" else "0" * 30
    _tamper(context.store, update(audit_events).where(audit_events.c.sequence == 4).values({column: value}))
    with pytest.raises(Invalid, match=r"Event 4 (was changed|does not follow)"):
        verify_audit(context, cast.ada)


def test_a_changed_time_is_named(context: Context, cast: Cast) -> None:
    _tamper(context.store, update(audit_events).where(audit_events.c.sequence == 4).values(at=context.now()))
    with pytest.raises(Invalid, match="Event 4 was changed"):
        verify_audit(context, cast.ada)


def test_a_removed_event_is_named(context: Context, cast: Cast) -> None:
    _tamper(context.store, delete(audit_events).where(audit_events.c.sequence == 4))
    with pytest.raises(Invalid, match="Event 4 is missing"):
        verify_audit(context, cast.ada)


def test_a_cut_off_end_is_noticed(context: Context, cast: Cast) -> None:
    _tamper(context.store, delete(audit_events).where(audit_events.c.sequence >= 9))
    with pytest.raises(Invalid, match="event 9 to 10 are missing"):
        verify_audit(context, cast.ada)


def test_a_head_that_was_moved_back_is_noticed(context: Context, cast: Cast) -> None:
    _tamper(context.store, update(audit_head).values(sequence=9))
    with pytest.raises(Invalid, match="Event 10 was added behind the end"):
        verify_audit(context, cast.ada)


def test_another_head_is_noticed(context: Context, cast: Cast) -> None:
    _tamper(context.store, update(audit_head).values(hash="0" * 64))
    with pytest.raises(Invalid, match="Event 10 is not the one that the head"):
        verify_audit(context, cast.ada)


def test_an_inserted_event_is_named(context: Context, cast: Cast) -> None:
    with context.store.read() as unit:
        last = list(unit.audit.events())[-1]
    forged = {"sequence": 11, "previous_hash": last.hash, "hash": "f" * 64, "details": "{}"}
    fields = last.event.model_dump(exclude={"details"})
    _tamper(context.store, insert(audit_events).values(**fields, **forged))
    with pytest.raises(Invalid, match="Event 11 was changed"):
        verify_audit(context, cast.ada)


def test_a_service_that_fails_on_the_way_leaves_neither_data_nor_event(context: Context, cast: Cast) -> None:
    event = AuditEvent(at=context.now(), actor_id="x", action="y", subject_kind="z", subject_id="q")
    with context.store.write() as unit:
        unit.identity.update_person(cast.otto.person_id, name="Somebody else")
        unit.audit.append(event)  # and no commit
    with context.store.read() as unit:
        assert unit.identity.names()[cast.otto.person_id] == "Otto"
        assert unit.audit.head()[0] == 10
