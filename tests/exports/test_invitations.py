"""Invitations by mail: who is told what and when, in calendars and in words; nothing twice, nothing that is not theirs."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest

from interview.api.mail_sender import send_waiting
from interview.domain.letter import Letter, LetterKind
from interview.errors import Forbidden, Invalid
from interview.exports.invitations import Change, due_invitations, send_invitations
from interview.services.candidates import withdraw_candidate
from interview.services.context import Context
from interview.services.interviews import assign_interviewers, mark_not_held, replace_interviewer, schedule_interview
from interview.services.invitations import invite_guest, look_at_invitation
from interview.services.outbox import Undeliverable, deliver_letters
from interview.services.roles import add_role_member
from tests.exports import scenes
from tests.factories import ROLE_ID, TestClock, World
from tests.services.mail_server import listening, mailing

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

CLEO, INES, IVAN, OTTO = "cleo.marsh@example.net", "ines@example.org", "ivan@example.org", "otto@example.org"


@pytest.fixture
def mail(context: Context, world: World) -> Context:
    """The context of an installation with a mail server, whose people can sign in."""
    with context.store.write() as unit:
        for person in unit.identity.people():
            unit.identity.update_person(person.id, password_hash="set")
        unit.commit_bookkeeping()
    return mailing(context, "smtp://mail.acme.example")


def changes(context: Context, world: World) -> list[tuple[str, Change]]:
    """What would be sent now."""
    return [(one.letter.to_email, one.change) for one in due_invitations(context, world.cast.rita, world.candidate_id)]


def told(context: Context, world: World) -> list[Letter]:
    """Send what is due and let it leave."""
    send_invitations(context, world.cast.rita, world.candidate_id)
    got: list[Letter] = []
    deliver_letters(context, lambda _id, letter: got.append(letter))
    return got


def entry_of(letter: Letter) -> Any:
    """The calendar entry, by icalendar's parser."""
    calendar: Any = icalendar.Calendar.from_ical(letter.calendar)
    assert calendar["METHOD"] == letter.method
    [entry] = calendar.walk("VEVENT")
    assert entry["STATUS"] == ("CANCELLED" if letter.method == "CANCEL" else "CONFIRMED")
    return entry


def test_everybody_is_told_once_each_in_their_own_words(mail: Context, world: World) -> None:
    scenes.rate(mail, world, "ZANZIBAR was all that was said.")
    letters = {(letter.to_email, letter.interview_id): letter for letter in told(mail, world)}
    assert set(letters) == {(CLEO, world.workshop), (CLEO, world.talk), (INES, world.workshop), (IVAN, world.talk)}
    assert changes(mail, world) == []
    assert told(mail, world) == []
    to_cleo, to_ines = letters[CLEO, world.workshop], letters[INES, world.workshop]
    assert "Designing" in to_ines.text
    assert f"/kit?interview={world.workshop}" in to_ines.text
    assert "You will meet Ines." in to_cleo.text
    for leak in ("Designing", "Coding", "kit", "To see the work", "You rate", INES):
        assert leak not in to_cleo.text + to_cleo.calendar.replace("interviews@acme.example", "")
    for letter in letters.values():
        for leak in ("ZANZIBAR", "strong", "advanced"):
            assert leak not in letter.text + letter.calendar + letter.subject
        entry = entry_of(letter)
        assert entry["ATTENDEE"] == f"MAILTO:{letter.to_email}"
        assert entry["ORGANIZER"] == "MAILTO:interviews@acme.example"
        assert entry["ATTENDEE"].params["RSVP"] == "TRUE"


def test_a_new_time_is_a_change_under_the_same_uid_with_a_higher_sequence(mail: Context, world: World) -> None:
    before = {letter.to_email: entry_of(letter) for letter in told(mail, world) if letter.interview_id == world.workshop}
    starts = before[CLEO].start + timedelta(hours=4)
    schedule_interview(mail, world.cast.rita, world.workshop, starts)
    assert changes(mail, world) == [(CLEO, Change.CHANGED), (INES, Change.CHANGED)]
    after = {letter.to_email: letter for letter in told(mail, world)}
    for address in (CLEO, INES):
        entry = entry_of(after[address])
        assert after[address].subject.startswith("Changed: ")
        assert entry["UID"] == before[address]["UID"]
        assert entry["SEQUENCE"] > before[address]["SEQUENCE"]
        assert entry.start == starts


def test_who_leaves_a_panel_is_told_so_and_who_joins_is_invited(mail: Context, world: World) -> None:
    uid = next(entry_of(letter)["UID"] for letter in told(mail, world) if letter.to_email == INES)
    replace_interviewer(mail, world.cast.rita, world.workshop, world.cast.ines.person_id, world.cast.otto.person_id)
    assert changes(mail, world) == [(CLEO, Change.CHANGED), (INES, Change.CANCELLED), (OTTO, Change.NEW)]
    letters = {letter.to_email: letter for letter in told(mail, world)}
    assert letters[INES].kind is LetterKind.CANCELLATION
    assert entry_of(letters[INES])["UID"] == uid
    assert "Otto" in letters[CLEO].text
    assert "Otto" not in letters[INES].text
    replace_interviewer(mail, world.cast.rita, world.workshop, world.cast.otto.person_id, world.cast.ines.person_id)
    assert (INES, Change.NEW) in changes(mail, world)
    back = next(letter for letter in told(mail, world) if letter.to_email == INES)
    assert entry_of(back)["SEQUENCE"] >= entry_of(letters[INES])["SEQUENCE"]


