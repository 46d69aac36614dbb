"""Where a text names a skill: every phrase and tool of the lexicon in the sentences that ask for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from interview.domain.skill import SkillKind
from interview.intake.asks import Ask, Stretch, people_spans, silent_spans, stretches_of
from interview.intake.lexicon import GAP, Lexicon, Pattern
from interview.intake.sections import Section
from interview.intake.statements import Sentence
from interview.intake.words import Word, words_in


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase of one skill at one place. ``start`` and ``end`` are of the words, ``sentence`` of what is quoted."""

    skill_id: str
    start: int
    end: int
    sentence: Sentence
    ask: Ask
    section: int
    pattern: Pattern


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
    seen: dict[tuple[str, str, int], Mention] = {}
    for index, word in enumerate(words):
        for pattern in lexicon.by_first.get(word.stem, ()):
            last = _fits(pattern, words, index)
            if last is None or (pattern.exact and not _is_name(text, sentence, words, index, pattern)):
                continue
            start, end = word.start, words[last].end
            if _within(silent, start, end) or (lexicon.kinds[pattern.skill_id] is SkillKind.HARD and _within(people, start, end)):
                continue
            ask = next((part.ask for part in stretches if part.start <= start < part.end), stretches[0].ask)
            seen.setdefault(
                (pattern.skill_id, pattern.shown, start), Mention(pattern.skill_id, start, end, sentence, ask, number, pattern)
            )
    tools = [mention for mention in seen.values() if mention.pattern.tool]
    return [mention for mention in seen.values() if not (mention.pattern.tool and _inside_another(mention, tools))]


def _inside_another(mention: Mention, tools: list[Mention]) -> bool:
    """Whether a tool's name is only a part of a longer one: GitLab in GitLab CI."""
    length = mention.end - mention.start
    return any(o.start <= mention.start and mention.end <= o.end and o.end - o.start > length for o in tools)


def _fits(pattern: Pattern, words: list[Word], index: int) -> int | None:
    """The index of the pattern's last word where it matches from ``index``, or ``None``."""
    at = index
    for step in pattern.steps[1:]:
        reach = GAP if step.gap else 0
        for skipped in range(reach + 1):
            if at + 1 + skipped >= len(words):
                return None
            if words[at + 1 + skipped].stem in step.stems:
                at += 1 + skipped
                break
        else:
            return None
    return at


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(left <= start and end <= right for left, right in spans)


_LISTED_BEFORE = re.compile(
    r"(?:[,/(&:+|•\t]|\b(?:and|or|in|with|using|of|like|on|as|including|e\.g\.,?|via|either|know|und|et|ou|y|o|"
    r"mit|in|en|avec|con))\s*$",
    re.IGNORECASE,
)
_LISTED_AFTER = re.compile(
    r"\s*(?:[,/)&;+|•\t.]|$|(?:and|or|is|experience|developer|engineer|programming|services?|code|backend|"
    r"based|codebase|ecosystem|language|und|et|ou|y|o)\b)",
    re.IGNORECASE,
)


def _is_name(text: str, sentence: Sentence, words: list[Word], index: int, pattern: Pattern) -> bool:
    """Whether an ordinary word stands here as a product's name: spelled like it, and in a list or after 'in', 'with' ..."""
    word = words[index]
    if pattern.exact and word.shown != pattern.exact[0]:
        return False
    before = text[sentence.start : word.start]
    after = text[word.end : sentence.end]
    if not _LISTED_AFTER.match(after) and not _LISTED_BEFORE.search(before):
        return False
    if before.strip():
        return bool(_LISTED_BEFORE.search(before) or _LISTED_AFTER.match(after))
    return bool(re.match(r"\s*(?:[,/]|$|(?:and|or) [A-Z])", after)) or len(words) <= 3
