"""Reading job descriptions: agreement with careful readers and speed, beside a plain alias matcher and a spaCy phrase matcher.

All three use the same phrases and tools of ``skills/``. The alias matcher looks for whole words anywhere in the text; spaCy's
PhraseMatcher does the same on its tokens (a blank English pipeline; ``make bench`` installs spaCy, the application does without).
"""

from __future__ import annotations

import importlib
import re
import resource
import time
from collections.abc import Callable

from interview.intake.draft import draft_role
from tests.intake.gold import HALVES, Case, agreement, cases, drafted, found_in, skills

Found = dict[str, str]


def _plain_phrases() -> dict[str, str]:
    """Every phrase that is plain words, and every tool, with its skill."""
    found: dict[str, str] = {}
    for skill in skills():
        for words in (*(phrase.text for phrase in skill.phrases if phrase.strength == "sure"), *skill.tools):
            if "..." not in words and "|" not in words:
                found.setdefault(words.lower(), skill.id)
    return found


def alias_matcher() -> Callable[[str], Found]:
    """Whole words, any letter case, anywhere: everything found counts as required."""
    phrases = _plain_phrases()
    longest_first = sorted(phrases, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(words) for words in longest_first) + r")(?!\w)", re.IGNORECASE)
    return lambda text: {phrases[match[0].lower()]: "required" for match in pattern.finditer(text)}


def spacy_matcher() -> Callable[[str], Found] | None:
    """The same list as a spaCy PhraseMatcher; ``None`` where spaCy is not installed."""
    try:
        spacy = importlib.import_module("spacy")
        matchers = importlib.import_module("spacy.matcher")
    except ImportError:
        return None
    pipeline = spacy.blank("en")
    matcher = matchers.PhraseMatcher(pipeline.vocab, attr="LOWER")
    for words, skill_id in _plain_phrases().items():
        matcher.add(skill_id, [pipeline.make_doc(words)])
    return lambda text: {pipeline.vocab.strings[key]: "required" for key, _, _ in matcher(pipeline(text))}


def _measure(name: str, read: Callable[[str], Found], half: list[Case]) -> None:
    read(half[0].text)
    started = time.process_time()
    pairs = [(case, read(case.text)) for case in half]
    milliseconds = 1000 * (time.process_time() - started) / len(half)
    print(f"  {name:26} {agreement(pairs)}  {milliseconds:6.1f} ms a posting")


def run() -> None:
    """Print agreement and speed of the readers on both halves, then a batch of a thousand postings."""
    readers: dict[str, Callable[[str], Found]] = {
        "sections, asks and phrases": lambda text: found_in(draft_role(text, skills())),
        "plain alias matcher": alias_matcher(),
    }
    spacy_reader = spacy_matcher()
    if spacy_reader:
        readers["spaCy PhraseMatcher"] = spacy_reader
    for name in HALVES:
        half = cases(name)
        print(f"intake, {name} half ({len(half)} postings of our own wording)")
        for reader, read in readers.items():
            _measure(reader, read, half)
    if not spacy_reader:
        print("  spaCy is not installed, so its phrase matcher is left out; 'make bench' installs it")
    _batch()


def _batch() -> None:
    """A thousand postings one after the other: time for each and growth of memory."""
    both = [case for name in HALVES for case in cases(name)]
    for case in both:
        drafted(case)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    for number in range(1000):
        drafted(both[number % len(both)])
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"intake, 1,000 postings: {time.process_time() - started:.1f} ms a posting, {grown:.0f} MB more memory at the end")


if __name__ == "__main__":
    run()
