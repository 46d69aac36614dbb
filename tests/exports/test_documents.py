"""Each document says what it should, and nothing that its reader must not see."""

from __future__ import annotations

import json
from io import BytesIO

import jsonschema_rs
import pytest
from pypdf import PdfReader

from interview.domain.debrief import Outcome
from interview.domain.scorecard import Vote
from interview.errors import Forbidden, Invalid, LoopwrightError, NotFound
from interview.exports.candidate_loop import loop_content
from interview.exports.catalogue import KINDS, make_document
from interview.exports.committee import make_packet
from interview.exports.formats.structured import json_schema
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.debriefs import get_loop_summary, record_decision, record_note, record_sign_off
from interview.services.interviews import assign_interviewers, mark_not_held
from interview.services.loops import get_loop
from interview.services.roles import save_role
from interview.services.scorecards import open_scorecard, save_draft
from tests.exports import scenes
from tests.factories import ROLE_ID, World, a_role, content, submit

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

SECRET = "Zanzibar"


def subject(world: World, kind: str) -> str:
    """An id of what the document is about."""
    return {"candidate": world.candidate_id, "interview": world.workshop, "role": ROLE_ID, "two roles": f"{ROLE_ID},{ROLE_ID}"}[
        KINDS[kind].subject
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_can_be_made_in_every_form_and_fits_its_schema(context: Context, world: World, kind: str) -> None:
    scenes.rate(context, world)
    hashes = set()
    for form in KINDS[kind].forms:
        document = make_document(context, world.cast.hugo, kind, subject(world, kind), form)
        assert len(document.data) > 100
        hashes.add(document.content_hash if form != "ics" else "")
    assert len(hashes - {""}) == 1
    body = json.loads(make_document(context, world.cast.hugo, kind, subject(world, kind), "json").data)
    assert list(jsonschema_rs.Draft202012Validator(json_schema(kind, KINDS[kind].content)).iter_errors(body)) == []


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS.values() if kind.subject != "two roles"])
def test_nothing_of_anothers_scorecard_reaches_a_blind_interviewer(context: Context, world: World, kind: str) -> None:
    leaky = scenes.written("design", "coding", level=5, vote=Vote.STRONG_YES, text=f"{SECRET}: drew it all from memory.")
    submit(context, world.cast.ines, world.workshop, leaky)
    for form in KINDS[kind].forms:
        try:
            told = make_document(context, world.cast.ivan, kind, subject(world, kind), form).data
        except LoopwrightError as refused:
            told = str(refused).encode()
        text = scenes.pdf_text(told) if told.startswith(b"%PDF") else told.decode("utf-8", "replace")
        assert SECRET not in text
    if kind in {"loop-summary", "scorecards", "debrief-pack"}:
        assert SECRET in make_document(context, world.cast.hugo, kind, world.candidate_id, "json").data.decode()


def test_a_manager_on_the_panel_is_blind_in_documents_too(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, scenes.written("design", "coding", level=5, vote=Vote.YES, text=SECRET * 3))
    assign_interviewers(context, world.cast.rita, world.talk, [world.cast.hugo.person_id])
    for kind in ("loop-summary", "scorecards", "debrief-pack"):
        with pytest.raises(Forbidden, match="once you have submitted your own"):
            make_document(context, world.cast.hugo, kind, world.candidate_id, "json")
    with pytest.raises(Forbidden):
        make_packet(context, world.cast.hugo, world.candidate_id, "review")


def test_a_draft_is_in_no_document(context: Context, world: World) -> None:
    card = open_scorecard(context, world.cast.ines, world.workshop)
    draft = scenes.written("design", "coding", level=5, vote=Vote.YES, text=SECRET)
    save_draft(context, world.cast.ines, card.id, expected_version=1, content=draft)
    for kind in ("loop-summary", "scorecards", "debrief-pack"):
        assert SECRET not in make_document(context, world.cast.ada, kind, world.candidate_id, "json").data.decode()


