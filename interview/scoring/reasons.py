"""Plain sentences that say why, with counts, for somebody who has to explain the decision."""

from __future__ import annotations

from dataclasses import replace

from interview.scoring.evidence import counted
from interview.scoring.policy import Outcome, Policy
from interview.scoring.report import CandidateReport, SkillReport

NOTABLE_CHANGE = 0.05
"""A change of the chance that is worth a sentence."""
MOST_NAMED = 6
"""Skills that one sentence lists by name."""


def reasons_for(report: CandidateReport, policy: Policy) -> CandidateReport:
    """The report with its reasons, the most important first."""
    if report.p_meets_bar is None or report.estimate is None or report.interval is None or report.raw_mean is None:
        return replace(report, reasons=("Nothing has been assessed yet: there is no rating to go by.",))
    missing = [flag.text for flag in report.flags if flag.kind in {"insufficient_evidence", "missing_must_have"}]
    low, high = report.interval
    reasons = [
        *missing,
        _chance_sentence(report, report.p_meets_bar),
        f"Average interviewers would have given {report.estimate:.1f} ({low:.1f} to {high:.1f}); bar met at {report.bar:.1f}.",
        *_skill_sentences(report),
        *_floor_sentence(report, policy),
        *_driver_sentences(report),
        *_comparison(report),
        *_placement(report, policy),
    ]
    return replace(report, reasons=tuple(reasons))


def shown(chance: float) -> str:
    """A chance in words without false precision: never 0 or 1."""
    if chance > 0.99:
        return "over 0.99"
    if chance < 0.01:
        return "under 0.01"
    return f"{chance:.2f}"


def _chance_sentence(report: CandidateReport, chance: float) -> str:
    ratings, interviews = counted(report.n_ratings, "rating"), counted(report.n_interviews, "interview")
    return f"The chance of meeting the bar is {shown(chance)}, from {ratings} in {interviews}."


def _skill_sentences(report: CandidateReport) -> list[str]:
    def listed(skills: list[SkillReport]) -> str:
        named = [f"{skill.id} ({skill.estimate:.1f} for a bar of {skill.bar}, {counted(skill.n, 'rating')})" for skill in skills]
        more = [f"{len(skills) - MOST_NAMED} more"] if len(skills) > MOST_NAMED else []
        return ", ".join(named[:MOST_NAMED] + more)

    assessed = [skill for skill in report.skills if skill.p_meets_bar is not None]
    above = [skill for skill in assessed if (skill.p_meets_bar or 0) >= 0.7]
    below = [skill for skill in assessed if (skill.p_meets_bar or 0) <= 0.3]
    unseen = [skill.id for skill in report.skills if skill.n == 0]
    sentences = []
    if above:
        sentences.append(f"Probably meets the bar: {listed(above)}.")
    if below:
        sentences.append(f"Probably below the bar: {listed(below)}.")
    if unseen:
        named = f": {', '.join(unseen)}" if len(unseen) <= MOST_NAMED else ""
        sentences.append(f"{len(unseen)} of {counted(len(report.skills), 'skill')} not assessed{named}.")
    return sentences


def _floor_sentence(report: CandidateReport, policy: Policy) -> list[str]:
    plain = policy.outcome(report.p_meets_bar or 0.0)
    if report.outcome is plain or any(flag.kind in {"insufficient_evidence", "missing_must_have"} for flag in report.flags):
        return []
    return [f"Without the floor of the must-have skills this would be {plain.words}: one may lie far below its bar."]


def _driver_sentences(report: CandidateReport) -> list[str]:
    if len(report.drivers) < 2:
        return []
    strongest = max(report.drivers, key=lambda driver: (abs(driver.change), driver.interviewer))
    if abs(strongest.change) < NOTABLE_CHANGE:
        return ["No single interview moves the chance by more than 0.05."]
    who, ratings = strongest.interviewer, counted(strongest.n, "rating")
    return [f"Most depends on {who}'s interview: without its {ratings} the chance would be {shown(strongest.p_without)}."]


def _comparison(report: CandidateReport) -> list[str]:
    against = report.n_interviews - report.votes_for
    sentence = (
        f"The plain mean is {report.raw_mean:.2f}; {report.votes_for} of {counted(report.n_interviews, 'interview')} "
        f"{'rates' if report.votes_for == 1 else 'rate'} at or above the bar on average"
    )
    if report.adjusted:
        return [f"{sentence}. The plain mean points the other way: look twice, and write down why you decide as you do."]
    if (report.votes_for > against) != ((report.p_meets_bar or 0) >= 0.5) and report.votes_for != against:
        return [f"{sentence}. A majority vote would point the other way."]
    return [f"{sentence}."]


def _placement(report: CandidateReport, policy: Policy) -> list[str]:
    if not report.levels or report.outcome is Outcome.GATHER_MORE_EVIDENCE:
        return []
    met = [level for level in report.levels if level.p_meets_bar >= policy.hire_at]
    missed = [level for level in report.levels if level.p_meets_bar < policy.hire_at]
    parts = [f"meets the bar of {level.role} ({shown(level.p_meets_bar)})" for level in met[-1:]]
    parts += [f"not yet that of {level.role} ({shown(level.p_meets_bar)})" for level in missed[:1]]
    if met and missed:
        parts.append(f"consider {met[-1].role}")
    return [f"Level: {', '.join(parts)}."]
