"""Who gets which page, and what stands around it."""

from __future__ import annotations

import pytest

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.sessions import actor_for_token
from interview.ui.navigation import PLACES, places_for
from tests.factories import Cast, TestClock, World
from tests.ui.conftest import Visit

REFUSED = "You may not open this interview's kit; ask an administrator for the right role or a place on the panel."
MENUS = {
    "ada": ["", "interviews", "candidates", "schedule", "roles", "bank", "health", "pool", "audit"],
    "rita": ["", "interviews", "candidates", "schedule", "roles", "bank", "health", "pool"],
    "hugo": ["", "interviews", "candidates", "schedule", "roles", "bank", "health", "pool"],
    "bo": ["", "interviews", "candidates", "roles", "bank"],
    "aud": ["", "interviews", "candidates", "roles", "bank", "health", "pool", "audit"],
    "ines": ["", "interviews", "bank"],
}


@pytest.mark.parametrize("who", MENUS)
def test_people_get_the_pages_they_are_for(visit: Visit, cast: Cast, who: str) -> None:
    actor = getattr(cast, who)
    assert [place.name for place in places_for(actor) if place.in_menu] == ["home", *MENUS[who][1:]]
    assert visit(actor).pages == ["" if place.name == "home" else place.name for place in places_for(actor)]


def test_a_guest_gets_the_one_interview_and_nothing_else(visit: Visit, world: World) -> None:
    guest = world.cast.ines.model_copy(update={"interview_id": world.workshop})
    assert [place.name for place in places_for(guest)] == ["interviews", "kit"]
    assert visit(guest).title == "My interviews"
    assert visit(guest, "kit", interview=world.workshop).title == "Workshop with Cleo Marsh"
    other = visit(guest, "kit", interview=world.talk)
    assert other.errors == [
        "You may not open this interview's kit; ask an administrator for the right role or a place on the panel."
    ]
    assert visit(guest, "kit").title == "Workshop with Cleo Marsh"  # the invitation says which


@pytest.mark.parametrize("page", ["people", "audit", "roles", "candidates", "role", "loop"])
def test_a_page_that_is_not_ones_own_cannot_be_reached_by_its_address(visit: Visit, cast: Cast, page: str) -> None:
    tab = visit(cast.ines, page)
    assert tab.title in {"", "Hello Ines"}
    assert page not in tab.pages


def test_nobody_gets_a_page_that_does_not_exist(cast: Cast) -> None:
    assert {place.name for place in places_for(cast.ada)} == {place.name for place in PLACES}


def test_without_a_session_there_is_a_way_to_sign_in_and_nothing_else(visit: Visit, world: World) -> None:
    tab = visit(None, "candidate", candidate=world.candidate_id)
    assert tab.title == "You are signed out"
    assert [button.proto.url for button in tab.app.link_button] == ["/account/sign-in"]
    assert "Cleo" not in tab.everything


def test_signing_out_ends_the_session_in_the_database(visit: Visit, context: Context, cast: Cast) -> None:
    tab = visit(cast.ines)
    assert any("Signed in as Ines" in caption.value for caption in tab.app.caption)
    tab.press("Sign out")
    assert tab.title == "You are signed out"
    assert actor_for_token(context, tab.token) is None


def test_a_session_that_ran_out_shows_nothing_with_the_next_click(visit: Visit, clock: TestClock, cast: Cast) -> None:
    tab = visit(cast.ines)
    clock.forward(hours=3)
    assert tab.run().title == "You are signed out"


def test_another_person_in_the_same_tab_inherits_nothing(visit: Visit, cast: Cast) -> None:
    first = visit(cast.ada, "people")
    first.app.session_state["kept:password-link"] = (cast.ines.person_id, "Ines", "/account/set-password?token=secret")
    assert "token=secret" in first.run().everything
    first.token = visit(cast.ada).token  # the same person with another session keeps what was kept
    assert "token=secret" in first.run().everything
    first.token = visit(_administrator(cast)).token
    first.run()
    assert "token=secret" not in first.everything


def _administrator(cast: Cast) -> Actor:
    return cast.hugo