def test_the_candidates_schedule_holds_no_internal_word(context: Context, world: World) -> None:
    """The whole text of the page, so that whatever is added later has to be looked at here."""
    scenes.rate(context, world, SECRET * 4)
    data = make_document(context, world.cast.rita, "schedule", world.candidate_id, "md").data.decode()
    lines = [line for line in data.splitlines() if line]
    assert lines[:-1] == [
        "# Welcome, Cleo Marsh",
        "Interview schedule · Your interviews for Weaver",
        "## Your meetings",
        "All times are UTC time. If something does not suit you, tell your recruiter.",
        "| Day | Time | Meeting | With |",
        "|---|---|---|---|",
        "| Wednesday, 4 March 2026 | 09:00 to 10:00 | Workshop | Ines |",
        "| Wednesday, 4 March 2026 | 11:00 to 12:00 | Talk | Ivan |",
        "Breaks: 60 minutes between Workshop and Talk.",
        "## What to expect",
        "- **Workshop** (60 minutes): A technical conversation about how things work and why.",
        "- **Talk** (60 minutes): A technical conversation about how things work and why.",
    ]
    body = json.loads(make_document(context, world.cast.rita, "schedule", world.candidate_id, "json").data)["content"]
    assert sorted(body) == ["candidate", "meetings", "role", "timezone", "versions"]


def test_a_meeting_that_does_not_take_place_or_has_no_time_yet(context: Context, world: World) -> None:
    mark_not_held(context, world.cast.rita, world.workshop, "The panel was ill.")
    fresh = add_candidate(context, world.cast.rita, name="Nora Bell", role_id=ROLE_ID, timezone="Asia/Kolkata")
    told = make_document(context, world.cast.rita, "schedule", world.candidate_id, "md").data.decode()
    assert "Workshop" not in told
    waiting = make_document(context, world.cast.rita, "schedule", fresh.id, "md").data.decode()
    assert waiting.count("to be announced") == 4
    summary = make_document(context, world.cast.rita, "loop-summary", world.candidate_id, "md").data.decode()
    assert "not held: The panel was ill." in summary
    assert "No decision yet." in summary
    assert "nothing to recommend from" in summary
    assert "No votes yet." in summary
    assert (
        "No scorecard is submitted yet."
        in make_document(context, world.cast.rita, "scorecards", world.candidate_id, "md").data.decode()
    )


def test_a_decision_that_supersedes_another_stands_first(context: Context, world: World) -> None:
    scenes.decide(context, world)
    record_decision(context, world.cast.hugo, world.candidate_id, Outcome.NO_HIRE, reason="The offer was declined.")
    told = make_document(context, world.cast.hugo, "loop-summary", world.candidate_id, "md").data.decode()
    assert told.index("**No hire**") < told.index("**Earlier: Hire**")
    assert "Dissent of Ines" in told


def test_a_debrief_pack_names_what_to_talk_about(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding", level=2))
    told = make_document(context, world.cast.hugo, "debrief-pack", world.candidate_id, "md").data.decode()
    assert "Designing: a must-have seen by fewer than two" in told
    assert "Not assessed by anybody (1): Listening" in told
    submit(context, world.cast.ivan, world.talk, content("design", "listening", level=4))
    assert (
        "Designing: ratings are two or more levels apart"
        in make_document(context, world.cast.hugo, "debrief-pack", world.candidate_id, "md").data.decode()
    )


def test_a_shadows_scorecard_is_shown_and_not_counted(context: Context, world: World) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id], shadows=[cast.otto.person_id])
    scenes.rate(context, world)
    submit(context, cast.otto, world.talk, content("design", "listening", level=1, vote=Vote.STRONG_NO))
    body = json.loads(make_document(context, cast.hugo, "loop-summary", world.candidate_id, "json").data)["content"]
    assert [card["is_shadow"] for card in body["scorecards"]] == [False, False, True]
    assert {skill["name"]: skill["n"] for skill in body["skills"]} == {"Designing": 2, "Coding": 1, "Listening": 1}
    shown = make_document(context, cast.hugo, "scorecards", world.candidate_id, "md").data.decode()
    assert "Otto (shadow, not counted)" in shown


