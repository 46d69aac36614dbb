"""Quality gates for questions and rubrics, beyond the schema. Every mistake comes with its file, line and remedy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from interview.content.catalogue import Catalogue
from interview.content.unfair import unfair_subjects
from interview.content.wording import closed_or_leading, content_words, likeness, reading_grade
from interview.domain.question import Question, QuestionStatus
from interview.domain.rubric import Rubric
from interview.errors import ContentError

MINIMUM_QUESTIONS = 8
MAXIMUM_GRADE = 12.0
MAXIMUM_PROMPT_WORDS = 90
ALIKE = 0.55
"""Prompts that share more than this part of their content words are near-duplicates."""

_VAGUE = re.compile(
    r"\b(?:good|solid|deep|strong|great|excellent|poor|basic|some|limited) (?:understanding|knowledge|grasp|command|skills?)\b"
    r"|\b(?:understands|knows|is familiar with|is aware of|is good at)\b",
    re.IGNORECASE,
)
_THIRD_PERSON_VERB = re.compile(
    r"^(?:(?:Often|Rarely|Usually|Always|Never|Only|Sometimes|Still|Mostly) )?(?:[A-Z]?[a-z]+(?:-[a-z]+)?s|Cannot|Can)\b"
)


def quality_errors(catalogue: Catalogue) -> list[ContentError]:
    """Everything that a careful editor would send back."""
    errors: list[ContentError] = []
    for question in catalogue.questions.values():
        errors += _wording_errors(catalogue, question)
    for rubric in catalogue.rubrics.values():
        errors += _anchor_errors(catalogue, rubric)
    for skill_id in catalogue.skills:
        errors += _bank_errors(catalogue, skill_id)
    errors += _near_duplicates(catalogue)
    return errors


def _wording_errors(catalogue: Catalogue, question: Question) -> Iterator[ContentError]:
    prompt = question.prompt
    if problem := closed_or_leading(prompt):
        yield catalogue.question_error(question, ("prompt",), problem)
    if (words := len(prompt.split())) > MAXIMUM_PROMPT_WORDS:
        yield catalogue.question_error(
            question, ("prompt",), f"has {words} words; say it in {MAXIMUM_PROMPT_WORDS} or move the setting to the materials"
        )
    if (grade := reading_grade(prompt)) > MAXIMUM_GRADE:
        yield catalogue.question_error(
            question,
            ("prompt",),
            f"reads at grade {grade:.1f}, above {MAXIMUM_GRADE:.0f}; use shorter sentences and plainer words",
        )
    spoken = [(("prompt",), prompt), (("follow_up",), question.follow_up)]
    asked = spoken + [(("probes", index, "ask"), probe.ask) for index, probe in enumerate(question.probes)]
    for path, text in asked:
        for subject in unfair_subjects(text):
            yield catalogue.question_error(question, path, f"asks about {subject.name}; leave it out: {subject.reason}")


def _anchor_errors(catalogue: Catalogue, rubric: Rubric) -> Iterator[ContentError]:
    document = catalogue.documents[f"rubrics/{rubric.skill_id}.yaml"]
    for index, anchor in enumerate(rubric.anchors):
        for number, behaviour in enumerate(anchor.behaviours):
            path = ("anchors", index, "behaviours", number)
            if not _THIRD_PERSON_VERB.match(behaviour):
                yield document.error(path, f"does not begin with what the person does ('{behaviour[:30]}'); begin with a verb")
            if len(behaviour.split()) < 5:
                yield document.error(path, "is too short to observe; say what is seen or heard")
            if match := _VAGUE.search(behaviour):
                yield document.error(path, f"'{match.group()}' can't be observed; say what is seen or heard")


def _bank_errors(catalogue: Catalogue, skill_id: str) -> Iterator[ContentError]:
    document = catalogue.documents.get(f"question_banks/{skill_id}.yaml")
    if document is None:  # already reported as a missing file
        return
    active = [q for q in catalogue.questions.values() if q.skill_id == skill_id and q.status is QuestionStatus.ACTIVE]
    if len(active) < MINIMUM_QUESTIONS:
        yield document.error(("questions",), f"has {len(active)} active questions; at least {MINIMUM_QUESTIONS} are needed")
    separated = Counter(level for question in active for level in question.levels)
    for level in (2, 3, 4, 5):
        if separated[level] < 2:
            yield document.error(
                ("questions",), f"has {separated[level]} questions that separate level {level}; at least 2 are needed"
            )


def _near_duplicates(catalogue: Catalogue) -> Iterator[ContentError]:
    words = {question.id: content_words(question.prompt) for question in catalogue.questions.values()}
    for one, other in combinations(catalogue.questions.values(), 2):
        shared = likeness(words[one.id], words[other.id])
        if shared > ALIKE:
            yield catalogue.question_error(
                other, ("prompt",), f"is nearly the same as '{one.id}' ({shared:.0%} of the words); ask about another situation"
            )
