"""Quality gates: each one lets faultless content pass and names what it refuses with file, line, field and remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from interview.content.anchors import begins_with_verb, tells_an_act, unobservable
from interview.content.coverage import FOUNDING
from interview.content.quality import FITTING, MINUTES
from interview.domain.question import QuestionKind
from tests.content.files import edit, problems

BANK, RUBRIC = "question_banks/queues.yaml", "rubrics/queues.yaml"


def change_bank(root: Path, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Rewrite the bank after ``change`` has worked on its list of questions."""
    data = yaml.safe_load((root / BANK).read_text(encoding="utf-8"))
    change(data["questions"])
    (root / BANK).write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "How do workers share a backlog?",
            "Do you know queues?",
            "prompt: can be answered with yes or no ('Do you know queues?')",
        ),
        (
            "How do workers share a backlog?",
            "How did it break and why did nobody see it?",
            "prompt: asks two things in one sentence",
        ),
        ("How do workers share a backlog?", "How is a queue obviously better?", "prompt: suggests its own answer ('obviously')"),
        ("How do workers share a backlog?", "How? " + "more " * 60, "prompt: has 61 words; say it in 60"),
        (
            "How do workers share a backlog?",
            "Elaborate comprehensively on organisational considerations necessitating architectural modernisation.",
            "prompt: reads at grade ",
        ),
        ("How do workers share a backlog?", "Which church taught you about queues?", "prompt: asks about religion and belief"),
        ("Take it one step further.", "How does your husband see it?", "follow_up: asks about family and pregnancy"),
        ("ask: What broke?", "ask: How old are you?", "probes[0].ask: asks about age"),
        ("id: queues-0", "id: backlog", "id: must begin with the skill: 'queues-...'"),
        ("  - technical", "  - coding", "formats: holds coding, where a discussion question does not fit"),
        ("Blames luck 3.", "Thinks that it was luck.", "bands[1].red_flags[0]: 'Thinks' happens in a head"),
        ("Names cause 4.", "Has a good understanding of causes.", "bands[2].look_for[0]: 'good understanding' can't be observed"),
        ("Names cause 4.", "A clear cause.", "bands[2].look_for[0]: does not begin with what the person does or did"),
        ("levels:\n  - 2\n", "levels:\n  - 2\n  - 4\n", "levels: leaves out a level between two others"),
        ("Blames luck 5.", "Names cause 2.", "bands[3].red_flags[0]: stands at level 2 already"),
    ],
)
def test_a_weak_question_is_sent_back(content: Path, old: str, new: str, expected: str) -> None:
    edit(content / BANK, old, new)
    (found,) = problems(content)
    place, told = found.split(": questions[0].", 1)
    assert place.startswith(f"{BANK}:")
    assert told.startswith(expected)


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("Good understanding of queues and topics.", ["does not begin with what", "'Good understanding' can't be observed"]),
        ("Names it.", ["is too short to observe"]),
        ("Does it for what it is.", ["does not begin with what", "is too short to observe"]),
        ("Knows which reader lags behind.", ["'Knows' happens in a head"]),
        ("Writes repeat-safe readers, part 3.", ["says nearly the same at level 3 as at level 1"]),
    ],
)
def test_a_weak_behaviour_is_sent_back(content: Path, new: str, expected: list[str]) -> None:
    line = edit(content / RUBRIC, "Names letters that wait, part 1.", new)
    edit(content / RUBRIC, "Writes readers that may repeat safely", "Writes repeat-safe readers")
    found = problems(content)
    assert len(found) == len(expected)
    for told in expected:
        assert any(told in problem for problem in found), told
    if "nearly the same" not in expected[0]:
        assert {problem.split(": ")[0] for problem in found} == {f"{RUBRIC}:{line}"}


def test_alike_prompts_are_reported_where_the_second_stands(content: Path) -> None:
    line = edit(content / BANK, "prompt: Walk me through poison letters.", "prompt: Tell me about the duplicate payments.")
    assert problems(content) == [
        f"{BANK}:{line}: questions[3].prompt: is nearly the same as 'queues-2' (100% of the words); ask about another situation"
    ]


