"""How far interviewers agree about the same skill of the same candidate: every statistic with its count and its doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from interview.scoring.agreement_table import AgreementTable, Observation, side_by_side
from interview.scoring.alpha import METRICS, Metric, alphas
from interview.scoring.estimate import CONFIDENCE, Estimate
from interview.scoring.intraclass import FORMS, intraclass, one_way
from interview.scoring.pairs import POWERS, pairs_of, share_within, weighted_kappas

FEWEST_CANDIDATES = 10
"""Candidates rated by two or more on the same skill below which agreement is too uncertain to conclude anything from.

Candidates, not cases: the skills of one candidate are no independent evidence."""


@dataclass(frozen=True, slots=True)
class SkillAgreement:
    """Agreement on one skill. ``n_units`` counts the candidates whom two or more interviewers rated on it."""

    skill: str
    n_units: int
    n_ratings: int
    alpha: Estimate
    icc: Estimate
    within_one: float | None
    too_few: bool

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "skill": self.skill,
            "n_units": self.n_units,
            "n_ratings": self.n_ratings,
            "alpha_ordinal": self.alpha.as_json(),
            "icc_one_way": self.icc.as_json(),
            "within_one_level": self.within_one,
            "too_few": self.too_few,
        }


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """Agreement in a table of ratings; a *unit* is one candidate on one skill.

    ``icc`` is over the ``n_complete`` units that every interviewer rated; ``icc_one_way`` is ICC(1) over the ``n_units`` with at
    least two ratings, of ``n_shared`` candidates. ``kappa`` is the mean over ``n_kappa_pairs`` pairs of interviewers. All
    intervals cover 95%.
    """

    icc: dict[str, Estimate]
    icc_one_way: Estimate
    alpha: dict[Metric, Estimate]
    kappa: dict[str, float | None]
    exact: float | None
    within_one: float | None
    skills: tuple[SkillAgreement, ...]
    n_candidates: int
    n_interviewers: int
    n_ratings: int
    n_units: int
    n_shared: int
    n_complete: int
    n_kappa_pairs: int
    too_few: bool
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of ``interview agreement``."""
        return {
            "icc": {form: self.icc[form].as_json() for form in FORMS},
            "icc_one_way": self.icc_one_way.as_json(),
            "krippendorff": {metric: self.alpha[metric].value for metric in METRICS},
            "krippendorff_intervals": {metric: [self.alpha[metric].low, self.alpha[metric].high] for metric in METRICS},
            "weighted_kappa": dict(self.kappa),
            "exact": self.exact,
            "within_one_level": self.within_one,
            "skills": [skill.as_json() for skill in self.skills],
            "n_candidates": self.n_candidates,
            "n_interviewers": self.n_interviewers,
            "n_ratings": self.n_ratings,
            "n_units": self.n_units,
            "n_shared": self.n_shared,
            "n_complete": self.n_complete,
            "n_kappa_pairs": self.n_kappa_pairs,
            "confidence": CONFIDENCE,
            "too_few": self.too_few,
            "notes": list(self.notes),
        }


def agreement(observations: Iterable[Observation]) -> AgreementReport:
    """Agreement among the observations, in whatever order they come.

    Raises :class:`~interview.errors.Invalid` for a value that is no finite number or given twice.
    """
    table = side_by_side(observations)
    pairs = pairs_of(table)
    kappa, kappa_pairs = weighted_kappas(pairs) if pairs else (dict.fromkeys(POWERS), 0)
    skills = table.by_skill if len({skill for *_, skill in table.units}) > 1 else {}
    units = int((table.sizes > 1).sum())
    shared = len({table.units[unit][:2] for unit in (table.sizes > 1).nonzero()[0].tolist()})
    return AgreementReport(
        icc=intraclass(table.complete),
        icc_one_way=one_way(table.value, table.unit),
        alpha=alphas(table.value, table.unit),
        kappa=kappa,
        exact=share_within(pairs, 0) if pairs else None,
        within_one=share_within(pairs, 1) if pairs else None,
        skills=tuple(_on_skill(skill, part) for skill, part in skills.items()),
        n_candidates=len({(pool, candidate) for pool, candidate, _ in table.units}),
        n_interviewers=len(table.interviewers),
        n_ratings=len(table.value),
        n_units=units,
        n_shared=shared,
        n_complete=len(table.complete),
        n_kappa_pairs=kappa_pairs,
        too_few=shared < FEWEST_CANDIDATES,
        notes=tuple(_notes(table, shared, kappa_pairs, pairs is None)),
    )


def _on_skill(skill: str, table: AgreementTable) -> SkillAgreement:
    pairs = pairs_of(table)
    units = int((table.sizes > 1).sum())
    return SkillAgreement(
        skill,
        units,
        len(table.value),
        alphas(table.value, table.unit, metrics=("ordinal",))["ordinal"],
        one_way(table.value, table.unit),
        share_within(pairs, 1) if pairs else None,
        units < FEWEST_CANDIDATES,
    )


def _notes(table: AgreementTable, shared: int, kappa_pairs: int, crowded: bool) -> list[str]:
    """What a reader has to know, in sentences."""
    interviewers, complete = len(table.interviewers), len(table.complete)
    if not len(table.value):
        return ["Nothing was rated, so there is no agreement to speak of."]
    if interviewers < 2:
        return ["All ratings come from one interviewer, so there is no agreement to speak of; it takes two."]
    if not shared:
        return ["No candidate was rated by two interviewers on the same skill, so there is no agreement to speak of."]
    rest = "" if complete > 1 else " That takes at least two; icc_one_way and alpha use the others as well."
    over = f"the {complete} of {len(table.units)} candidate-skill pairs that all {interviewers} interviewers rated"
    notes = [f"ICC is over complete cases: {over}.{rest}"]
    if table.value.min() == table.value.max():
        notes.append("All ratings are the same, so nothing can be told apart: agreement beyond chance is undefined.")
    if shared < FEWEST_CANDIDATES:
        notes.append(f"Too few to conclude from: {shared} of the {FEWEST_CANDIDATES} shared candidates that it takes.")
    if len({skill for *_, skill in table.units}) > 1:
        notes.append("Skills of one candidate count as separate cases here; intervals are a little too narrow for that.")
    if table.value.min() < 0:
        notes.append("Alpha for ratios is left out: it has no meaning with negative ratings.")
    if crowded:
        notes.append("Kappa and the shares of equal ratings are left out: there are more than ten million pairs of ratings.")
    elif interviewers > 2:
        notes.append(f"Weighted kappa is the mean over {kappa_pairs} pairs of interviewers who share at least two cases (Light).")
    return notes
