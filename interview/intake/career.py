"""Years of experience, education, the ladder around the job, place and work mode, keywords: facts beside the skills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from interview.domain.role import Education, Ladder
from interview.intake.sections import Section

_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "ten": 10,
    "twelve": 12,
    "zwei": 2,
    "drei": 3,
    "fünf": 5,
    "deux": 2,
    "trois": 3,
    "cinq": 5,
    "dos": 2,
    "tres": 3,
    "cinco": 5,
}
_N = rf"\d{{1,2}}|{'|'.join(_NUMBERS)}"
_YEARS = re.compile(
    rf"(?P<low>\b(?:{_N}))\s*(?P<open1>\+)?\s*(?:\(\d+\)\s*)?(?:(?:-|–|—|‑|to|bis|à|"
    rf"or)\s*(?P<high>{_N})\s*(?P<open2>\+)?)?\s*(?:or more |plus |\+ ?)?(?:full )?(?:years?|yrs?|jahre?n?|ans|"
    rf"années|años)\b",
    re.IGNORECASE,
)
_NOT_EXPERIENCE = re.compile(
    r"\b(?:founded|history|for (?:over|more than)|last|past|within|first|next|company|in business|since|"
    r"vesting|contract|old|ago|runway|every|after)\b[^.]{0,25}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?:['’])?[^.;\n]{0,90}?\b(?:experience|experienced|building|developing|working|designing|in an?|in|with|"
    r"of|as|leading|managing|writing|programming|hands-on|erfahrung|berufserfahrung|expérience|experiencia|"
    r"professional|software|industry)\b",
    re.IGNORECASE,
)


def years_of(text: str, sections: Sequence[Section]) -> tuple[int | None, int | None]:
    """(min, max) years of experience. A stated typical range first; else the longest that is required; else a preferred one."""
    found: list[tuple[int, int | None, int]] = []
    for section in sections:
        if section.kind in {"benefits", "equal_opportunity", "process", "career", "company"}:
            continue
        for match in _YEARS.finditer(text, section.start, section.end):
            before = text[max(section.start, match.start() - 60) : match.start()].rsplit("\n", maxsplit=1)[-1]
            if not _is_experience(before, text[match.end() : match.end() + 120], section):
                continue
            low, high = _number(match["low"]), _number(match["high"]) if match["high"] else None
            if low > 40 or (high is not None and high < low):
                continue
            rank = (
                0
                if re.search(r"typical|range", before + section.heading, re.IGNORECASE)
                else 2
                if section.kind == "preferred"
                else 1
            )
            found.append((low, high, rank))
    if not found:
        return None, None
    best = min(rank for _, _, rank in found)
    ranked = [(low, high) for low, high, rank in found if rank == best]
    return ranked[0] if best == 0 else max(ranked, key=lambda pair: pair[0])


def _is_experience(before: str, after: str, section: Section) -> bool:
    if _AFTER.match(after) and not _NOT_EXPERIENCE.search(before[-40:]):
        return True
    return section.kind in {"requirements", "education"} and "experience" in before.lower()


def _number(shown: str) -> int:
    return _NUMBERS.get(shown.lower()) or int(shown)


def education_of(text: str, sections: Sequence[Section]) -> Education:
    """Sentences about degrees, sorted into minimum, preferred and fields of study."""
    minimum: list[str] = []
    preferred: list[str] = []
    fields: list[str] = []
    degree = re.compile(
        r"\b(?:bachelor|master|ph\.?d|doctora\w+|degree|diploma|[bm]\.?sc?\b|[bm]\.s\.|BS/MS|certifi\w+|abschluss|"
        r"studium|diplôme|bac ?\+|titulación|licenciatura|grado en)",
        re.IGNORECASE,
    )
    for section in sections:
        if section.kind in {"benefits", "equal_opportunity", "process", "career", "company", "keywords", "duties"}:
            continue
        for sentence in section.sentences:
            shown = " ".join(text[sentence.start : sentence.end].split())
            if section.kind == "education" and re.search(r"fields?", section.heading, re.IGNORECASE):
                fields.append(shown)
            elif (degree.search(shown) and len(shown) < 400) or section.kind == "education":
                wished = (
                    re.search(r"prefer", section.heading, re.IGNORECASE)
                    or section.kind == "preferred"
                    or re.search(r"\bplus\b|prefer|ideally|advantage|desirable|von vorteil", shown, re.IGNORECASE)
                )
                (preferred if wished else minimum).append(shown)
    return Education(minimum=tuple(minimum), preferred=tuple(preferred), fields=tuple(fields))


def ladder_of(text: str, sections: Sequence[Section]) -> Ladder:
    """Entry, advancement and lateral titles, where the text has such lists."""
    found: dict[str, list[str]] = {"entry": [], "advancement": [], "lateral": []}
    for section in sections:
        for name, pattern in (
            ("entry", r"entry (?:point|from)|coming from"),
            ("advancement", r"advancement|next step|promot|grow into"),
            ("lateral", r"lateral"),
        ):
            if section.kind == "career" and re.search(pattern, section.heading, re.IGNORECASE):
                found[name].extend(" ".join(text[s.start : s.end].split()) for s in section.sentences)
    return Ladder(entry=tuple(found["entry"]), advancement=tuple(found["advancement"]), lateral=tuple(found["lateral"]))


def experience_of(text: str, sections: Sequence[Section]) -> tuple[str, tuple[str, ...]]:
    """(typical range in words, preferred experience in words)."""
    typical = ""
    preferred: list[str] = []
    after_experience = False
    for section in sections:
        if re.search(r"experience req|experience range", section.heading, re.IGNORECASE):
            after_experience = True
        for sentence in section.sentences:
            shown = " ".join(text[sentence.start : sentence.end].split())
            if not typical and re.search(r"typical experience|experience range", section.heading + shown, re.IGNORECASE):
                typical = re.sub(r"^typical experience range:?\s*", "", shown, flags=re.IGNORECASE)
            elif after_experience and section.kind == "preferred":
                preferred.append(shown)
    return typical, tuple(preferred)


_LOCATION = re.compile(
    r"^[\W_]*(?:job |work |office |primary )?(?:location|standort|lieu|ubicación|based in|"
    r"arbeitsort)s?\s*[:\t–-]\s*(?P<place>[^\n]{2,80})",
    re.IGNORECASE | re.MULTILINE,
)
_MODES: tuple[tuple[Literal["remote", "hybrid", "on-site"], str], ...] = (
    ("hybrid", r"\bhybrid(?:e|o)?\b(?! cloud)|\bdays? (?:a|per) week in (?:the|our) office"),
    ("remote", (r"\b(?:fully |100% |work )?remote(?:ly|-first| first| work|\b)(?! (?:procedure|sensing|calls|debug))|"
    r"work from (?:home|anywhere)|télétravail|homeoffice|remoto")),
    ("on-site", r"\bon-?site\b|in[- ]office|in person|vor ort|sur site|presencial"),
)  # fmt: skip


def place_of(text: str) -> tuple[str | None, Literal["remote", "hybrid", "on-site"] | None]:
    """(location, work mode), each ``None`` where the text does not say."""
    stated = _LOCATION.search(text)
    mode = next((mode for mode, pattern in _MODES if re.search(pattern, text, re.IGNORECASE)), None)
    return (stated["place"].strip(" .|*") if stated else None), mode


def keywords_of(text: str, sections: Sequence[Section]) -> tuple[str, ...]:
    """The words of a keyword line: listed, never read as wishes."""
    found: list[str] = []
    for section in sections:
        if section.kind == "keywords":
            for sentence in section.sentences:
                found.extend(word.strip(" .#") for word in re.split(r"[,;\n|]", text[sentence.start : sentence.end]))
    return tuple(word for word in found if word)