def test_a_thin_bank_is_reported_with_all_that_it_lacks(content: Path) -> None:
    def thin(questions: list[dict[str, Any]]) -> None:
        del questions[4:], questions[2]
        for question in questions:
            question.update(minutes=13, opening_minutes=7)

    change_bank(content, thin)
    assert [problem.split(": ", 2)[2] for problem in problems(content)] == [
        "has 0 questions of at most 12 minutes; at least 3 are needed",
        "has 0 questions that separate level 4; at least 2 are needed",
        "has 1 questions that separate level 2; at least 2 are needed",
        "has 1 questions that separate level 3; at least 2 are needed",
        "has 1 questions that separate level 5; at least 2 are needed",
        "has 3 active questions; at least 8 are needed",
        "has 3 kinds of question (design, discussion, situational); at least 4 are needed",
    ]


def test_retired_questions_do_not_count(content: Path) -> None:
    change_bank(content, lambda questions: questions[0].update(status="retired"))
    assert [problem.split(": ", 2)[2] for problem in problems(content)] == [
        "has 1 questions that separate level 2; at least 2 are needed",
        "has 7 active questions; at least 8 are needed",
    ]


def test_a_skill_that_a_founding_role_requires_needs_ten_questions(content: Path) -> None:
    role = {
        "id": FOUNDING[0],
        "title": "Lead",
        "skills": [{"skill_id": "queues", "weight": 5, "bar": 3}],
        "hard_skills": [{"text": "Queues.", "skills": ["queues"]}],
    }
    (content / f"roles/{FOUNDING[0]}.yaml").write_text(yaml.safe_dump(role), encoding="utf-8")
    assert problems(content) == [f"{BANK}:2: questions: has 8 active questions; at least 10 are needed"]


@pytest.mark.parametrize(("opening", "allowed"), [(2, True), (1, False), (34, True), (35, False)])
def test_a_question_takes_six_to_forty_minutes(content: Path, opening: int, allowed: bool) -> None:
    change_bank(content, lambda questions: questions[0].update(minutes=opening + 6, opening_minutes=opening))
    if opening == 2:
        change_bank(
            content, lambda questions: questions[0].update(probes=[{"ask": "Why?", "minutes": 1}] * 4, minutes=MINUTES.start)
        )
    elif opening == 1:
        change_bank(content, lambda questions: questions[0].update(probes=[{"ask": "Why?", "minutes": 1}] * 4, minutes=5))
    assert [problem.split(": ", 1)[1] for problem in problems(content)] == (
        [] if allowed else [f"questions[0].minutes: is {5 if opening == 1 else 41}; a question takes 6 to 40 minutes"]
    )


def test_every_kind_of_question_has_fitting_formats() -> None:
    assert set(FITTING) == set(QuestionKind)
    assert all(FITTING.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "Names the key.",
        "Re-plans the week.",
        "Rarely asks why.",
        "Passes work on.",
        "Cannot say who owns it.",
        "Discusses risks.",
    ],
)
def test_what_a_person_does_begins_with_a_verb(sentence: str) -> None:
    assert begins_with_verb(sentence)


@pytest.mark.parametrize(
    "sentence", ["Good view of risks.", "Basics of queues.", "This is clear.", "Does it.", "Process first.", "Fluent talk."]
)
def test_what_is_no_verb_is_told_apart(sentence: str) -> None:
    assert not begins_with_verb(sentence)


@pytest.mark.parametrize(
    "sentence", ["Measured it.", "Re-planned the week.", "Kept a log.", "Would ask the owner.", "Sees the stall."]
)
def test_a_look_for_may_tell_what_the_person_did_or_would_do(sentence: str) -> None:
    assert tells_an_act(sentence)
    assert not tells_an_act(f"The candidate {sentence.lower()}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Shows a case where nobody knows the owner.",
        "Leaves with words that each side understands differently.",
        "Names the value of each option.",
        "Names the skills that the team lacks.",
    ],
)
def test_others_may_know_and_understand(sentence: str) -> None:
    assert unobservable(sentence) is None
