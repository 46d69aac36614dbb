"""Reminders of scorecards: a text to copy, or a mail; each one on the record, none with a word that an interviewer wrote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.domain.letter import Letter
from interview.domain.reminder import ReminderStep
from interview.errors import Conflict, Invalid
from interview.services.chase import list_owed
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, declare_conflict, mark_not_held
from interview.services.invitations import invite_guest
from interview.services.outbox import deliver_letters
from interview.services.reminding import remind, send_due_reminders
from tests.factories import TestClock, World, content, submit
from tests.services.mail_server import mailing


@pytest.fixture
def after(context: Context, world: World, clock: TestClock) -> World:
    """The afternoon of the day on which Ines (9:00) and Ivan (11:00) held their interviews: Wednesday, 13:30."""
    clock.forward(days=2, hours=4.5)
    return world


@pytest.fixture
def mail(context: Context) -> Context:
    """The context of an installation with a mail server."""
    return mailing(context, "smtp://mail.acme.example")


def delivered(context: Context) -> list[Letter]:
    got: list[Letter] = []
    deliver_letters(context, lambda _id, letter: got.append(letter))
    return sorted(got, key=lambda letter: letter.to_email)


def test_a_reminder_by_hand_has_a_text_with_the_link_and_is_on_the_record(context: Context, after: World) -> None:
    cast = after.cast
    told = replace(context, settings=replace(context.settings, public_url="https://loops.example.org"))
    with context.store.write() as unit:
        unit.identity.update_person(cast.ines.person_id, password_hash="x")
        unit.commit_bookkeeping()
    sent = remind(told, cast.rita, after.workshop, cast.ines.person_id)
    assert sent.subject == "Your scorecard: Workshop, Cleo Marsh"
    assert sent.text.splitlines()[0] == "Hello Ines,"
    assert f"Write it here: https://loops.example.org/kit?interview={after.workshop}" in sent.text
    assert (sent.reminder.sent_by, sent.reminder.step, sent.copies) == ("hand", ReminderStep.FIRST, ())
    one = list_owed(context, cast.rita).owed[0]
    assert (one.reminders, one.last_step, one.step) == (1, ReminderStep.FIRST, None)
    with context.store.read() as unit:
        event = list(unit.audit.events(subject_id=after.workshop))[-1].event
    assert (event.action, event.details) == (
        "interview.remind",
        {"person": cast.ines.person_id, "step": "first", "by_mail": False},
    )
    assert remind(context, cast.rita, after.workshop, cast.ines.person_id).reminder.step is ReminderStep.BY_HAND


def test_a_guest_is_pointed_to_the_invitation(context: Context, after: World) -> None:
    rita = after.cast.rita
    guest = invite_guest(context, rita, after.talk, name="Gina", email="gina@example.com")
    assign_interviewers(context, rita, after.talk, [after.cast.ivan.person_id, guest.id])
    text = remind(context, rita, after.talk, guest.id).text
    assert "with the link of your invitation" in text
    assert "/kit?" not in text


def test_reminders_that_make_no_sense_are_refused(context: Context, after: World) -> None:
    cast = after.cast
    with pytest.raises(Conflict, match="owes no scorecard"):
        remind(context, cast.rita, after.workshop, cast.otto.person_id)
    with pytest.raises(Invalid, match="No mail server is set"):
        remind(context, cast.rita, after.workshop, cast.ines.person_id, by_mail=True)
    mark_not_held(context, cast.rita, after.talk, "Storm.")
    with pytest.raises(Invalid, match="did not take place"):
        remind(context, cast.rita, after.talk, cast.ivan.person_id)


def test_the_ladder_climbs_by_itself_and_never_twice_on_the_same_rung(mail: Context, after: World, clock: TestClock) -> None:
    assert (send_due_reminders(mail), send_due_reminders(mail)) == (2, 0)
    assert [letter.to_name for letter in delivered(mail)] == ["Ines", "Ivan"]
    submit(mail, after.cast.ivan, after.talk, content("design", "listening"))
    clock.forward(days=1)
    assert send_due_reminders(mail) == 1
    clock.forward(days=1)
    delivered(mail)
    assert send_due_reminders(mail) == 1
    copy, last = delivered(mail)
    assert (copy.to_name, copy.subject) == ("Hugo", "Copy: Your scorecard: Workshop, Cleo Marsh")
    assert "is two days old by now" in last.text
    assert "A copy goes to Hugo." in last.text
    clock.forward(days=5)
    assert send_due_reminders(mail) == 0


@pytest.mark.parametrize("way", ["blind", "recused"])
def test_a_hiring_manager_who_may_not_know_hears_of_no_delay(mail: Context, after: World, clock: TestClock, way: str) -> None:
    """Ines is late; Hugo still owes a scorecard of his own, or has nothing to do with Cleo any more."""
    cast = after.cast
    submit(mail, cast.ivan, after.talk, content("design", "listening"))
    if way == "recused":
        declare_conflict(mail, cast.rita, after.candidate_id, "Cousins.", person_id=cast.hugo.person_id)
    else:
        assign_interviewers(mail, cast.rita, after.talk, [cast.ivan.person_id, cast.hugo.person_id])
    clock.forward(days=2)
    late = next(one for one in list_owed(mail, cast.rita).owed if one.person_id == cast.ines.person_id)
    assert (late.step, late.escalate_to) == (ReminderStep.ESCALATION, ())
    send_due_reminders(mail)
    letters = delivered(mail)
    assert [letter for letter in letters if "Ines" in letter.text and letter.to_name == "Hugo"] == []
    assert [letter.to_name for letter in letters if letter.subject == "Your scorecard: Workshop, Cleo Marsh"] == ["Ines"]
    assert not any("A copy goes to" in letter.text for letter in letters)


def test_without_a_mail_server_the_ladder_waits_for_people(context: Context, after: World) -> None:
    assert send_due_reminders(context) == 0
    assert list_owed(context, after.cast.rita).owed[0].step is ReminderStep.FIRST


def test_what_goes_out_says_nothing_that_anybody_wrote(mail: Context, after: World, clock: TestClock) -> None:
    submit(mail, after.cast.ines, after.workshop, content("design", "coding", notes="Zanzibar"))
    clock.forward(days=2)
    assert send_due_reminders(mail) == 1
    copy, only = delivered(mail)
    for letter in (copy, only):
        for leak in ("Ines", "Zanzibar", "Solid", "yes"):
            assert leak not in letter.subject + letter.text
