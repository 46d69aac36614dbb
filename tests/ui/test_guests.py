"""Guests on the candidate page: a link to one interview; and why somebody stepped back, for administrators alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from interview.bootstrap import App
from interview.domain.letter import Letter
from interview.domain.person import Actor
from interview.errors import Forbidden
from interview.services.audits import read_audit
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.identity import reset_password, set_password_by_token
from interview.services.interviews import declare_conflict
from interview.services.invitations import look_at_invitation
from interview.services.outbox import deliver_letters
from interview.ui import session
from tests.factories import World
from tests.services.mail_server import mailing
from tests.ui.conftest import Visit
from tests.ui.tab import Tab


def opened(visit: Visit, world: World, actor: Actor | None = None) -> Tab:
    """Cleo's page with the guests of the workshop unfolded."""
    tab = visit(actor or world.cast.rita, "candidate", candidate=world.candidate_id)
    return tab.unfold(f"guests-{world.workshop}")


def invited(tab: Tab, name: str, email: str) -> Tab:
    return tab.enter("Name", name).enter("E-mail", email).press("Put on the panel")


def panel(context: Context, world: World) -> list[str]:
    workshop = get_candidate(context, world.cast.rita, world.candidate_id).interviews[0]
    return [seat.name for seat in workshop.panel]


def token_in(text: str) -> str:
    found = re.search(r"/invitation/(\S+)", text)
    assert found
    return found.group(1)


def test_a_guest_is_put_on_the_panel_and_the_link_is_shown_until_it_is_sent(visit: Visit, context: Context, world: World) -> None:
    tab = invited(opened(visit, world), "Gina Gold", "gina@example.com")
    assert [message.value for message in tab.app.success] == [
        "Send Gina Gold this link. It opens this interview once, within a week, and is not shown again."
    ]
    assert look_at_invitation(context, token_in(tab.app.code[0].value)).person_name == "Gina Gold"
    assert sorted(panel(context, world)) == ["Gina Gold", "Ines"]
    assert len(tab.run().app.code) == 1
    assert len(tab.press("I have sent it").app.code) == 0
    assert "/invitation/" not in opened(visit, world).everything


def test_a_new_link_ends_the_earlier_one(visit: Visit, context: Context, world: World) -> None:
    tab = invited(opened(visit, world), "Gina", "gina@example.com")
    first = token_in(tab.app.code[0].value)
    tab.press("New link for Gina")
    fresh = token_in(tab.app.code[0].value)
    assert look_at_invitation(context, fresh).person_name == "Gina"
    with pytest.raises(Forbidden):
        look_at_invitation(context, first)


def test_who_can_sign_in_is_seated_and_gets_no_link(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    for person in (cast.ines, cast.otto):
        token = reset_password(context, cast.ada, person.person_id)
        set_password_by_token(context, token, f"turnip lantern parade {person.name}")
    tab = invited(opened(visit, world), "Otto", "otto@example.org")
    assert sorted(panel(context, world)) == ["Ines", "Otto"]
    assert len(tab.app.code) == 0
    assert [label for label in tab.buttons if label.startswith("New link")] == []


def test_a_guest_without_name_or_address_is_refused_in_a_sentence(visit: Visit, context: Context, world: World) -> None:
    assert invited(opened(visit, world), " ", "gina@example.com").errors == ["Give a name."]
    assert invited(opened(visit, world), "Gina", "gina").errors == ["'gina' is no e-mail address."]
    assert panel(context, world) == ["Ines"]


def test_with_a_mail_server_the_link_goes_to_the_guest_alone(visit: Visit, context: Context, world: World) -> None:
    mail = mailing(context, "smtp://mail.acme.example")
    session.install(App(mail))
    tab = invited(opened(visit, world), "Gina", "gina@example.com")
    assert "/invitation/" not in tab.everything
    got: list[Letter] = []
    deliver_letters(mail, lambda _id, letter: got.append(letter))
    [letter] = got
    assert letter.to_email == "gina@example.com"
    assert look_at_invitation(mail, token_in(letter.text)).person_name == "Gina"


def test_a_mail_server_without_a_public_address_leaves_the_link_to_the_planner(
    visit: Visit, context: Context, world: World
) -> None:
    mail = mailing(context, "smtp://mail.acme.example")
    session.install(App(replace(mail, settings=replace(mail.settings, public_url=""))))
    assert len(invited(opened(visit, world), "Gina", "gina@example.com").app.code) == 1


def test_who_does_not_plan_invites_nobody(visit: Visit, world: World) -> None:
    assert f"guests-{world.workshop}" not in visit(world.cast.ines, "candidate", candidate=world.candidate_id).everything
    assert "New link" not in opened(visit, world, world.cast.ines).everything


def test_an_administrator_reads_why_somebody_stepped_back_and_that_goes_on_the_record(
    visit: Visit, context: Context, world: World
) -> None:
    cast = world.cast
    declare_conflict(context, cast.ivan, world.candidate_id, "We shared a flat.")

    def readings() -> int:
        return len([one for one in read_audit(context, cast.aud) if one.event.action == "recusal.read"])

    tab = visit(cast.ada, "candidate", candidate=world.candidate_id)
    assert "shared a flat" not in tab.everything
    assert readings() == 0
    tab.unfold(f"recusals-{world.candidate_id}")
    assert "We shared a flat." in tab.texts
    assert readings() == 1
    rita = visit(cast.rita, "candidate", candidate=world.candidate_id).unfold(f"recusals-{world.candidate_id}")
    assert "shared a flat" not in rita.everything
    assert "Conflicts of interest" not in rita.everything


def test_without_recusals_there_is_nothing_to_unfold(visit: Visit, world: World) -> None:
    assert "Conflicts of interest" not in visit(world.cast.ada, "candidate", candidate=world.candidate_id).everything
