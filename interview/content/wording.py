"""How a prompt reads: is it open, does it ask one thing, can it be understood at first hearing, is it like another one?"""

from __future__ import annotations

import re
from functools import cache

import pyphen

_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_CLOSED_START = re.compile(
    r"^(?:do|does|did|is|are|was|were|have|has|had|can|could|would|will|should|shall|may|might)(?:n't|n’t)? "
    r"(?:you|your|we|they|it|there|this|that|the|a|an|he|she|any|anyone|not)\b",
    re.IGNORECASE,
)
_CLOSED_REQUEST = re.compile(r"^(?:tell me|say|state|explain|answer) (?:whether|if)\b", re.IGNORECASE)
_LEADING = re.compile(
    r"\b(?:(?:do|is|are|was|would|should|does|did|has|have)n['’]t (?:you|it|that|this|we|they)|surely|obviously"
    r"|of course|no doubt|clearly you|you (?:would|will|must) agree|as (?:we all|everyone|everybody|you) knows?|we all know"
    r"|(?:everyone|everybody) (?:knows|agrees)|right\?|correct\?)",
    re.IGNORECASE,
)
_ASKS = r"(?:what|how|why|which|who|whom|when|where)"
_TWO_AT_ONCE = re.compile(rf"\b{_ASKS}\b.*\b(?:and|or),? {_ASKS}\b.*\?$", re.IGNORECASE)
_STOP_WORDS = frozenset(
    """
    a about after all also an and any are as at be been before but by can could did do does each first for from
    had has have how i if imagine in into is it its last me more most not now of on one or our out over own so
    some tell than that the their them then there they this time to two up us walk was we were what when where
    which while who why will with would you your
    """.split()
)


def closed_or_leading(prompt: str) -> str | None:
    """Why a prompt is not open, or ``None``: a yes/no question, a suggested answer, or more than one question at once."""
    if prompt.count("?") > 1:
        return "asks more than one question; keep one and move the others to the probes"
    for sentence in re.split(r"(?<=[.!?])\s+", prompt):
        if (sentence.endswith("?") and _CLOSED_START.match(sentence)) or _CLOSED_REQUEST.match(sentence):
            return f"can be answered with yes or no ('{sentence[:40]}'); begin with how, what, which, why or tell me about"
        if _TWO_AT_ONCE.search(sentence):
            return f"asks two things in one sentence ('{sentence[:40]}'); keep one and move the other to the probes"
    if match := _LEADING.search(prompt):
        return f"suggests its own answer ('{match.group()}'); ask without it"
    return None


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade level: years of schooling that are enough to read ``text``.

    0.39 * words per sentence + 11.8 * syllables per word - 15.59 (Kincaid et al., 1975). Syllables are counted with hyphenation
    patterns. A text without words has grade 0.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)))
    syllables = sum(len(_hyphenator().positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, crudely stemmed, for comparing prompts."""
    return frozenset(_stem(word) for word in (found.lower() for found in _WORD.findall(text)) if word not in _STOP_WORDS)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s)$", "", word) if len(word) > 4 else word


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard likeness of two sets of content words: shared words by all words, 0 to 1."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0
