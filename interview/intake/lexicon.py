"""The phrases of all skills, compiled so that one walk over the words of a text finds every one of them.

A phrase is a row of words, each matched by its stem. ``a|b`` stands for either (also ``customer-facing|external``), ``...`` for a
gap of at most four words.
A tool is a proper name. Names that are also ordinary words (Go, Spark, Express) count only in their own spelling and beside a
sign that a name is meant, which :mod:`interview.intake.mentions` looks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from interview.domain.skill import Skill, SkillKind
from interview.intake.words import stem, words_in

GAP = 4
"""Words that ``...`` in a phrase may stand for, at most."""

ORDINARY_NAMES = frozenset(
    """
    access airflow amplitude ant apex argo athena azure backbone bamboo basic beam buddy c celery chef clean concourse
    consul crossplane crystal cypress d dagster dart delphi drone dust echo elk elm ember envoy excel express fiber
    flask flink flux gatling gin git glue go gradle harness helm hive honeycomb hooks instana jaeger jest julia keras
    kong lambda less lighthouse lightning linear lit locust loki looker make metabase mimir mocha mode nest next nomad notion
    nuxt optimizely oracle packer pact pandas pig prefect presto pulsar puppet r rails ray react redshift remix rest
    ruby safe rust sage salt samza scala segment selenium sentry sidekiq snowflake sns solid spark spinnaker splunk
    spring sqs stencil storm superset svelte swarm swift tableau teams tempo temporal unity vault word zipkin
    """.split()
)
"""Lower-case product names that are ordinary words as well."""


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a pattern: the stems that fit there. ``gap``: up to :data:`GAP` other words may stand before it.

    ``comma``: the phrase itself has a comma before it; without one, a comma in the text parts the words.
    """

    stems: frozenset[str]
    gap: bool = False
    comma: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """One phrase or tool of one skill. ``exact``: the words as they must be spelled, for names that are ordinary words."""

    skill_id: str
    shown: str
    steps: tuple[Step, ...]
    sure: bool
    tool: bool
    exact: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every pattern, found by the stem of its first word."""

    by_first: dict[str, tuple[Pattern, ...]]
    kinds: dict[str, SkillKind]
    names: dict[str, str]


@lru_cache(maxsize=8)
def _compiled(skills: tuple[Skill, ...]) -> Lexicon:
    found: dict[str, list[Pattern]] = {}
    for skill in skills:
        patterns = [
            _phrase(skill.id, phrase.text, places, sure=phrase.strength == "sure")
            for phrase in skill.phrases
            for places in _variants(phrase.text)
        ]
        patterns += [_tool(skill.id, tool) for tool in skill.tools]
        for pattern in patterns:
            if pattern.steps:
                for first in pattern.steps[0].stems:
                    found.setdefault(first, []).append(pattern)
    return Lexicon(
        {first: tuple(patterns) for first, patterns in found.items()},
        {skill.id: skill.kind for skill in skills},
        {skill.id: skill.name for skill in skills},
    )


def compile_lexicon(skills: Iterable[Skill]) -> Lexicon:
    """The patterns of these skills; the same skills are compiled once."""
    return _compiled(tuple(skills))


def _variants(text: str) -> Iterable[tuple[str, ...]]:
    """The places of a phrase, with options of several words ("customer-facing" among "a|b") as variants of their own."""
    choices: list[list[str]] = []
    for part in text.split():
        options = [option for option in part.split("|") if option]
        single = "|".join(option for option in options if len(words_in(option)) <= 1)
        choices.append([*([single] if single else []), *(option for option in options if len(words_in(option)) > 1)])
    return product(*choices)


def _phrase(skill_id: str, text: str, places: tuple[str, ...], *, sure: bool) -> Pattern:
    steps: list[Step] = []
    gap = comma = False
    for part in places:
        if part in {"...", "…"}:
            gap = True
            continue
        options = [[word.stem for word in words_in(option)] for option in part.split("|")]
        if len(options) > 1:
            steps.append(Step(frozenset(stems[0] for stems in options if stems), gap, comma))
        else:
            steps.extend(
                Step(frozenset({found}), gap and index == 0, comma and index == 0) for index, found in enumerate(options[0])
            )
        gap, comma = False, part.endswith(",")
    return Pattern(skill_id, text, tuple(steps), sure, tool=False)


def _tool(skill_id: str, name: str) -> Pattern:
    words = words_in(name)
    ordinary = len(words) == 1 and (words[0].shown.lower() in ORDINARY_NAMES)
    steps = tuple(Step(frozenset({stem(word.shown.lower())})) for word in words)
    return Pattern(skill_id, name, steps, sure=True, tool=True, exact=tuple(word.shown for word in words) if ordinary else None)
