"""The download routes: for the person who is signed in, with the permissions of the screens."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from starlette.applications import Starlette

from interview.api.downloads import Downloads
from interview.api.gate import SESSION_COOKIE
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.sessions import open_session
from tests.api.client import Web
from tests.exports import scenes
from tests.factories import ROLE_ID, World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def browser(context: Context, actor: Actor | None) -> Web:
    """A browser in which this person is signed in."""
    app = Starlette(routes=Downloads(context).routes())
    if actor is None:
        return Web(app)
    with context.store.write() as unit:
        token = open_session(context, unit, actor.person_id)
        unit.commit_bookkeeping()
    return Web(app, Cookie=f"{SESSION_COOKIE}={token}")


def test_a_loop_summary_is_saved_under_a_safe_name_and_kept_nowhere(context: Context, world: World) -> None:
    scenes.rate(context, world)
    answer = browser(context, world.cast.hugo).get(f"/download/loop-summary/{world.candidate_id}.pdf")
    assert answer.status_code == HTTPStatus.OK
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''loop-summary-Cleo-Marsh.pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.headers["x-content-hash"]) == 16


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/download/novel/{c}.pdf", HTTPStatus.NOT_FOUND),
        ("/download/loop-summary/{c}.exe", HTTPStatus.BAD_REQUEST),
        ("/download/loop-summary/candidate-0.pdf", HTTPStatus.FORBIDDEN),
        ("/download/committee-packet/{c}.pdf", HTTPStatus.CONFLICT),
    ],
)
def test_refusals_are_sentences_with_their_status(context: Context, world: World, path: str, status: HTTPStatus) -> None:
    answer = browser(context, world.cast.hugo).get(path.format(c=world.candidate_id))
    assert (answer.status_code, answer.text.endswith(".")) == (status, True)


def test_nobody_gets_anything_without_a_session_or_the_permission(context: Context, world: World) -> None:
    for actor in (None, world.cast.hanna, world.cast.otto):
        for path in (f"loop-summary/{world.candidate_id}.json", f"schedule/{world.candidate_id}.ics", f"kit/{world.workshop}.md"):
            assert browser(context, actor).get(f"/download/{path}").status_code == HTTPStatus.FORBIDDEN
    assert browser(context, world.cast.hanna).get(f"/download/role-sheet/{ROLE_ID}.json").status_code == HTTPStatus.FORBIDDEN


def test_the_review_of_a_committee_packet_is_shown_and_then_the_packet_is_saved(context: Context, world: World) -> None:
    scenes.rate(context, world)
    hugo = browser(context, world.cast.hugo)
    review = hugo.get(f"/download/committee-packet/{world.candidate_id}.review")
    assert (review.headers["content-disposition"], review.headers["content-type"]) == ("inline", "text/html; charset=utf-8")
    reviewed = review.headers["x-content-hash"]
    packet = hugo.get(f"/download/committee-packet/{world.candidate_id}.md", params={"reviewed": reviewed})
    assert packet.headers["content-disposition"].startswith("attachment")
    assert "Cleo" not in packet.text


def test_everybody_gets_their_own_interviews_as_a_calendar(context: Context, world: World) -> None:
    mine = browser(context, world.cast.ines).get("/download/my-interviews.ics")
    assert mine.headers["content-type"] == "text/calendar; charset=utf-8"
    assert mine.text.count("BEGIN:VEVENT") == 1
    assert browser(context, world.cast.otto).get("/download/my-interviews.ics").text.count("BEGIN:VEVENT") == 0


def test_what_is_held_about_a_candidate_is_the_administrators_and_names_nobody_else(context: Context, world: World) -> None:
    scenes.rate(context, world, text="Ivan liked how calm it was.")
    address = f"/download/access-bundle/{world.candidate_id}.json"
    answer = browser(context, world.cast.ada).get(address)
    assert (answer.status_code, answer.headers["cache-control"]) == (HTTPStatus.OK, "no-store")
    assert (answer.json()["candidate"]["name"], "Ivan" in answer.text, "liked how calm" in answer.text) == (
        "Cleo Marsh",
        False,
        True,
    )
    assert browser(context, world.cast.rita).get(address).status_code == HTTPStatus.FORBIDDEN
    assert browser(context, world.cast.ada).get("/download/access-bundle/candidate-0.json").status_code == HTTPStatus.NOT_FOUND
