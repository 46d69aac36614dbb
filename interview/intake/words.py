"""Words of a text with their places, and the word forms under which a phrase finds them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """One word of a text: its place, what stands there, and the stem that it is compared by."""

    start: int
    end: int
    shown: str
    stem: str


_WORD = re.compile(
    r"\.NET\b|(?<![A-Za-z])[A-Za-z](?:\+\+|#)(?![A-Za-z])"  # .NET, C++, C#
    r"|[^\W_]+(?:(?:['’](?=[^\W\d_])|\.(?=[a-z0-9])|(?<=\d),(?=\d{3}))[^\W_]+)*"  # node.js, you'll, 10,000
    r"|\+"
)
_PLURAL_IN_BRACKETS = re.compile(r"\((?:s|es|ies)\)")

_IRREGULAR = {
    "analyses": "analysi", "analysis": "analysi", "analyse": "analyz", "analyze": "analyz", "analyzing": "analyz",
    "analysing": "analyz", "led": "lead", "built": "build", "written": "written", "wrote": "writ", "drove": "driv",
    "driven": "driven", "ran": "run", "apis": "api", "kubernetes": "kubernetes", "aws": "aws", "sass": "sass",
    "apache": "apache", "devops": "devops", "finops": "finops", "mlops": "mlops", "ios": "ios", "css": "css", "sas": "sas",
    "ops": "ops", "business": "busines", "dns": "dns", "process": "process", "processes": "process",
    "processing": "process", "processed": "process", "always": "always", "series": "series", "during": "during",
    "thing": "thing", "spring": "spring", "bring": "bring", "king": "king", "used": "us", "uses": "us", "using": "us",
    "use": "us", "needs": "need", "speed": "speed", "shared": "shared", "proceed": "proceed", "embed": "embed",
    "staffing": "staff", "redis": "redis", "string": "string", "need": "need", "things": "thing",
}  # fmt: skip

_NOUNS_IN_ING = frozenset(
    """
    accounting alerting architecting banking billing branding coding compelling documenting engineering evening fundraising
    gaming interviewing lending learning listing logging manufacturing marketing meeting monitoring offering pairing planning
    pricing profiling programming recruiting setting testing tooling tracing trading wording writing
    """.split()
)
"""Words in -ing that mean something else than their verb's other forms: ``coding`` is asked for, ``code`` is only a thing."""

_BRITISH = ((re.compile(r"is(e|es|ed|ing|er|ation|ations)$"), r"iz\1"), (re.compile(r"our(s|al|ally|ed|ing)?$"), r"or\1"))
_NOT_BRITISH = {
    "our", "four", "hour", "hours", "your", "yours", "tour", "source", "sources", "sourced", "sourcing", "noise", "wise",
    "rise", "raise", "precise", "exercise", "exercises", "enterprise", "enterprises", "advise", "revise", "promise",
    "comprise", "rising", "raising", "expertise", "otherwise", "likewise", "concise", "franchise", "premise", "premises",
    "surprise", "promises", "supervise", "supervised", "supervising", "adviser", "arise", "poised", "raised", "revised",
    "advised",
}  # fmt: skip


def words_in(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words between two offsets, in order."""
    stop = len(text) if end is None else end
    skipped = {match.start() + 1 for match in _PLURAL_IN_BRACKETS.finditer(text, start, stop)}
    return [
        Word(match.start(), match.end(), match[0], stem(match[0].lower()))
        for match in _WORD.finditer(text, start, stop)
        if match.start() not in skipped
    ]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The common form of a lower-case word: plural, -ing, -ed and British spelling undone, a final -e dropped.

    Coarser than a dictionary and finer than Porter's stemmer: ``communication`` and ``communicate`` stay apart, since they are
    different phrases; ``design``, ``designs``, ``designing`` and ``designed`` are one.
    """
    word = word.replace("’", "'")
    if word in _IRREGULAR or word in _NOUNS_IN_ING:
        return _IRREGULAR.get(word, word)
    if word not in _NOT_BRITISH and len(word) > 5:
        for pattern, instead in _BRITISH:
            word = pattern.sub(instead, word)
    if len(word) <= 3 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word[: -len(ending)]
        if word.endswith(ending) and len(root) >= 3 and re.search(r"[aeiouy]", root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            if word.endswith("ll") and len(word) > 5:
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word
