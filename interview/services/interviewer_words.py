"""What numbers about somebody's ratings mean for the next interview, in sentences: coaching, never a verdict."""

from __future__ import annotations

from interview.scoring.estimate import Estimate
from interview.scoring.report import InterviewerReport
from interview.scoring.scale_use import unused_levels
from interview.scoring.shadowing import Shadowing

FEWEST_INTERVIEWS = 10
"""Interviews below which nothing is said about how severe somebody is."""
SHORT_EVIDENCE = 60
"""Characters: about ten words, too few to say what somebody did."""
LEFT_OUT = 0.8
"""Share of the planned skills that an interviewer assesses on a normal day; below, the loop's coverage suffers."""
IN_TIME = 0.9
"""Share of scorecards in time that teams aim for."""


def on_severity(n_interviews: int, severity: InterviewerReport | None) -> list[str]:
    """How low or high somebody rates, and whether one level tends to fit everything."""
    if severity is None:
        return [f"{n_interviews} interviews are too few to compare these ratings with others'; it takes {FEWEST_INTERVIEWS}."]
    low, high = severity.interval
    if low <= 0 <= high:
        words = [f"Ratings are neither clearly lower nor clearly higher than others' ({-high:+.1f} to {-low:+.1f} points, 90%)."]
    else:
        side, near, far = ("lower", low, high) if low > 0 else ("higher", -high, -low)
        amount = f"{abs(severity.severity):.1f} points {side} than the average interviewer's ({near:.1f} to {far:.1f}, 90%)"
        words = [
            f"For equally strong candidates, ratings are {amount}.",
            "Recommendations allow for that already: keep rating what you see, and compare anchors with a colleague.",
        ]
    if "halo" in severity.flags:
        words.append("Levels differ little between the skills of a candidate: rate one skill at a time, its evidence first.")
    return words


def on_habits(counts: tuple[int, ...], changed: Estimate, evidence: float | None) -> list[str]:
    """Change over time, levels that never occur, short evidence."""
    words = []
    if changed.low is not None and changed.high is not None and not changed.low <= 0 <= changed.high:
        side = "higher" if changed.low > 0 else "lower"
        words.append(
            f"Compared with colleagues, later ratings are {side} than earlier ones ({changed.low:+.1f} to {changed.high:+.1f} "
            "points, 95%): a good moment to reread the rubrics."
        )
    unused = unused_levels(counts)
    if unused:
        levels = " and ".join(map(str, unused))
        words.append(f"Level {levels} never occurs in {sum(counts)} ratings: look at what its anchors ask for.")
    if evidence is not None and evidence < SHORT_EVIDENCE:
        words.append(
            f"Evidence is short (half of it below {evidence:.0f} characters): what was said or done helps the debrief most."
        )
    return words


def on_plan(rated: int, planned: int, n_timed: int, on_time: Estimate, late: int) -> list[str]:
    """Planned skills that were left out, scorecards that came late, and changes after others' could be read."""
    words = []
    if planned >= FEWEST_INTERVIEWS and rated < LEFT_OUT * planned:
        words.append(
            f"{planned - rated} of {planned} planned skills were not assessed: start with the questions that the loop counts on, "
            "and hand on what there was no time for."
        )
    if on_time.high is not None and on_time.high < IN_TIME:
        words.append(
            f"{on_time.value:.0%} of {n_timed} scorecards came in time: they are quickest to write right after the interview."
        )
    if late:
        words.append(
            f"{late} scorecard{'s were' if late > 1 else ' was'} amended after others' could be read. The first version stays on "
            "record; a reason in the amendment helps the debrief."
        )
    return words


def on_shadowing(found: Shadowing) -> list[str]:
    """How a shadow's ratings compare with the interviewers'."""
    if not found.n_ratings:
        return []
    interviews = f"{found.n_interviews} interview{'s' if found.n_interviews > 1 else ''}"
    words = f"As a shadow in {interviews}, {found.within_one.value:.0%} of {found.n_ratings} ratings were within one level"
    if found.difference.low is None or found.difference.high is None:
        return [f"{words}. Talk one of them through with the interviewer: which words led to which level?"]
    reach = f"({found.difference.low:+.1f} to {found.difference.high:+.1f} points, 95%)"
    side = (
        "neither higher nor lower"
        if found.difference.low <= 0 <= found.difference.high
        else ("higher" if found.difference.low > 0 else "lower")
    )
    return [f"{words} of the interviewers', and on the whole {side} {reach}. These ratings never count."]
