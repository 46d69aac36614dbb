"""The question bank: found by what people look for, changed by drafts that somebody else reviews."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from interview.bootstrap import build_app
from interview.content.catalogue import Catalogue, load_catalogue
from interview.content.quality import quality_errors
from interview.domain.question import QuestionKind, QuestionStatus
from interview.errors import Conflict, ContentInvalid, Forbidden, Invalid, NotFound
from interview.services.bank import (
    approve_question,
    check_question,
    export_bank,
    list_bank,
    list_edits,
    propose_question,
    question_text,
    reject_question,
    retire_question,
)
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.identity import system_actor
from interview.services.interviews import mark_not_held
from interview.services.kits import get_kit
from interview.services.loops import publish_loop, save_draft_loop
from interview.settings import shipped_content_dir
from tests.factories import ROLE_ID, Cast, TestClock, World, a_loop, a_published_loop

QUESTION = "testing-shipping-fee"
BETTER = "Here is a function and the rules that it should keep. Write down the cases you would test, the most telling one first."


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The content that comes with the program."""
    return load_catalogue(shipped_content_dir())[0]


@pytest.fixture
def company(context: Context, shipped: Catalogue) -> Context:
    """A context with the shipped content, which a change in one test must not reach in the next."""
    return replace(context, catalogue=replace(shipped))


def changed(context: Context, **fields: object) -> str:
    """The text of a question with other fields."""
    data = yaml.safe_load(question_text(context.catalogue.questions[QUESTION]))
    return yaml.safe_dump({**data, **fields}, sort_keys=False)


def test_what_people_edit_reads_back_as_the_question_it_was(company: Context, cast: Cast) -> None:
    for question in list(company.catalogue.questions.values())[::40]:
        read, errors = check_question(company, cast.ines, question_text(question))
        assert errors == ()
        assert read == question.model_copy(update={"version": 1})


def test_a_change_holds_for_new_loops_once_somebody_else_approved_it(company: Context, cast: Cast) -> None:
    edit = propose_question(company, cast.ines, changed(company, prompt=BETTER), reason="Shorter.")
    before = company.catalogue.questions[QUESTION]
    assert before.prompt != BETTER
    (view,) = list_edits(company, cast.rita)
    assert (view.current, view.proposer, view.may_review) == (before, "Ines", True)
    assert not list_edits(company, cast.ines)[0].may_review
    approved = approve_question(company, cast.rita, edit.id, note="Better.")
    assert (approved.prompt, approved.version) == (BETTER, before.version + 1)
    assert company.catalogue.questions[QUESTION] == approved
    assert list_edits(company, cast.rita) == ()
    (past,) = list_edits(company, cast.rita, everything=True)
    assert (past.edit.state.value, past.reviewer, past.edit.review_note) == ("approved", "Rita", "Better.")


def test_nobody_approves_their_own_change(company: Context, cast: Cast) -> None:
    edit = propose_question(company, cast.rita, changed(company, prompt=BETTER), reason="Shorter.")
    with pytest.raises(Forbidden, match="Nobody approves their own change"):
        approve_question(company, cast.rita, edit.id)
    with pytest.raises(Forbidden, match="may not review changes of questions"):
        approve_question(company, cast.ines, edit.id)
    reject_question(company, cast.rita, edit.id, note="I had another thought.")
    assert list_edits(company, cast.ada, everything=True)[0].edit.state == "withdrawn"
    with pytest.raises(Conflict, match="withdrawn already"):
        approve_question(company, cast.hugo, edit.id)


