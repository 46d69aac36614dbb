"""Invitation links: forged, expired, replayed and forwarded ones open nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from itsdangerous import URLSafeTimedSerializer

from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid
from interview.services.candidates import get_candidate, list_candidates
from interview.services.context import Context
from interview.services.identity import deactivate_person
from interview.services.interviews import assign_interviewers, mark_not_held, my_interviews, replace_interviewer
from interview.services.invitations import comes_by_link, create_invitation, invite_guest, look_at_invitation, open_invitation
from interview.services.kits import get_kit
from interview.services.scorecards import open_scorecard, read_scorecards
from interview.services.sessions import actor_for_token, sign_in
from interview.settings import SingleSignOn
from interview.storage.identity import ForeignIdentityRow
from tests.factories import TestClock, World

ADDRESS = "gina@example.com"


@pytest.fixture
def guest_id(context: Context, world: World) -> str:
    """Gina, seated at the workshop beside Ines."""
    cast = world.cast
    guest = invite_guest(context, cast.rita, world.workshop, name="Gina", email=ADDRESS)
    assign_interviewers(context, cast.rita, world.workshop, [cast.ines.person_id, guest.id])
    return guest.id


@pytest.fixture
def link(context: Context, world: World, guest_id: str) -> str:
    """Gina's invitation."""
    return create_invitation(context, world.cast.rita, world.workshop, guest_id)


def enter(context: Context, link: str) -> Actor:
    """Open the link and act."""
    actor = actor_for_token(context, open_invitation(context, link, ADDRESS))
    assert actor is not None
    return actor


def test_a_guest_reaches_the_one_interview_and_nothing_else(context: Context, world: World, link: str) -> None:
    gina = enter(context, link)
    assert [mine.interview.id for mine in my_interviews(context, gina)] == [world.workshop]
    assert get_kit(context, gina, world.workshop).may_write
    assert open_scorecard(context, gina, world.workshop).person_id == gina.person_id
    for refused in (
        lambda: get_kit(context, gina, world.talk),
        lambda: get_candidate(context, gina, world.candidate_id),
        lambda: read_scorecards(context, gina, world.candidate_id),
    ):
        with pytest.raises(Forbidden):
            refused()
    assert list_candidates(context, gina) == ()


def test_looking_consumes_nothing_and_tells_nothing_of_the_candidate(context: Context, world: World, link: str) -> None:
    shown = look_at_invitation(context, link)
    assert look_at_invitation(context, link) == shown
    assert shown.model_dump() == {"person_name": "Gina", "stage_id": "workshop", "by_code": False}
    assert enter(context, link).name == "Gina"


def test_a_replayed_link_opens_nothing(context: Context, link: str) -> None:
    enter(context, link)
    with pytest.raises(Forbidden, match="not valid"):
        open_invitation(context, link, ADDRESS)
    with pytest.raises(Forbidden, match="not valid"):
        look_at_invitation(context, link)


def test_an_expired_link_opens_nothing(context: Context, link: str, clock: TestClock) -> None:
    clock.forward(days=7)
    with pytest.raises(Forbidden, match="not valid"):
        open_invitation(context, link, ADDRESS)


def test_a_forged_link_opens_nothing(context: Context, world: World, link: str, guest_id: str) -> None:
    forged = str(URLSafeTimedSerializer(b"f" * 32, salt="invitation-1").dumps([guest_id, world.workshop, "n"]))
    signed_but_never_made = str(URLSafeTimedSerializer(context.secret, salt="invitation-1").dumps([guest_id, world.talk, "n"]))
    for bad in (forged, signed_but_never_made, link[:-2], link + "x", "", "a.b.c", link.swapcase()):
        with pytest.raises(Forbidden, match="not valid"):
            open_invitation(context, bad, ADDRESS)


