"""Letters that somebody asks for. No letter ever holds a rating or a note, whatever was written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview.domain.letter import Letter, LetterKind
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.errors import Conflict, Forbidden, Invalid
from interview.services import identity, invitations, sessions
from interview.services.context import Context
from interview.services.interviews import assign_interviewers
from interview.services.letters import mail_guest_link, mail_password_link
from interview.services.outbox import deliver_letters, list_letters
from interview.services.reminding import remind
from interview.services.scorecards import open_scorecard, save_draft
from tests.factories import TestClock, World, content, submit
from tests.services.mail_server import mailing

WRITTEN = ScorecardContent(
    ratings=(Rating(skill_id="design", level=1, evidence="ZANZIBAR evidence"),),
    notes="ZANZIBAR note",
    vote=Vote.STRONG_NO,
    vote_reason="ZANZIBAR reason",
)


@pytest.fixture
def mail(context: Context) -> Context:
    """The context of an installation with a mail server."""
    return mailing(context, "smtp://mail.acme.example")


def sent(context: Context) -> list[Letter]:
    """Let everything leave; what left."""
    got: list[Letter] = []
    deliver_letters(context, lambda _id, letter: got.append(letter))
    return got


def after_the_interviews(clock: TestClock) -> None:
    """The next morning after both of Cleo's interviews."""
    clock.forward(days=3)


def test_a_reminder_names_the_interview_and_nothing_that_was_written(
    context: Context, mail: Context, world: World, clock: TestClock
) -> None:
    cast = world.cast
    token = identity.reset_password(context, cast.ada, cast.ines.person_id)
    identity.set_password_by_token(context, token, "a long pass phrase 1")
    card = open_scorecard(mail, cast.ines, world.workshop)
    save_draft(mail, cast.ines, card.id, expected_version=card.version, content=WRITTEN)
    submit(mail, cast.ivan, world.talk, content("design", "listening", level=5, notes="ZANZIBAR"))
    after_the_interviews(clock)
    remind(mail, cast.rita, world.workshop, cast.ines.person_id, by_mail=True)
    [letter] = sent(mail)
    assert (letter.kind, letter.to_email) == (LetterKind.REMINDER, "ines@example.org")
    assert "Workshop" in letter.subject
    assert f"https://interviews.acme.example/kit?interview={world.workshop}" in letter.text
    for leak in ("ZANZIBAR", "strong", "level", "Ivan", "Designing"):
        assert leak not in letter.subject + letter.text
    with pytest.raises(Conflict, match="reminded of this scorecard today"):
        remind(mail, cast.rita, world.workshop, cast.ines.person_id, by_mail=True)
    clock.forward(days=1)
    remind(mail, cast.rita, world.workshop, cast.ines.person_id, by_mail=True)
    assert len(sent(mail)) == 1


