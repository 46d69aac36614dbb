"""Prompts are open, fair, readable and distinct."""

from __future__ import annotations

import pytest

from interview.content.unfair import SUBJECTS, unfair_subjects
from interview.content.wording import closed_or_leading, content_words, likeness, reading_grade


@pytest.mark.parametrize(
    "prompt",
    [
        "Tell me about a time when a release went wrong.",
        "How would you find out why the queue grows?",
        "Imagine that a partner reports double charges. What do you do first?",
        "Review this change as you would at work.",
    ],
)
def test_open_prompts_pass(prompt: str) -> None:
    assert closed_or_leading(prompt) is None


@pytest.mark.parametrize(
    ("prompt", "reason"),
    [
        ("Do you know Kafka?", "yes or no"),
        ("Imagine an outage. Would you roll back?", "yes or no"),
        ("What broke? How did you mend it?", "more than one question"),
        ("Why is testing obviously better?", "suggests its own answer"),
        ("Caching is better here, don't you think?", "suggests its own answer"),
    ],
)
def test_closed_double_and_leading_prompts_are_named(prompt: str, reason: str) -> None:
    problem = closed_or_leading(prompt)
    assert problem is not None
    assert reason in problem


UNFAIR = [
    ("How old are you?", "age"),
    ("What are your plans for children?", "family and pregnancy"),
    ("How many sick days did you take last year?", "health and disability"),
    ("Where are you from originally?", "origin and citizenship"),
    ("What is your native language?", "origin and citizenship"),
    ("Which church do you go to?", "religion and belief"),
    ("What are your pronouns?", "sex and orientation"),
    ("Have you ever been arrested?", "criminal and financial record"),
    ("What is your current salary?", "pay history"),
    ("What type of discharge did you get?", "military record"),
]


@pytest.mark.parametrize(("text", "subject"), UNFAIR)
def test_unfair_subjects_are_found_with_a_reason(text: str, subject: str) -> None:
    found = unfair_subjects(text)
    assert [one.name for one in found] == [subject]
    assert found[0].reason


def test_every_subject_on_the_list_is_tried_above() -> None:
    assert {subject for _, subject in UNFAIR} == {subject.name for subject in SUBJECTS}


@pytest.mark.parametrize(
    "text",
    [
        "How do you retire an old API version?",
        "What happens to a child process when its parent dies?",
        "How would you check the health of a service?",
        "How do you keep the age of messages in a queue low?",
        "How do you build a union of two large tables?",
        "What makes a partner team trust a shared contract?",
        "How do you store the date on which an order was placed?",
    ],
)
def test_technical_words_that_only_look_unfair_pass(text: str) -> None:
    assert unfair_subjects(text) == ()


def test_reading_grade_follows_the_published_formula() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59 = -1.45
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    assert reading_grade("") == 0.0


def test_longer_words_and_sentences_raise_the_grade() -> None:
    plain = "Tell me how you found the fault. Say what you tried first."
    heavy = "Elaborate comprehensively on organisational considerations necessitating architectural modernisation initiatives."
    assert reading_grade(plain) < 6
    assert reading_grade(heavy) > 12


def test_likeness_is_the_shared_part_of_the_content_words() -> None:
    one, other = content_words("Tell me about slow queries"), content_words("Tell me about slow builds")
    assert one == {"slow", "queri"}
    assert likeness(one, other) == pytest.approx(1 / 3)
    assert likeness(frozenset(), frozenset()) == 0.0
