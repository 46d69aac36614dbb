"""Quality gates for questions and rubrics, beyond the schema. Every mistake comes with its file, line and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from interview.content.anchors import band_errors, rubric_errors
from interview.content.catalogue import Catalogue
from interview.content.coverage import FOUNDING
from interview.content.read import Document
from interview.content.unfair import unfair_subjects
from interview.content.wording import closed_or_leading, content_words, likeness, reading_grade
from interview.domain.question import Question, QuestionKind, StageFormat
from interview.errors import ContentError

MINIMUM_QUESTIONS = 8
MINIMUM_QUESTIONS_REQUIRED = 10
"""For skills that a hard-skill line of a founding role calls for."""
MINIMUM_KINDS = 4
MINIMUM_SHORT = 3
SHORT_MINUTES = 12
MINUTES = range(6, 41)
MAXIMUM_GRADE = 12.0
MAXIMUM_PROMPT_WORDS = 60
ALIKE = 0.55
"""Prompts that share more than this part of their content words are near-duplicates."""

_TALK = {StageFormat.BEHAVIOURAL, StageFormat.LEADERSHIP}
FITTING: dict[QuestionKind, set[StageFormat]] = {
    QuestionKind.BEHAVIOURAL: _TALK | {StageFormat.SCREEN},
    QuestionKind.SITUATIONAL: set(StageFormat) - {StageFormat.REVIEW},
    QuestionKind.DISCUSSION: {StageFormat.SCREEN, StageFormat.TECHNICAL, StageFormat.SYSTEM_DESIGN, StageFormat.LEADERSHIP},
    QuestionKind.DESIGN: {StageFormat.SYSTEM_DESIGN, StageFormat.TECHNICAL},
    QuestionKind.REVIEW: _TALK | {StageFormat.REVIEW, StageFormat.TECHNICAL, StageFormat.CODING},
    QuestionKind.WORK_SAMPLE: _TALK | {StageFormat.REVIEW, StageFormat.TECHNICAL, StageFormat.CODING},
}
"""The formats in which a kind of question can be asked: no design exercise in a first call, no memories in a coding session."""


def quality_errors(catalogue: Catalogue) -> list[ContentError]:
    """Everything that a careful editor would send back."""
    errors: list[ContentError] = []
    for question in catalogue.questions.values():
        errors += _question_errors(catalogue, question)
        errors += band_errors(catalogue, question)
    for rubric in catalogue.rubrics.values():
        errors += rubric_errors(catalogue, rubric)
    for skill_id in catalogue.skills:
        errors += _bank_errors(catalogue, skill_id)
    errors += _near_duplicates(catalogue)
    return errors


def question_errors(catalogue: Catalogue, document: Document, question: Question) -> tuple[ContentError, ...]:
    """What a careful editor would send back of one changed or new question, which is all that ``document`` holds."""
    others = {name: other for name, other in catalogue.questions.items() if name != question.id}
    trial = replace(
        catalogue,
        questions={**others, question.id: question},
        documents={f"question_banks/{question.skill_id}.yaml": document},
        places={question.id: ()},
    )
    errors = [*_question_errors(trial, question), *band_errors(trial, question)]
    words = content_words(question.prompt)
    for other in others.values():
        shared = likeness(words, content_words(other.prompt))
        if shared > ALIKE:
            errors.append(_too_alike(trial, other, question, shared))
    return tuple(errors)


def _question_errors(catalogue: Catalogue, question: Question) -> Iterator[ContentError]:
    def error(path: str, message: str) -> ContentError:
        return catalogue.question_error(question, (path,), message)

    prompt = question.prompt
    if problem := closed_or_leading(prompt):
        yield error("prompt", problem)
    if (words := len(prompt.split())) > MAXIMUM_PROMPT_WORDS:
        yield error("prompt", f"has {words} words; say it in {MAXIMUM_PROMPT_WORDS} or move the setting to the materials")
    if (grade := reading_grade(prompt)) > MAXIMUM_GRADE:
        yield error("prompt", f"reads at grade {grade:.1f}, above {MAXIMUM_GRADE:.0f}; use shorter sentences and plainer words")
    if not question.id.startswith(f"{question.skill_id}-"):
        yield error("id", f"must begin with the skill: '{question.skill_id}-...'")
    if question.minutes not in MINUTES:
        yield error("minutes", f"is {question.minutes}; a question takes {MINUTES.start} to {MINUTES.stop - 1} minutes")
    if question.levels != tuple(range(question.levels[0], question.levels[-1] + 1)):
        yield error("levels", "leaves out a level between two others; what separates both separates the one between them")
    if misfits := [stage_format for stage_format in question.formats if stage_format not in FITTING[question.kind]]:
        yield error("formats", f"holds {', '.join(misfits)}, where a {question.kind} question does not fit; leave it out")
    spoken = [(("prompt",), prompt), (("follow_up",), question.follow_up)]
    asked = spoken + [(("probes", index, "ask"), probe.ask) for index, probe in enumerate(question.probes)]
    for path, text in asked:
        for subject in unfair_subjects(text):
            yield catalogue.question_error(question, path, f"asks about {subject.name}; leave it out: {subject.reason}")


def _bank_errors(catalogue: Catalogue, skill_id: str) -> Iterator[ContentError]:
    document = catalogue.documents.get(f"question_banks/{skill_id}.yaml")
    if document is None:  # already reported as a missing file
        return

    def error(message: str) -> ContentError:
        return document.error(("questions",), message)

    active = catalogue.questions_for(skill_id)
    needed = MINIMUM_QUESTIONS_REQUIRED if skill_id in _required(catalogue) else MINIMUM_QUESTIONS
    if len(active) < needed:
        yield error(f"has {len(active)} active questions; at least {needed} are needed")
    kinds = {question.kind for question in active}
    if len(kinds) < MINIMUM_KINDS:
        yield error(f"has {len(kinds)} kinds of question ({', '.join(sorted(kinds))}); at least {MINIMUM_KINDS} are needed")
    short = sum(question.minutes <= SHORT_MINUTES for question in active)
    if short < MINIMUM_SHORT:
        yield error(f"has {short} questions of at most {SHORT_MINUTES} minutes; at least {MINIMUM_SHORT} are needed")
    separated = Counter(level for question in active for level in question.levels)
    for level in (2, 3, 4, 5):
        if separated[level] < 2:
            yield error(f"has {separated[level]} questions that separate level {level}; at least 2 are needed")


def _required(catalogue: Catalogue) -> set[str]:
    """The skills of the founding roles' hard-skill lines."""
    roles = [catalogue.roles[role_id] for role_id in FOUNDING if role_id in catalogue.roles]
    return {skill_id for role in roles for bullet in role.hard_skills for skill_id in bullet.skills}


def _near_duplicates(catalogue: Catalogue) -> Iterator[ContentError]:
    words = {question.id: content_words(question.prompt) for question in catalogue.questions.values()}
    for one, other in combinations(catalogue.questions.values(), 2):
        shared = likeness(words[one.id], words[other.id])
        if shared > ALIKE:
            yield _too_alike(catalogue, one, other, shared)


def _too_alike(catalogue: Catalogue, one: Question, other: Question, shared: float) -> ContentError:
    message = f"is nearly the same as '{one.id}' ({shared:.0%} of the words); ask about another situation"
    return catalogue.question_error(other, ("prompt",), message)
