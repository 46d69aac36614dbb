"""Things to look at before deciding. A flag never changes an outcome; its false-alarm rate is in ``docs/scoring.md``."""

from __future__ import annotations

from collections import defaultdict

from interview.scoring.calibration import Calibration
from interview.scoring.evidence import Candidate
from interview.scoring.report import Flag

DISAGREEMENT_LEVELS = 2


def candidate_flags(
    candidate: Candidate, calibration: Calibration, *, notable: dict[str, tuple[str, ...]], outliers: dict[str, float]
) -> list[Flag]:
    """Flags that one candidate's ratings raise, given interviewers' flags and this candidate's outlying interviews."""
    ratings, flags = candidate.ratings, _disagreements(candidate)
    for name, surprise in sorted(outliers.items()):
        side = "above" if surprise > 0 else "below"
        flags.append(
            Flag("outlying_interview", f"{name}'s ratings lie clearly {side} what the other interviews suggest; ask why.")
        )
    for name in candidate.interviewers:
        for kind in notable.get(name, ()):
            flags.append(Flag(f"{kind}_interviewer", _INTERVIEWER_TEXT[kind].format(name=name)))
    flags += _disconnected(candidate, calibration)
    edited = sum(rating.edited_after_reveal for rating in ratings)
    if edited:
        flags.append(Flag("edited_after_reveal", f"{edited} of {len(ratings)} ratings were edited after others were shown."))
    versions = defaultdict(set)
    for rating in ratings:
        versions[rating.skill].add(rating.rubric_version)
    for skill in sorted(skill for skill, used in versions.items() if len(used) > 1):
        shown = ", ".join(str(version) for version in sorted(v for v in versions[skill] if v is not None))
        flags.append(Flag("rubric_version_mix", f"{skill} was rated with different versions of its rubric ({shown})."))
    return flags


_INTERVIEWER_TEXT = {
    "severe": "{name} rates clearly lower than other interviewers do; the estimate allows for it.",
    "lenient": "{name} rates clearly higher than other interviewers do; the estimate allows for it.",
    "halo": "{name} tends to give one level to all skills of a candidate; read the notes skill by skill.",
}


def _disagreements(candidate: Candidate) -> list[Flag]:
    by_skill: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for rating, level in zip(candidate.ratings, candidate.levels, strict=True):
        by_skill[rating.skill].append((level, rating.interviewer))
    flags = []
    for skill, given in sorted(by_skill.items()):
        (low, low_name), (high, high_name) = min(given), max(given)
        if high - low >= DISAGREEMENT_LEVELS:
            flags.append(
                Flag("disagreement", f"{skill}: {low_name} gave {low}, {high_name} gave {high}; talk about the evidence.")
            )
    return flags


def _disconnected(candidate: Candidate, calibration: Calibration) -> list[Flag]:
    if len(set(calibration.group)) < 2:
        return []
    group = dict(zip(calibration.interviewers, calibration.group, strict=True))
    own = {group[name] for name in candidate.interviewers if name in group}
    total = len(calibration.group)
    reached = sum(number in own for number in calibration.group)
    if not own or 2 * reached > total:
        return []
    return [
        Flag(
            "disconnected_pool",
            f"These interviewers share no candidate with {total - reached} of {total} interviewers, so their severity can't be "
            f"told from the strength of their candidates{f' in {candidate.pool}' if candidate.pool else ''}.",
        )
    ]