def test_who_owes_nothing_is_not_reminded(mail: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    with pytest.raises(Invalid, match="it is not over"):
        remind(mail, cast.rita, world.workshop, cast.ines.person_id, by_mail=True)
    after_the_interviews(clock)
    submit(mail, cast.ines, world.workshop, content("design", "coding"))
    with pytest.raises(Conflict, match="owes no scorecard"):
        remind(mail, cast.rita, world.workshop, cast.ines.person_id, by_mail=True)
    with pytest.raises(Conflict, match="owes no scorecard"):
        remind(mail, cast.rita, world.workshop, cast.ivan.person_id, by_mail=True)
    with pytest.raises(Conflict):
        remind(mail, cast.rita, world.workshop, "person-0", by_mail=True)
    assert sent(mail) == []


def test_who_is_blind_can_not_find_out_by_reminding(mail: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    assign_interviewers(mail, cast.rita, world.talk, [cast.ivan.person_id, cast.hugo.person_id])
    submit(mail, cast.ines, world.workshop, content("design", "coding"))
    after_the_interviews(clock)
    for person in (cast.ines, cast.ivan):
        with pytest.raises(Forbidden, match="open once you have submitted"):
            remind(mail, cast.hugo, world.workshop, person.person_id, by_mail=True)


def test_a_guest_is_reminded_with_a_link_that_opens_their_interview(mail: Context, world: World, clock: TestClock) -> None:
    guest = invitations.invite_guest(mail, world.cast.rita, world.workshop, name="Gina", email="gina@example.com")
    assign_interviewers(mail, world.cast.rita, world.workshop, [guest.id])
    mail_guest_link(mail, world.cast.rita, world.workshop, guest.id)
    [letter] = sent(mail)
    token = letter.text.rpartition("/invitation/")[2].split()[0]
    assert invitations.look_at_invitation(mail, token).person_name == "Gina"
    after_the_interviews(clock)
    remind(mail, world.cast.rita, world.workshop, guest.id, by_mail=True)
    [letter] = sent(mail)
    fresh = letter.text.rpartition("/invitation/")[2].split()[0]
    with pytest.raises(Forbidden):
        invitations.mail_code(mail, token)  # the earlier link is withdrawn
    visitor = sessions.actor_for_token(mail, invitations.open_invitation(mail, fresh, code(mail, fresh)))
    assert visitor is not None
    assert visitor.interview_id == world.workshop


def code(mail: Context, link: str) -> str:
    """Ask for the code of an invitation and read it in the addressee's mailbox."""
    invitations.mail_code(mail, link)
    [letter] = sent(mail)
    assert letter.to_email == "gina@example.com"
    return next(word for word in letter.text.split() if word.isdecimal() and len(word) == 8)


def test_a_link_that_was_passed_on_opens_nothing_without_the_addressees_mailbox(
    mail: Context, world: World, clock: TestClock
) -> None:
    guest = invitations.invite_guest(mail, world.cast.rita, world.workshop, name="Gina", email="gina@example.com")
    assign_interviewers(mail, world.cast.rita, world.workshop, [guest.id])
    link = invitations.create_invitation(mail, world.cast.rita, world.workshop, guest.id)
    first = code(mail, link)
    for wrong in ("gina@example.com", "00000000" if first != "00000000" else "11111111"):
        with pytest.raises(Forbidden, match="not the code"):
            invitations.open_invitation(mail, link, wrong)
    second = code(mail, link)
    with pytest.raises(Forbidden, match="not the code"):  # a new code ends the one before
        invitations.open_invitation(mail, link, first)
    with pytest.raises(Forbidden, match="Too many failed attempts"):
        invitations.open_invitation(mail, link, second)
    clock.forward(minutes=16)
    with pytest.raises(Forbidden, match="not the code"):  # and a code is good for a quarter of an hour
        invitations.open_invitation(mail, link, second)
    third = code(mail, link)
    assert sessions.actor_for_token(mail, invitations.open_invitation(mail, link, third)) is not None
    for used in (third, second):
        with pytest.raises(Forbidden, match="not valid"):
            invitations.open_invitation(mail, link, used)


def test_a_code_opens_its_own_link_alone(mail: Context, world: World) -> None:
    links = []
    for interview in (world.workshop, world.talk):
        guest = invitations.invite_guest(mail, world.cast.rita, interview, name="Gina", email="gina@example.com")
        assign_interviewers(mail, world.cast.rita, interview, [guest.id])
        links.append(invitations.create_invitation(mail, world.cast.rita, interview, guest.id))
    with pytest.raises(Forbidden, match="not the code"):
        invitations.open_invitation(mail, links[0], code(mail, links[1]))


def test_a_password_link_works_once_and_is_nowhere_in_the_database(mail: Context, world: World) -> None:
    mail_password_link(mail, world.cast.ada, world.cast.otto.person_id)
    with mail.store.read() as unit:
        [row] = unit.mail.newest(1)
    [letter] = sent(mail)
    token = letter.text.rpartition("token=")[2].split()[0]
    assert token not in row.model_dump_json()
    assert identity.set_password_by_token(mail, token, "a long pass phrase 1").id == world.cast.otto.person_id
    with pytest.raises(Forbidden):
        identity.set_password_by_token(mail, token, "a long pass phrase 2")


def test_a_link_that_can_not_be_sent_ends_nothing(context: Context, mail: Context, world: World) -> None:
    cast = world.cast
    token = identity.reset_password(context, cast.ada, cast.otto.person_id)
    nowhere = replace(mail, settings=replace(mail.settings, public_url=None))
    for unable, told in ((context, "No mail server"), (nowhere, "INTERVIEW_PUBLIC_URL")):
        with pytest.raises(Invalid, match=told):
            mail_password_link(unable, cast.ada, cast.otto.person_id)
    identity.set_password_by_token(context, token, "a long pass phrase 1")


def test_nobody_gets_mail_about_the_demo_company(mail: Context, world: World, clock: TestClock) -> None:
    with mail.store.write() as unit:
        unit.candidates.update(world.candidate_id, is_demo=True)
        unit.commit_bookkeeping()
    after_the_interviews(clock)
    with pytest.raises(Invalid, match="demo"):
        remind(mail, world.cast.rita, world.workshop, world.cast.ines.person_id, by_mail=True)
    with pytest.raises(Invalid, match="demo"):
        mail_guest_link(mail, world.cast.rita, world.workshop, world.cast.ines.person_id)
    assert list_letters(mail, world.cast.ada) == ()


def test_a_person_hears_of_every_new_password_and_of_every_link_to_set_one(mail: Context, world: World) -> None:
    ada, ines = world.cast.ada, world.cast.ines
    token = identity.reset_password(mail, ada, ines.person_id)
    identity.set_password_by_token(mail, token, "a long pass phrase 1")
    signed_in = sessions.sign_in(mail, "ines@example.org", "a long pass phrase 1")
    sessions.change_password(mail, ines, signed_in, current="a long pass phrase 1", new="another set of words")
    letters = sent(mail)
    assert [letter.subject for letter in letters] == [
        "A new password for your account was asked for",
        "Your password was changed",
        "Your password was changed",
    ]
    assert {(letter.kind, letter.to_email) for letter in letters} == {(LetterKind.ACCOUNT, "ines@example.org")}
    assert "Ada has made a link" in letters[0].text
    for letter in letters:  # whoever reads such a mail is to click on nothing
        assert [secret in letter.text for secret in ("http", "/account", token, "pass phrase")] == [False] * 4


def test_a_refused_change_of_a_password_is_told_to_nobody(mail: Context, context: Context, world: World) -> None:
    token = identity.reset_password(context, world.cast.ada, world.cast.ines.person_id)
    identity.set_password_by_token(context, token, "a long pass phrase 1")
    signed_in = sessions.sign_in(mail, "ines@example.org", "a long pass phrase 1")
    with pytest.raises(Forbidden):
        sessions.change_password(mail, world.cast.ines, signed_in, current="a wrong one", new="another set of words")
    assert sent(mail) == []


def test_without_a_mail_server_passwords_are_changed_all_the_same(context: Context, world: World) -> None:
    token = identity.reset_password(context, world.cast.ada, world.cast.ines.person_id)
    assert identity.set_password_by_token(context, token, "a long pass phrase 1").has_password
    assert list_letters(context, world.cast.ada) == ()