def test_two_roles_are_compared_skill_by_skill(context: Context, world: World) -> None:
    weaver = a_role("dyer", "Dyer")
    save_role(context, world.cast.hugo, weaver.model_copy(update={"skills": weaver.skills[:2]}))
    rows = scenes.csv_rows(make_document(context, world.cast.hugo, "role-comparison", f"{ROLE_ID},dyer", "csv").data)
    bars = [(row["Skill"], row["Bar: Weaver"], row["Bar: Dyer"], row["Bar rises by"]) for row in rows]
    assert bars == [("Designing", "4", "4", "0"), ("Coding", "3", "3", "0"), ("Listening", "3", "", "")]
    with pytest.raises(Invalid, match="comma"):
        make_document(context, world.cast.hugo, "role-comparison", ROLE_ID, "csv")
    with pytest.raises(Forbidden):
        make_document(context, world.cast.hanna, "role-comparison", f"{ROLE_ID},dyer", "csv")


def test_unknown_documents_and_forms_are_refused_with_what_there_is(context: Context, world: World) -> None:
    with pytest.raises(NotFound, match="choose one of loop-summary"):
        make_document(context, world.cast.hugo, "novel", world.candidate_id, "pdf")
    with pytest.raises(Invalid, match="choose one of pdf, docx"):
        make_document(context, world.cast.hugo, "loop-summary", world.candidate_id, "exe")


def test_a_kit_shows_questions_rubrics_and_what_others_cover(context: Context, world: World) -> None:
    told = scenes.pdf_text(make_document(context, world.cast.ines, "kit", world.workshop, "pdf").data)
    for words in (
        "Question 1: Designing (12 minutes)",
        "And then 0?",
        "Signs of 4",
        "Rubric: Coding",
        "Talk Designing, Listening",
    ):
        assert words in told


def test_a_letter_without_a_picture_still_makes_a_pdf_that_says_so(context: Context, world: World) -> None:
    scenes.rate(context, world, "An unassigned letter: \u0378, twelve more characters.")
    told = scenes.pdf_text(scenes.made(context, world, "pdf"))
    assert "Some characters have no picture in the fonts of this computer" in told


def test_every_export_is_on_the_record(context: Context, world: World) -> None:
    scenes.made(context, world, "pdf")
    with context.store.read() as unit:
        events = [sealed.event for sealed in unit.audit.events(subject_id=world.candidate_id)]
    assert events[-1].action == "debrief.export"
    assert events[-1].actor_id == world.cast.hugo.person_id


def test_pages_of_a_long_document_repeat_who_it_is_about(context: Context, world: World) -> None:
    scenes.rate(context, world, "word " * 1500)
    reader = PdfReader(BytesIO(scenes.made(context, world, "pdf")))
    assert len(reader.pages) > 3
    assert all("Cleo Marsh" in page.extract_text() for page in reader.pages)


def test_the_debrief_pack_has_the_discussion_and_the_bar_raisers_word(context: Context, world: World) -> None:
    scenes.rate(context, world)
    record_note(context, world.cast.hugo, world.candidate_id, "We talked about the cache.")
    record_sign_off(context, world.cast.bo, world.candidate_id, approves=False, reason="Too little design.")
    pack = make_document(context, world.cast.hugo, "debrief-pack", world.candidate_id, "md").data.decode()
    discussion = pack.partition("Discussion")[2]
    assert [line in discussion for line in ("We talked about the cache.", "Too little design.", "Bo blocks a hire")] == [True] * 3


def test_a_rater_who_has_not_voted_again_gets_a_pack_without_the_discussion(context: Context, world: World) -> None:
    scenes.rate(context, world)
    record_note(context, world.cast.hugo, world.candidate_id, SECRET)
    record_sign_off(context, world.cast.bo, world.candidate_id, approves=True, reason=SECRET)
    summary = get_loop_summary(context, world.cast.hugo, world.candidate_id)
    loop = get_loop(context, world.cast.hugo, ROLE_ID, summary.candidate.loop_version)
    told = loop_content(summary, loop)
    assert (told.debrief_notes[0].text, told.sign_off and told.sign_off.reason) == (SECRET, SECRET)
    unread = loop_content(summary.model_copy(update={"discussion_open": False, "notes": (), "votes": ()}), loop)
    assert SECRET not in unread.model_dump_json()


def test_the_committee_reads_nothing_of_the_discussion(context: Context, world: World) -> None:
    scenes.rate(context, world)
    record_note(context, world.cast.hugo, world.candidate_id, SECRET)
    record_sign_off(context, world.cast.bo, world.candidate_id, approves=True, reason=SECRET)
    assert SECRET not in make_packet(context, world.cast.hugo, world.candidate_id, "review").data.decode()
