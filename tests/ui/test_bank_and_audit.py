"""The banks and the audit trail."""

from __future__ import annotations

from sqlalchemy import text

from interview.domain.question import Material, QuestionKind, QuestionStatus
from interview.services.audits import read_audit
from interview.services.context import Context
from tests.factories import Cast, World
from tests.ui.conftest import Visit


def test_the_bank_shows_a_skill_with_its_rubric_and_questions(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ines, "bank")
    assert [box.value for box in tab.app.selectbox] == ["coding", None, QuestionStatus.ACTIVE]
    assert "2 questions" in tab.everything
    assert "Does coding thing a at level 3" in tab.everything
    tab.choose("Skill", "listening")
    assert "Tell me about a time that called for listening." in tab.everything
    assert "called for coding" not in tab.everything


def test_the_bank_is_narrowed_by_kind_and_by_level(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ines, "bank").choose("Kinds", [QuestionKind.DESIGN])
    assert "0 questions" in tab.everything
    tab.choose("Kinds", [QuestionKind.BEHAVIOURAL]).choose("Level it separates", 4)
    assert "2 questions" in tab.everything
    tab.choose("Level it separates", 5)
    assert "0 questions" in tab.everything


def test_a_question_shows_its_materials_and_folds_its_model_answer(visit: Visit, context: Context, cast: Cast) -> None:
    questions = context.catalogue.questions
    plain = questions["coding-1"]
    questions["coding-1"] = plain.model_copy(
        update={
            "prompt": "Read this with me. " + "It is long. " * 12,
            "materials": (Material(title="A loop", kind="code", language="python", body="while True: ..."),),
            "model_answer": "It never ends.",
            "wrong_turns": ("It ends after ten rounds.",),
        }
    )
    questions["coding-2"] = questions["coding-2"].model_copy(update={"model_answer": "Short and right."})
    tab = visit(cast.ines, "bank")
    assert [code.value for code in tab.app.code] == ["while True: ..."]
    for words in ("It never ends.", "It ends after ten rounds.", "Short and right.", "It is long. It …"):
        assert words in tab.everything


def test_the_trail_tells_who_did_what_and_says_that_it_is_whole(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.aud, "audit")
    assert "candidate.add" in tab.everything
    assert "Cleo" not in tab.everything  # the trail names ids and no candidates
    tab.press("Verify the chain")
    assert [message.value for message in tab.app.success] == [
        f"The chain is whole: {len(read_audit(context, world.cast.aud))} entries."
    ]


def test_a_trail_that_somebody_changed_is_reported(visit: Visit, context: Context, world: World) -> None:
    with context.store.engine.begin() as connection:
        connection.execute(text("UPDATE audit_events SET action = 'candidate.nothing' WHERE sequence = 5"))
    tab = visit(world.cast.ada, "audit").press("Verify the chain")
    assert len(tab.errors) == 1
    assert tab.errors[0].startswith("The audit trail is broken.")
