"""Are anchors observable? The gates for the behaviours of rubrics and for the look-fors and red flags of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from interview.content.catalogue import Catalogue
from interview.content.read import FieldPath
from interview.content.wording import content_words, likeness
from interview.domain.question import Question
from interview.domain.rubric import Rubric
from interview.errors import ContentError

MINIMUM_WORDS = 5
MINIMUM_CONTENT_WORDS = 3
ALIKE_ANCHORS = 0.7
"""Behaviours of two levels that share more than this part of their content words do not separate the levels."""

_FREQUENCY = r"(?:(?:Often|Rarely|Usually|Always|Never|Only|Sometimes|Still|Mostly) )?"
_VERB = re.compile(rf"^{_FREQUENCY}(?:[A-Za-z]+(?:-[a-z]+)?[^sS\W]s|Cannot|Can|(?:[A-Z]|[a-z])[a-z]*(?:ss|sh|ch|x|z)es)\b")
_ACT = re.compile(
    rf"^{_FREQUENCY}(?:[A-Za-z]+(?:-[a-z]+)?ed|Became|Began|Bought|Broke|Brought|Built|Came|Chose|Cut|Dealt|Did|Does|Drew|Fed|Fell|Fought"
    r"|Found|Gave|Got|Grew|Had|Has|Heard|Held|Kept|Laid|Learnt|Led|Left|Let|Lost|Made|Met|Paid|Put|Ran|Read|Rebuilt|Reran|Rewrote"
    r"|Said|Saw|Sent|Set|Shut|Sought|Split|Spoke|Spread|Stood|Taught|Thought|Told|Took|Tore|Understood|Undid|Went|Withdrew|Would|Won|Wrote)\b",
    re.IGNORECASE,
)
_NO_VERB = re.compile(r"^(?:This|Its|His|Basics|Skills|Is|Was|Has|Yes|Does|Words|Results|Ideas|Details)\b")
_INWARD = re.compile(
    rf"^{_FREQUENCY}(?:knows|knew|understands|thinks|believes|feels|realises|appreciates|values|senses|wants|likes|becomes|seems|tends)\b"
    r"|(?:\band|, or) (?:knows|knew|understands|feels|believes)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:good|solid|deep|strong|great|excellent|poor|basic|some|limited) (?:understanding|knowledge|grasp|command|skills?)\b"
    r"|\b(?:is familiar with|is aware of|is good at|is able to|as appropriate|in a professional manner|vague answer)\b",
    re.IGNORECASE,
)


def unobservable(sentence: str) -> str | None:
    """Why nobody could see or hear what ``sentence`` says, or ``None``: it looks into a head, or judges instead of describing."""
    if match := _INWARD.search(sentence):
        return f"'{match.group()}' happens in a head; say what is seen or heard"
    if match := _VAGUE.search(sentence):
        return f"'{match.group()}' can't be observed; say what is seen or heard"
    return None


def begins_with_verb(sentence: str) -> bool:
    """Whether ``sentence`` begins with what the person does, in the third person: ``Names ...``, ``Rarely asks ...``.

    Told by form, since there is no list of all verbs: a first word that ends in a single s, apart from known others.
    """
    return bool(_VERB.match(sentence)) and not _NO_VERB.match(sentence)


def tells_an_act(sentence: str) -> bool:
    """Whether a look-for begins with what the person does now, or did in what they tell: ``Names ...``, ``Kept ...``."""
    return begins_with_verb(sentence) or bool(_ACT.match(sentence))


def rubric_errors(catalogue: Catalogue, rubric: Rubric) -> Iterator[ContentError]:
    """Behaviours that do not begin with a verb, name nothing observable, or do not separate two levels."""
    document = catalogue.documents[f"rubrics/{rubric.skill_id}.yaml"]
    placed: list[tuple[int, FieldPath, str]] = [
        (anchor.level, ("anchors", index, "behaviours", number), behaviour)
        for index, anchor in enumerate(rubric.anchors)
        for number, behaviour in enumerate(anchor.behaviours)
    ]
    for _, path, behaviour in placed:
        if not begins_with_verb(behaviour):
            yield document.error(path, f"does not begin with what the person does ('{behaviour[:30]}'); begin with a verb")
        if len(behaviour.split()) < MINIMUM_WORDS or len(content_words(behaviour)) < MINIMUM_CONTENT_WORDS:
            yield document.error(path, "is too short to observe; say what is seen or heard")
        if problem := unobservable(behaviour):
            yield document.error(path, problem)
    for (level, _, one), (other_level, path, other) in combinations(placed, 2):
        if likeness(content_words(one), content_words(other)) > ALIKE_ANCHORS:
            yield document.error(path, f"says nearly the same at level {other_level} as at level {level}; say what is new")


def band_errors(catalogue: Catalogue, question: Question) -> Iterator[ContentError]:
    """Look-fors that nobody can observe, and sentences that stand at two levels of one question."""
    seen: dict[str, int] = {}
    for index, band in enumerate(question.bands):
        for field in ("look_for", "red_flags"):
            for number, sentence in enumerate(getattr(band, field)):
                path = ("bands", index, field, number)
                if problem := unobservable(sentence):
                    yield catalogue.question_error(question, path, problem)
                if field == "look_for" and not tells_an_act(sentence):
                    yield catalogue.question_error(
                        question, path, f"does not begin with what the person does or did ('{sentence[:30]}'); begin with a verb"
                    )
                if sentence in seen:
                    yield catalogue.question_error(
                        question, path, f"stands at level {seen[sentence]} already; each level needs its own"
                    )
                seen.setdefault(sentence, band.level)