def test_every_mistake_is_shown_with_its_line_and_nothing_is_proposed(company: Context, cast: Cast) -> None:
    text = changed(company, prompt="Do you know how to test a function that has rules?", minutes=21)
    _, errors = check_question(company, cast.ines, text)
    assert [error.message for error in errors] == ["minutes is 21, but opening_minutes and the probes add up to 20"]
    text = changed(company, prompt="Do you have children who could test this function?", formats=["screen"])
    question, errors = check_question(company, cast.ines, text)
    assert question is not None
    lines = text.splitlines()
    assert all(error.line and error.field.split("[")[0].split(".")[0] in lines[error.line - 1] for error in errors)
    assert {error.field for error in errors} == {"prompt", "formats"}
    with pytest.raises(ContentInvalid):
        propose_question(company, cast.ines, text, reason="Why not.")
    assert list_edits(company, cast.ada, everything=True) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: [", "is not YAML"),
        ("", "is empty"),
        ("- a", "must be a mapping"),
        ("id: x", "is missing"),
    ],
)
def test_what_is_no_question_is_said(company: Context, cast: Cast, text: str, sentence: str) -> None:
    question, errors = check_question(company, cast.ines, text)
    assert question is None
    assert sentence in str(errors[0])


def test_a_question_too_like_another_one_is_sent_back(company: Context, cast: Cast) -> None:
    other = company.catalogue.questions[QUESTION].model_copy(update={"id": "testing-again"})
    _, errors = check_question(company, cast.ines, question_text(other))
    assert [str(error).split(" (")[0] for error in errors] == [
        f"proposal:{errors[0].line}: prompt: is nearly the same as '{QUESTION}'"
    ]


def test_proposals_need_a_reason_a_change_and_a_free_question(company: Context, cast: Cast) -> None:
    with pytest.raises(Invalid, match="Say in a sentence why"):
        propose_question(company, cast.ines, changed(company, prompt=BETTER), reason=" ")
    with pytest.raises(Invalid, match="Nothing is changed"):
        propose_question(company, cast.ines, changed(company), reason="Because.")
    edit = propose_question(company, cast.ines, changed(company, prompt=BETTER), reason="Shorter.")
    with pytest.raises(Conflict, match="in review already"):
        propose_question(company, cast.ivan, changed(company, why="A sharper reason to ask it."), reason="Sharper.")
    with pytest.raises(Invalid, match="Say why"):
        reject_question(company, cast.hugo, edit.id, note="")
    reject_question(company, cast.hugo, edit.id, note="Keep the numbers.")
    with pytest.raises(NotFound, match="no such proposal"):
        approve_question(company, cast.hugo, "edit-0")


def test_a_leaked_question_leaves_new_loops_at_once_and_a_proposal_on_the_old_text_is_stale(company: Context, cast: Cast) -> None:
    edit = propose_question(company, cast.ines, changed(company, prompt=BETTER), reason="Shorter.")
    gone = retire_question(company, cast.rita, QUESTION, QuestionStatus.LEAKED, reason="On a forum.")
    assert (gone.status, gone.version) == (QuestionStatus.LEAKED, 2)
    assert QUESTION not in {question.id for question in company.catalogue.questions_for("testing")}
    with pytest.raises(Conflict, match="changed since this was proposed"):
        approve_question(company, cast.rita, edit.id)
    with pytest.raises(Invalid, match="comes back by a proposal"):
        retire_question(company, cast.rita, QUESTION, QuestionStatus.ACTIVE, reason="x")
    with pytest.raises(Invalid, match="Say why"):
        retire_question(company, cast.rita, QUESTION, QuestionStatus.RETIRED, reason="")
    with pytest.raises(NotFound):
        retire_question(company, cast.rita, "none", QuestionStatus.RETIRED, reason="x")


def test_open_and_past_loops_keep_the_text_they_were_published_with(context: Context, world: World) -> None:
    before = get_kit(context, world.cast.ines, world.workshop)
    retire_question(context, world.cast.rita, "design-1", QuestionStatus.LEAKED, reason="Seen.")
    assert get_kit(context, world.cast.ines, world.workshop) == before
    save_draft_loop(context, world.cast.hugo, a_loop(), expected_revision=2)
    with pytest.raises(Invalid, match="the question 'design-1' is leaked"):
        publish_loop(context, world.cast.hugo, ROLE_ID, expected_revision=3)


