"""``interview score``: a recommendation for every candidate in a table of ratings."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from interview.cli.output import AsJson
from interview.cli.rating_table import read_bars, read_ratings
from interview.content.catalogue import load_catalogue
from interview.errors import NotFound
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.coverage import self_check
from interview.scoring.interviewers import interviewer_report
from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Rating, Step, weighted_bar
from interview.scoring.recommendation import recommend
from interview.scoring.report import CandidateReport, Report
from interview.services.judging import bars_of
from interview.settings import load_settings


def score(  # noqa: PLR0917 - the command line names each option
    ratings: Annotated[Path, typer.Argument(help="CSV: candidate,interviewer,skill,rating and optionally pool.")],
    role: Annotated[str | None, typer.Option(help="The role whose bars and ladder apply, by its id.")] = None,
    bars: Annotated[Path | None, typer.Option(help="CSV: skill,bar,weight,must_have; instead of a role.")] = None,
    history: Annotated[Path | None, typer.Option(help="Earlier ratings in the same form: how severe interviewers are.")] = None,
    evidence_only: Annotated[
        bool, typer.Option("--evidence-only", help="Keep what earlier applicants were like out of the estimate.")
    ] = False,
    wrong_hire: Annotated[float, typer.Option(help="What a wrong hire costs, beside the other two costs.")] = 10,
    missed_hire: Annotated[float, typer.Option(help="What a missed hire costs.")] = 10,
    more_evidence: Annotated[float, typer.Option(help="What one more interview costs.")] = 3,
    audit: Annotated[
        bool,
        typer.Option("--audit", help="Also check the intervals and compare with a plain Rasch model."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Recommend hire, no hire or more evidence, with the reasons, for every candidate in a table of ratings."""
    if (role is None) == (bars is None):
        raise typer.BadParameter("give either --role or --bars", param_hint="--role / --bars")
    role_bars, ladder = _role_bars(role) if role is not None else (read_bars(bars or Path()), ())
    policy = Policy.from_costs(wrong_hire=wrong_hire, missed_hire=missed_hire, more_evidence=more_evidence)
    source = role or str(bars)
    given = read_ratings(ratings, {bar.skill: source for bar in role_bars})
    earlier = read_ratings(history, may_be_empty=True) if history else []
    calibration = calibrate(earlier, expected_bar=weighted_bar(role_bars))
    report = recommend(
        given,
        role_bars,
        calibration=calibration,
        ladder=ladder,
        policy=replace(policy, evidence_only=evidence_only),
    )
    findings = _audit(earlier or given, calibration) if audit else None
    if as_json:
        _print_report(report, findings)
        return
    for candidate in report.candidates:
        print(_text(candidate))
    if findings is not None:
        print(json.dumps(findings, ensure_ascii=False, indent=2))


def _audit(ratings: list[Rating], calibration: Calibration) -> dict[str, Any]:
    """Leave-one-interview-out coverage with its n, and severities by the plain many-facet Rasch model (logits) beside ours."""
    from interview.scoring.mfrm_marginal import fit_marginal  # noqa: PLC0415 - scipy.optimize takes a second, for auditors only

    rasch = fit_marginal(ratings)
    severities = [
        {"id": name, "severity_logits": interviewer_report(name, calibration).severity_logits, "rasch": round(value, 6)}
        for name, value in rasch.severity.items()
    ]
    return {
        "self_check": asdict(self_check(ratings, calibration)),
        "rasch": {"deviance": round(rasch.deviance, 3), "variance": round(rasch.variance, 6), "interviewers": severities},
    }


def _role_bars(role_id: str) -> tuple[list[Bar], tuple[Step, ...]]:
    directory = load_settings().content_dir
    catalogue, errors = load_catalogue(directory)
    if role_id not in catalogue.roles:
        known = ", ".join(sorted(catalogue.roles)) or "none"
        broken = "; some content files have mistakes, see 'interview check-content'" if errors else ""
        raise NotFound(f"{directory}: there is no role '{role_id}'; the roles are: {known}{broken}")
    role = catalogue.roles[role_id]
    steps = tuple(Step(step, tuple(bars_of(catalogue.roles[step]))) for step in role.ladder.steps if step in catalogue.roles)
    return bars_of(role), steps


def _print_report(report: Report, findings: dict[str, Any] | None) -> None:
    """One JSON document, a candidate a line: a standard encoder with indents needs a minute for ten thousand candidates."""
    write = sys.stdout.write
    write('{\n"candidates": [')
    for index, candidate in enumerate(report.candidates):
        write((",\n" if index else "\n") + json.dumps(candidate.as_json(), ensure_ascii=False))
    interviewers = [interviewer.as_json() for interviewer in report.interviewers]
    write('\n],\n"interviewers": ' + json.dumps(interviewers, ensure_ascii=False))
    write(',\n"model": ' + json.dumps(report.model.as_json(), ensure_ascii=False))
    if findings is not None:
        write(',\n"audit": ' + json.dumps(findings, ensure_ascii=False))
    write("\n}\n")


def _text(candidate: CandidateReport) -> str:
    lines = [f"{candidate.id}: {candidate.outcome.words}"]
    lines += [f"  - {reason}" for reason in candidate.reasons]
    lines += [f"  ! {flag.text}" for flag in candidate.flags if flag.kind not in {"insufficient_evidence", "missing_must_have"}]
    for flip in candidate.flips[:1]:
        lines.append(
            f"  ~ {flip.interviewer} rated {flip.skill} {flip.from_level}; "
            f"with {flip.to_level} this would be {flip.outcome.words}."
        )
    upcoming = candidate.next_interview
    if upcoming:
        gain = upcoming.expected_gain
        worth = f"would lower the risk of a wrong call by {gain:.2f}" if gain >= 0.005 else "would complete the minimum evidence"
        lines.append(f"  > One more interview on {', '.join(upcoming.skills)} {worth}.")
    return "\n".join(lines)
