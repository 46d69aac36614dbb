"""The parts of a job description: where each starts and ends, and whether it asks for skills at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from interview.intake.headings import SectionKind, is_known_heading, kind_of
from interview.intake.statements import Line, Sentence, lines_of, sentences_of

_INLINE = re.compile(r"([^\W\d][^:.!?\n\t]{1,60}?)(?:\s*:\s+|\t+)(?=\S)")
_REQUIREMENT = re.compile(
    r"^(\d+\+?|strong|solid|proven|excellent|deep|demonstrated|experience|experienced|proficien|familiar|"
    r"knowledge|understanding|ability|able|"
    r"hands-on|expertise|expert|fluen|you have|you are|you['’]ve|bachelor|degree|good|great|working knowledge|"
    r"comfortable|background|a |an |you\b(?!['’]ll| will)|someone|track record|minimum|at least|"
    r"(?:sehr |très |muy )?(?:gute|bonne?s?|buen\w*)\b|fundiert|mehrjährig|erfahrung|"
    r"kenntnisse|abgeschlossen|sicher|du (?:hast|bist|bringst)|"
    r"expérience|maîtrise|connaissance|capacité|tu (?:as|es|sais)|vous (?:avez|êtes|savez|maîtrisez)|"
    r"experiencia|conocimiento|dominio|capacidad|manejo)",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"^(design|build|develop|own|lead|drive|work|collaborate|partner|maintain|implement|create|write|mentor|"
    r"help|ensure|manage|support|deliver|"
    r"contribute|participate|define|improve|optimi|monitor|architect|analy[sz]e|establish|coordinate|conduct|"
    r"you will|you['’]ll|responsible|ship|run|set|"
    r"identify|troubleshoot|evaluate|provide|guide|review|take|make|translate|automate|operate|plan|act|serve|"
    r"champion|coach|hire|grow|integrate|perform|"
    r"du |entwick|weiterentwick|konzept|gestalt|betreu|umsetz|"
    r"concevoir|développer|maintenir|participer|mettre|assurer|construire|identifier|préparer|recueillir|analyser|"
    r"accompagner|collaborer|travailler|animer|piloter|garantir|contribuer|optimiser|écrire|rédiger|automatiser|"
    r"diseñar|desarrollar|mantener|participar|colaborar|crear|implementar|analizar|gestionar|liderar|automatizar|"
    r"documentar)",
    re.IGNORECASE,
)
_SECONDARY = re.compile(r"\b(?:secondary|additional|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the text. ``start`` is where its heading starts (or its first sentence), ``end`` where the next part starts."""

    heading: str
    kind: SectionKind
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass
class _Open:
    heading: str
    kind: SectionKind | None
    start: int
    sentences: list[Sentence]


def is_secondary(section: Section) -> bool:
    """Whether a part lists duties that its heading calls secondary."""
    return section.kind == "duties" and _SECONDARY.search(section.heading) is not None


def sections_of(text: str) -> tuple[Section, ...]:
    """The parts in order; together they cover the text. The first one has kind ``intro`` and holds the title."""
    lines = lines_of(text)
    parts = [_Open("", "intro", 0, [])]
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        if _is_heading(text, line, following) and (index or is_known_heading(text[line.start : line.end])):
            heading = text[line.start : line.end].strip(" :*#_")
            parts.append(_Open(heading, kind_of(heading), line.start, []))
        else:
            _read_line(text, line, parts)
    sections = []
    for number, part in enumerate(parts):
        end = parts[number + 1].start if number + 1 < len(parts) else len(text)
        kind = part.kind or _kind_by_content(text, part.sentences)
        sections.append(Section(part.heading, kind, part.start, end, tuple(part.sentences)))
    return tuple(_within_parents(sections))


def _is_heading(text: str, line: Line, following: Line | None) -> bool:
    shown = text[line.start : line.end]
    bare = re.sub(r"^[^\w(]+", "", shown)
    if len(shown) > 90 or len(bare) < 3 or "\t" in shown:
        return False
    if line.picture and is_known_heading(shown):
        return True
    if line.bullet:
        told = is_known_heading(shown) or kind_of(shown) == "preferred"  # "Any of these is a plus:"
        return shown.endswith(":") and told and following is not None and following.bullet
    if shown.endswith((".", ",", ";")) and not shown.endswith("..."):
        return False
    return is_known_heading(shown) or (len(bare.split()) <= 9 and _looks_like_heading(shown, bare, line, following))


def _looks_like_heading(shown: str, bare: str, line: Line, following: Line | None) -> bool:
    """By its form: a colon, emphasis, capitals or a question, apart from what stands above."""
    if shown.endswith(":") or line.bold:
        return line.gap or line.bold or (following is not None and following.bullet)
    said = kind_of(shown) is not None
    in_title_case = all(word[0].isupper() for word in bare.split() if len(word) > 3)
    capital = bare.isupper() or shown.endswith("?") or (said and (len(bare.split()) <= 6 or in_title_case))
    opens = following is not None and (following.bullet or following.gap)
    if following is not None and following.bullet and bare[:1].isupper() and (said or (line.gap and len(bare.split()) <= 6)):
        return not re.search(r"[,$€£\d|•·]", shown)
    return line.gap and opens and capital and not re.search(r"[,$€£\d]", shown)


def _read_line(text: str, line: Line, parts: list[_Open]) -> None:
    """Put a line's sentences into the part that is open; 'Requirements: ...' inside a paragraph opens a new one."""
    for number, sentence in enumerate(sentences_of(text, line)):
        match = _INLINE.match(text, sentence.start, sentence.end)
        if match and is_known_heading(match[1]) and kind_of(match[1]):
            inside_list = line.bullet or sentence.bullet or "\t" in match[0]
            before = parts[-1]
            parts.append(_Open(match[1].strip(), kind_of(match[1]), sentence.start, [replace(sentence, start=match.end())]))
            if inside_list and number == 0:  # holds for this bullet only
                parts.append(_Open(before.heading, before.kind, sentence.end, []))
        else:
            parts[-1].sentences.append(sentence)


def _kind_by_content(text: str, sentences: list[Sentence]) -> SectionKind:
    """What a part under an unknown heading is, by how its sentences begin."""
    starts = [text[sentence.start : sentence.start + 40] for sentence in sentences]
    requirements = sum(bool(_REQUIREMENT.match(start)) for start in starts)
    duties = sum(bool(_DUTY.match(start)) for start in starts)
    if max(requirements, duties) * 2 < len(starts) or not starts:
        return "other"
    return "requirements" if requirements >= duties else "duties"


_OUTER = {"benefits", "career", "equal_opportunity", "process", "keywords"}
_ASKING = {"duties", "requirements", "preferred", "stack"}


def _within_parents(sections: list[Section]) -> list[Section]:
    """Drop empty repetitions. A part without a kind of its own belongs to the one above: always in career paths and perks, as a
    list also among duties and wishes."""
    kept: list[Section] = []
    for section in sections:
        if not section.sentences and not section.heading and section.start == section.end:
            continue
        above = kept[-1].kind if kept else "other"
        listed = bool(section.sentences) and all(sentence.bullet for sentence in section.sentences)
        inherits = section.kind == "other" and (above in _OUTER or (above in _ASKING and listed))
        kept.append(replace(section, kind=above) if inherits else section)
    return kept