def test_another_process_learns_of_a_change_when_it_looks(company: Context, shipped: Catalogue, cast: Cast) -> None:
    other = replace(company, catalogue=replace(shipped))
    retire_question(company, cast.rita, QUESTION, QuestionStatus.RETIRED, reason="Old.")
    assert other.catalogue.questions[QUESTION].status is QuestionStatus.ACTIVE
    assert QUESTION not in {row.question.id for row in list_bank(other, cast.ines)}
    assert other.catalogue.questions[QUESTION].status is QuestionStatus.RETIRED


def test_changes_hold_after_a_restart(company: Context, cast: Cast) -> None:
    retire_question(company, cast.rita, QUESTION, QuestionStatus.RETIRED, reason="Old.")
    again = build_app(replace(company.settings, content_dir=shipped_content_dir()))
    assert again.context.catalogue.questions[QUESTION].status is QuestionStatus.RETIRED
    again.close()


def test_the_exported_bank_is_a_file_with_the_changes_in_it(company: Context, cast: Cast, tmp_path: Path) -> None:
    edit = propose_question(company, cast.ines, changed(company, prompt=BETTER), reason="Shorter.")
    approve_question(company, cast.rita, edit.id)
    for folder in ("skills", "rubrics", "roles", "loops", "question_banks"):
        (tmp_path / "content" / folder).mkdir(parents=True)
        for file in (shipped_content_dir() / folder).glob("*.yaml"):
            (tmp_path / "content" / folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    bank = tmp_path / "content" / "question_banks" / "testing.yaml"
    bank.write_text(export_bank(company, cast.ines, "testing"), encoding="utf-8")
    catalogue, errors = load_catalogue(tmp_path / "content")
    assert (errors, quality_errors(catalogue)) == ((), [])
    assert catalogue.questions == company.catalogue.questions
    with pytest.raises(NotFound):
        export_bank(company, cast.ines, "juggling")


def test_the_bank_is_searched_by_skill_kind_level_status_and_words(context: Context, cast: Cast) -> None:
    ids = [row.question.id for row in list_bank(context, cast.ines, skill_id="design")]
    assert ids == ["design-1", "design-2"]
    assert list_bank(context, cast.ines, kinds=[QuestionKind.DESIGN]) == ()
    assert len(list_bank(context, cast.ines, kinds=[QuestionKind.BEHAVIOURAL], level=4)) == 6
    assert list_bank(context, cast.ines, level=5) == ()
    assert [row.question.id for row in list_bank(context, cast.ines, words="LISTENING time")] == ["listening-1", "listening-2"]
    retire_question(context, cast.rita, "coding-1", QuestionStatus.RETIRED, reason="Old.")
    statuses = [QuestionStatus.RETIRED, QuestionStatus.LEAKED]
    assert [(row.question.id, row.is_changed) for row in list_bank(context, cast.ines, statuses=statuses)] == [("coding-1", True)]


def test_use_counts_candidates_planned_and_interviews_held(context: Context, world: World, clock: TestClock) -> None:
    add_candidate(context, world.cast.rita, name="Dana", role_id=ROLE_ID)
    a_published_loop(context, world.cast.hanna, role_id="dyer")
    rows = {row.question.id: row for row in list_bank(context, world.cast.ines)}
    assert (rows["design-1"].planned, rows["design-1"].asked, rows["design-1"].last_asked) == (2, 0, None)
    assert rows["listening-1"].planned == 0
    mark_not_held(context, world.cast.rita, world.talk, "Storm.")
    clock.forward(days=3)
    rows = {row.question.id: row for row in list_bank(context, world.cast.ines, least_asked_first=True)}
    interview = get_kit(context, world.cast.ines, world.workshop).interview
    assert (rows["design-1"].asked, rows["design-1"].last_asked) == (1, interview.ends_at)
    assert (rows["design-2"].planned, rows["design-2"].asked) == (2, 0)
    assert list(rows)[:2] == ["coding-2", "listening-1"]


def test_the_command_line_signs_for_nobody(company: Context, cast: Cast) -> None:
    edit = propose_question(company, cast.ines, changed(company, prompt=BETTER), reason="Shorter.")
    approve_question(company, system_actor(), edit.id)
    assert list_edits(company, cast.ada, everything=True)[0].edit.reviewed_by is None