def test_a_forwarded_link_gives_the_second_person_nothing(context: Context, world: World, link: str) -> None:
    """Without a mail server the addressee's own address is asked for; with one, a code from their mailbox (see test_letters)."""
    for other in ("otto@example.org", "", "gina@example.com.evil.example"):
        with pytest.raises(Forbidden, match="not sent to that address"):
            open_invitation(context, link, other)
    enter(context, link)
    with pytest.raises(Forbidden, match="not valid"):
        open_invitation(context, link, ADDRESS)
    with pytest.raises(Forbidden):
        get_kit(context, world.cast.otto, world.workshop)
    with pytest.raises(Forbidden):
        sign_in(context, "gina@example.com", "")


def test_addresses_can_not_be_tried_out_and_nobody_is_locked_out_of_their_account(context: Context, link: str) -> None:
    for _ in range(5):
        with pytest.raises(Forbidden, match="not sent to that address"):
            open_invitation(context, link, "guess@example.org")
    with pytest.raises(Forbidden, match="Too many failed attempts"):
        open_invitation(context, link, ADDRESS)
    with pytest.raises(Forbidden, match="address or password is wrong"):  # not locked: just no password
        sign_in(context, ADDRESS, "guess")


def test_a_new_invitation_withdraws_the_earlier_one(context: Context, world: World, link: str, guest_id: str) -> None:
    fresh = create_invitation(context, world.cast.rita, world.workshop, guest_id)
    with pytest.raises(Forbidden, match="not valid"):
        open_invitation(context, link, ADDRESS)
    assert enter(context, fresh).interview_id == world.workshop


def test_leaving_the_panel_ends_link_and_session(context: Context, world: World, link: str, guest_id: str) -> None:
    gina = enter(context, link)
    replace_interviewer(context, world.cast.rita, world.workshop, guest_id, world.cast.otto.person_id)
    with pytest.raises(Forbidden):
        get_kit(context, gina, world.workshop)
    with pytest.raises(Invalid, match="on the panel"):
        create_invitation(context, world.cast.rita, world.workshop, guest_id)


def test_a_link_for_an_interview_that_was_not_held_opens_nothing(context: Context, world: World, link: str) -> None:
    mark_not_held(context, world.cast.rita, world.workshop, "ill")
    with pytest.raises(Forbidden, match="did not take place"):
        open_invitation(context, link, ADDRESS)


def test_a_closed_guest_account_opens_nothing(context: Context, world: World, link: str, guest_id: str) -> None:
    deactivate_person(context, world.cast.ada, guest_id)
    with pytest.raises(Forbidden, match="not valid"):
        open_invitation(context, link, ADDRESS)


def test_inviting_somebody_with_an_account_uses_that_account(context: Context, world: World) -> None:
    known = invite_guest(context, world.cast.rita, world.workshop, name="Somebody", email="OTTO@example.org")
    assert known.id == world.cast.otto.person_id


def test_a_guest_needs_a_name_and_an_address(context: Context, world: World) -> None:
    for name, email, why in (("  ", ADDRESS, "Give a name"), ("Gina", "gina", "no e-mail address")):
        with pytest.raises(Invalid, match=why):
            invite_guest(context, world.cast.rita, world.workshop, name=name, email=email)


def test_a_link_is_for_who_can_not_sign_in(context: Context, world: World) -> None:
    company = SingleSignOn(issuer="https://id.example.org", client_id="x", client_secret="y", domains=frozenset({"example.org"}))
    signed_on = replace(context, settings=replace(context.settings, single_sign_on=company))
    elsewhere = replace(context, settings=replace(context.settings, single_sign_on=replace(company, domains=frozenset())))
    with context.store.write() as unit:
        ivan = unit.identity.person(world.cast.ivan.person_id)
        ines = unit.identity.person(world.cast.ines.person_id)
        row = ForeignIdentityRow(issuer=company.issuer, subject="1", person_id=world.cast.ivan.person_id, linked_at=context.now())
        unit.identity.add_foreign_identity(row)
        unit.commit_bookkeeping()
    assert ivan is not None
    assert ines is not None
    assert comes_by_link(context, ines)
    assert not comes_by_link(context, ines.model_copy(update={"has_password": True}))
    assert not comes_by_link(signed_on, ines)  # her address is the company's
    assert comes_by_link(elsewhere, ines)  # nothing says that she belongs to it
    assert not comes_by_link(elsewhere, ivan)  # he has signed in with it