def test_a_meeting_that_is_off_and_a_candidate_who_withdrew_are_cancelled(mail: Context, world: World) -> None:
    told(mail, world)
    mark_not_held(mail, world.cast.rita, world.workshop, "Ines is ill: ZANZIBAR")
    off = told(mail, world)
    assert {(letter.to_email, letter.method) for letter in off} == {(CLEO, "CANCEL"), (INES, "CANCEL")}
    assert not any("ZANZIBAR" in letter.text + letter.calendar for letter in off)
    withdraw_candidate(mail, world.cast.rita, world.candidate_id)
    assert {(letter.to_email, letter.method) for letter in told(mail, world)} == {(CLEO, "CANCEL"), (IVAN, "CANCEL")}
    assert changes(mail, world) == []


def test_nothing_is_told_to_who_was_never_invited(mail: Context, world: World) -> None:
    mark_not_held(mail, world.cast.rita, world.workshop, "ill")
    withdraw_candidate(mail, world.cast.rita, world.candidate_id)
    assert changes(mail, world) == []


def test_a_new_address_gets_the_invitation_and_the_old_one_is_released(mail: Context, world: World) -> None:
    told(mail, world)
    with mail.store.write() as unit:
        unit.candidates.update(world.candidate_id, email="cleo@new.example.net")
        unit.commit_bookkeeping()
    letters = told(mail, world)
    assert {(letter.to_email, letter.method) for letter in letters} == {(CLEO, "CANCEL"), ("cleo@new.example.net", "REQUEST")}
    for letter in letters:
        assert "Designing" not in letter.text + letter.calendar


def test_what_has_begun_is_no_news(mail: Context, world: World, clock: TestClock) -> None:
    clock.forward(days=2, minutes=30)
    assert {address for address, _ in changes(mail, world)} == {CLEO, IVAN}  # the workshop has begun, the talk has not
    clock.forward(days=1)
    assert changes(mail, world) == []


def test_only_the_chosen_ones_are_told(mail: Context, world: World) -> None:
    sent = send_invitations(mail, world.cast.rita, world.candidate_id, to={INES, IVAN})
    assert {one.letter.to_email for one in sent} == {INES, IVAN}
    assert {address for address, _ in changes(mail, world)} == {CLEO}


def test_an_invitation_that_was_refused_is_due_again(mail: Context, world: World) -> None:
    def refuse(_letter_id: str, _letter: Letter) -> None:
        raise Undeliverable("550 no such mailbox")

    send_invitations(mail, world.cast.rita, world.candidate_id, to={INES})
    assert INES not in dict(changes(mail, world))
    deliver_letters(mail, refuse)
    assert (INES, Change.NEW) in changes(mail, world)
    assert INES in {letter.to_email for letter in told(mail, world)}


def test_a_guest_gets_a_link_beside_the_invitation(mail: Context, world: World) -> None:
    guest = invite_guest(mail, world.cast.rita, world.workshop, name="Gina", email="gina@example.com")
    assign_interviewers(mail, world.cast.rita, world.workshop, [guest.id])
    letters = [letter for letter in told(mail, world) if letter.to_email == "gina@example.com"]
    assert [letter.kind for letter in letters] == [LetterKind.INVITATION, LetterKind.LINK]
    token = letters[1].text.rpartition("/invitation/")[2].split()[0]
    assert look_at_invitation(mail, token).stage_id == "workshop"


def test_only_planners_invite_and_only_with_a_mail_server(mail: Context, context: Context, world: World) -> None:
    add_role_member(mail, world.cast.hugo, ROLE_ID, world.cast.bo.person_id)
    for actor in (world.cast.ines, world.cast.bo, world.cast.aud, world.cast.otto):
        with pytest.raises(Forbidden):
            send_invitations(mail, actor, world.candidate_id)
    with pytest.raises(Invalid, match="No mail server"):
        send_invitations(context, world.cast.rita, world.candidate_id)
    with mail.store.write() as unit:
        unit.candidates.update(world.candidate_id, is_demo=True)
        unit.commit_bookkeeping()
    with pytest.raises(Invalid, match="demo"):
        send_invitations(mail, world.cast.rita, world.candidate_id)


def test_an_invitation_arrives_at_a_real_server(context: Context, world: World) -> None:
    with listening() as post:
        mail = mailing(context, f"smtp+plain://127.0.0.1:{post.port}")
        send_invitations(mail, world.cast.rita, world.candidate_id, to={CLEO})
        assert send_waiting(mail) == 2
        assert send_waiting(mail) == 0
    message: EmailMessage = post.messages[0]
    assert message["To"] == f"Cleo Marsh <{CLEO}>"
    [calendar] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    parsed: Any = icalendar.Calendar.from_ical(calendar.get_content())
    [entry] = parsed.walk("VEVENT")
    assert entry["SUMMARY"] == "Weaver: Workshop"
