"""Where a text names a skill: every phrase and tool of the lexicon in the sentences that ask for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.domain.skill import SkillKind
from interview.intake.asks import Ask, Stretch, opening_spans, people_spans, silent_spans, stretches_of
from interview.intake.lexicon import GAP, Lexicon, Pattern
from interview.intake.sections import Section
from interview.intake.statements import Sentence
from interview.intake.words import Word, words_in


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase of one skill at one place.

    ``start`` and ``end`` are of the words, ``sentence`` of what is quoted. ``alone``: the item says nothing else, as in a list of
    skills.
    """

    skill_id: str
    start: int
    end: int
    sentence: Sentence
    ask: Ask
    section: int
    pattern: Pattern
    alone: bool = False


def mentions_of(text: str, sections: Sequence[Section], lexicon: Lexicon) -> list[Mention]:
    """Every mention in the order of the text; longer phrases of a skill win over shorter ones at the same place."""
    found: list[Mention] = []
    for number, section in enumerate(sections):
        for sentence in section.sentences:
            stretches = stretches_of(text, sentence, section)
            if stretches:
                found.extend(_in_sentence(text, sentence, stretches, number, lexicon))
    return found


def _in_sentence(text: str, sentence: Sentence, stretches: list[Stretch], number: int, lexicon: Lexicon) -> Iterable[Mention]:
    words = words_in(text, sentence.start, sentence.end)
    silent = silent_spans(text, sentence)
    people = people_spans(text, sentence)
    openings = opening_spans(text, sentence)
    seen: dict[tuple[str, str, int], Mention] = {}
    stems = {word.stem for word in words}
    for index, word in enumerate(words):
        if _within(openings, word.start, word.end):
            continue
        for pattern in lexicon.by_first.get(word.stem, ()):
            if pattern.steps[-1].stems.isdisjoint(stems):  # spares most of the work
                continue
            last = _fits(pattern, words, index, text)
            if last is None or (pattern.exact and not _is_name(text, sentence, words, index, pattern)):
                continue
            start, end = word.start, words[last].end
            if _within(silent, start, end) or (_of_others(pattern, lexicon) and _within(people, start, end)):
                continue
            ask = next((part.ask for part in stretches if part.start <= start < part.end), stretches[0].ask)
            soft = lexicon.kinds[pattern.skill_id] is SkillKind.SOFT
            asked = ask in {Ask.REQUIRED, Ask.PREFERRED}
            alone = asked and (len(words) <= 3 or (soft and _is_item(text, sentence, start, end)))
            mention = Mention(pattern.skill_id, start, end, sentence, ask, number, pattern, alone)
            seen.setdefault((pattern.skill_id, pattern.shown, start), mention)
    found = list(seen.values())
    longer = [
        mention
        for mention in found
        if len(mention.pattern.steps) > 1 and not any(s.gap or s.comma for s in mention.pattern.steps)
    ]
    return [mention for mention in found if not _part_of_another(mention, longer)]


_ALSO_OF_OTHERS = {"tech-leadership", "people-management", "product-thinking"}
_NOT_OF_OTHERS = {"agile"}  # "in an agile team" speaks of one's own work


def _of_others(pattern: Pattern, lexicon: Lexicon) -> bool:
    """Whether a word that names people to work with speaks of their trade, not of the candidate's."""
    if not pattern.sure or pattern.skill_id in _ALSO_OF_OTHERS:
        return True
    return lexicon.kinds[pattern.skill_id] is SkillKind.HARD and pattern.skill_id not in _NOT_OF_OTHERS


def _part_of_another(mention: Mention, longer: list[Mention]) -> bool:
    """Whether a word or a weak phrase only belongs to a longer name: testing in A/B testing, GitLab in GitLab CI."""
    length = len(mention.pattern.steps)
    if length > 1 and mention.pattern.sure:
        longer = [other for other in longer if other.pattern.tool]  # web services in Amazon Web Services
    return any(
        other.start <= mention.start
        and mention.end <= other.end
        and len(other.pattern.steps) > length
        and (other.skill_id != mention.skill_id or mention.pattern.tool)
        for other in longer
    )


def _is_item(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a list in the sentence has an item that says hardly more than this: 'communication, teamwork, humour'."""
    left = max(sentence.start - 1, *(text.rfind(mark, sentence.start, start) for mark in ",;:("))
    right = min((at for mark in ",;)." if (at := text.find(mark, end, sentence.end)) >= 0), default=sentence.end)
    return len(text[left + 1 : right].replace("&", " ").split()) <= 2


_PARTS_WORDS = re.compile(r"[,;:•|]")
_PARTS_CLAUSES = re.compile(r"[;•|:()]|(?<=[a-z0-9])\.\s")


def _fits(pattern: Pattern, words: list[Word], index: int, text: str) -> int | None:
    """The index of the pattern's last word where it matches from ``index``, or ``None``."""
    at = index
    for step in pattern.steps[1:]:
        reach = GAP if step.gap else 0
        for skipped in range(reach + 1):
            following = at + 1 + skipped
            if following >= len(words):
                return None
            if words[following].stem in step.stems:
                loose = step.gap or step.comma or words[following].stem in {"and", "or"}  # "robust, and scalable"
                mark = _PARTS_CLAUSES if loose else _PARTS_WORDS
                if mark.search(text, words[at].end, words[following].start):
                    return None
                at = following
                break
        else:
            return None
    return at


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(left <= start and end <= right for left, right in spans)


_BEFORE_NAME = re.compile(
    r"(?:[,/(&:+|•\t]|\b(?:and|or|in|with|using|of|like|on|as|including|e\.g\.,?|via|either|know|und|oder|et|"
    r"ou|y|o|mit|en|avec|con))\s*$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[,/)&;+|•\t.]|$|(?:and|or|experience|developer|engineer|programming|services?|code|backend|based|codebase|ecosystem|"
    r"language|proficiency|skills|knowledge|expertise|concepts|fundamentals|administration|development|"
    r"applications|und|et|ou|y|o)\b)",
    re.IGNORECASE,
)


def _is_name(text: str, sentence: Sentence, words: list[Word], index: int, pattern: Pattern) -> bool:
    """Whether an ordinary word stands here as a product's name: spelled like it and, where that proves little, in a list."""
    word = words[index]
    if pattern.exact and word.shown != pattern.exact[0]:
        return False
    before = text[sentence.start : word.start]
    after = text[word.end : sentence.end]
    in_title_case = sum(other.shown[:1].isupper() for other in words) * 2 > len(words)
    if index and len(word.shown) > 1 and not in_title_case and before.rstrip()[-1:] not in ".:":
        return True
    if before.strip():
        return bool(_BEFORE_NAME.search(before) or _AFTER_NAME.match(after))
    return bool(re.match(r"\s*(?:[,/]|$|(?:and|or) [A-Z]|\w+$)", after)) or len(words) <= 3
