"""Prompts are open, readable and distinct."""

from __future__ import annotations

import pytest

from interview.content.wording import closed_or_leading, content_words, likeness, reading_grade


@pytest.mark.parametrize(
    "prompt",
    [
        "Tell me about a time when a release went wrong.",
        "How would you find out why the queue grows?",
        "Imagine that a partner reports double charges. What do you do first?",
        "Review this change as you would at work.",
        "A colleague asks: 'Can you just merge it?' Tell me what you answer.",
        "Tell me what you see and what you would change.",
        "What does the right index change?",
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
        ("What broke and how did you mend it?", "two things in one sentence"),
        ("Imagine a leak. Which keys do you change first, and who tells the users?", "two things in one sentence"),
        ("Tell me whether you have used Kafka.", "yes or no"),
        ("Has anyone ever helped you?", "yes or no"),
        ("Haven’t you used Kafka?", "yes or no"),
        ("Why is testing obviously better?", "suggests its own answer"),
        ("Caching is better here, don't you think?", "suggests its own answer"),
        ("As we all know, tests pay. How do you write them?", "suggests its own answer"),
        ("Two services are too many here, right?", "suggests its own answer"),
    ],
)
def test_closed_double_and_leading_prompts_are_named(prompt: str, reason: str) -> None:
    problem = closed_or_leading(prompt)
    assert problem is not None
    assert reason in problem


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
