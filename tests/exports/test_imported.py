"""Scorecards of Greenhouse: kept whole, given back whole, shown beside ours, counted nowhere."""

from __future__ import annotations

import json
from typing import Any

import pytest

from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid, NotFound
from interview.exports.ats.greenhouse import read_scorecards
from interview.exports.ats.imported import export_imported, import_greenhouse
from interview.exports.catalogue import make_document
from interview.exports.committee import make_packet
from interview.services.context import Context
from interview.services.debriefs import get_debrief
from interview.services.imported_scorecards import list_imported_scorecards, remove_imported_scorecard
from interview.services.interviews import assign_interviewers
from interview.services.privacy import erase_candidate
from tests.api.client import Client
from tests.exports import scenes
from tests.exports.test_ats import SCORECARD
from tests.factories import World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def bring(context: Context, actor: Actor, world: World, *cards: dict[str, Any]) -> int:
    """Import cards as Greenhouse sends them."""
    return import_greenhouse(context, actor, world.candidate_id, read_scorecards(json.dumps(list(cards))))


def test_the_documented_sample_comes_back_field_for_field(context: Context, world: World) -> None:
    later = {**SCORECARD, "id": "sc-2", "added_next_year": {"x": [1, None, " spaces "]}}
    assert bring(context, world.cast.rita, world, SCORECARD, later) == 2
    out = json.loads(export_imported(context, world.cast.hugo, world.candidate_id, private_notes=True))
    assert sorted(out, key=lambda card: str(card["id"])) == [SCORECARD, later]


def test_private_notes_stay_unless_they_are_asked_for(context: Context, world: World) -> None:
    secret = {**SCORECARD, "questions": [{"id": None, "question": "Private Notes", "answer": "<p>ZANZIBAR</p>"}]}
    bring(context, world.cast.rita, world, secret)
    hugo, subject = world.cast.hugo, world.candidate_id
    leaving = [export_imported(context, hugo, subject)]
    leaving += [make_document(context, hugo, "debrief-pack", subject, form).data for form in ("json", "md", "html", "csv")]
    leaving.append(Client(context, hugo).http.get(f"/api/v1/candidates/{subject}/imported-scorecards").content)
    assert all(b"ZANZIBAR" not in data for data in leaving)
    assert b"ZANZIBAR" in export_imported(context, hugo, subject, private_notes=True)


def test_author_and_who_brought_it_in_are_kept_apart_and_a_second_import_replaces(context: Context, world: World) -> None:
    bring(context, world.cast.rita, world, SCORECARD)
    bring(context, world.cast.ada, world, {**SCORECARD, "overall_recommendation": "no"})
    [card] = list_imported_scorecards(context, world.cast.hugo, world.candidate_id)
    assert (card.author, card.entered_by, card.source, card.source_id) == (
        "Robert Robertson",
        world.cast.ada.person_id,
        "greenhouse",
        "123",
    )
    remove_imported_scorecard(context, world.cast.rita, world.candidate_id, card.id)
    assert list_imported_scorecards(context, world.cast.hugo, world.candidate_id) == ()
    with pytest.raises(NotFound):
        remove_imported_scorecard(context, world.cast.rita, world.candidate_id, card.id)


def test_documents_show_it_marked_and_nothing_counts_it(context: Context, world: World) -> None:
    scenes.rate(context, world)
    hugo = world.cast.hugo
    before = get_debrief(context, hugo, world.candidate_id).recommendation
    bring(context, world.cast.rita, world, SCORECARD)
    assert get_debrief(context, hugo, world.candidate_id).recommendation == before
    told = scenes.made(context, world, "md").decode()
    assert "Robert Robertson (Greenhouse)" in told
    assert "It counts neither in the ratings nor in the recommendation." in told
    assert "What a great communicator\\!" in told.replace("!", "\\!")
    assert scenes.json_totals(scenes.made(context, world, "json")).skills["Designing"][0] == "2"
    assert b"Robertson" not in make_packet(context, hugo, world.candidate_id, "review").data


def test_markup_in_it_is_inert(context: Context, world: World) -> None:
    nasty = {
        **SCORECARD,
        "attributes": [{"name": "<img src=x onerror=1>", "type": "Skills", "note": "=1+1 <b>", "rating": "yes"}],
    }
    nasty["questions"] = [{"id": None, "question": "Key Take-Aways", "answer": "<script>alert(1)</script><p>Good</p>"}]
    bring(context, world.cast.rita, world, nasty)
    page = make_document(context, world.cast.hugo, "scorecards", world.candidate_id, "html").data.decode()
    assert "<img" not in page
    assert "alert(1)" not in page
    assert "Good" in page


def test_who_is_blind_reads_none_of_it_on_any_way(context: Context, world: World) -> None:
    bring(context, world.cast.rita, world, SCORECARD)
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id, cast.hugo.person_id])
    for actor in (cast.hugo, cast.ines, cast.otto):
        with pytest.raises(Forbidden):
            list_imported_scorecards(context, actor, world.candidate_id)
        with pytest.raises(Forbidden):
            make_document(context, actor, "scorecards", world.candidate_id, "json")
        answer = Client(context, actor).http.get(f"/api/v1/candidates/{world.candidate_id}/imported-scorecards")
        assert answer.status_code == 403
        assert b"Robertson" not in answer.content


def test_the_api_takes_them_in(context: Context, world: World) -> None:
    rita = Client(context, world.cast.rita)
    path = f"/api/v1/candidates/{world.candidate_id}/imported-scorecards"
    assert rita.http.request("POST", path, json={"scorecards": [SCORECARD]}).status_code == 200
    [item] = rita.http.get(path).json()["items"]
    assert item["scorecard"]["attributes"] == SCORECARD["attributes"]
    refused = rita.http.request("POST", path, json={"scorecards": [{**SCORECARD, "overall_recommendation": "maybe"}]})
    assert refused.status_code == 422
    assert "overall_recommendation" in refused.text


@pytest.mark.parametrize("when", ["yesterday", "2014-03-26T21:59:51"])
def test_a_moment_that_is_none_is_named(when: str, context: Context, world: World) -> None:
    with pytest.raises(Invalid, match="submitted_at"):
        bring(context, world.cast.rita, world, {**SCORECARD, "submitted_at": when})


def test_two_cards_with_one_id_are_refused_and_erasing_takes_all_away(context: Context, world: World) -> None:
    with pytest.raises(Invalid, match="same id"):
        bring(context, world.cast.rita, world, SCORECARD, SCORECARD)
    bring(context, world.cast.rita, world, SCORECARD)
    erase_candidate(context, world.cast.ada, world.candidate_id)
    with context.store.read() as unit:
        assert unit.imported.of_candidate(world.candidate_id) == ()
