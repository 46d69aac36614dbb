"""``interview plan``: a balanced loop for a role, or the answer to a planning problem in a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from interview.cli.output import AsJson, print_json
from interview.content.catalogue import Catalogue, require_catalogue
from interview.domain.loop import LoopTemplate
from interview.domain.role import Role
from interview.errors import ContentError, ContentInvalid, NotFound, Unreadable
from interview.intake.draft import draft_role, to_role
from interview.intake.read import read_document
from interview.planning.blueprint import problem_for_role
from interview.planning.plan import Plan
from interview.planning.problem import Problem
from interview.planning.problem_file import read_problem
from interview.settings import load_settings


def plan(  # noqa: PLR0917 - typer names the options after the parameters
    jd: Annotated[Path | None, typer.Option(help="A job description (txt, md, html, docx, pdf).")] = None,
    role: Annotated[str | None, typer.Option(help="The id of a role profile.")] = None,
    problem: Annotated[Path | None, typer.Option(help="A planning problem (JSON).")] = None,
    minutes: Annotated[int | None, typer.Option(min=1, help="Minutes that the whole loop may take.")] = None,
    max_stages: Annotated[
        int | None, typer.Option(min=1, help="Choose at most so many of the template's stages, within --minutes.")
    ] = None,
    template: Annotated[
        str | None, typer.Option(help="The id of a loop template; default: the one for the role's level.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="The same seed gives the same plan.")] = 0,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds after which the best plan so far is taken.")] = 60.0,
    as_json: AsJson = False,
) -> None:
    """Plan a loop: skills and questions to stages, people and times; proven best, or the reasons why there is none."""
    given = [name for name, value in (("--jd", jd), ("--role", role), ("--problem", problem)) if value is not None]
    if len(given) != 1:
        raise typer.BadParameter("give exactly one of --jd, --role and --problem")
    if problem is not None:
        if (minutes, max_stages, template) != (None, None, None):
            raise typer.BadParameter(
                "--minutes, --max-stages and --template belong to --jd and --role; a problem file has its own stages"
            )
        wanted, notes = load_problem(problem)
    else:
        catalogue, notes = require_catalogue(load_settings().content_dir), ()
        found = _role_of(jd, catalogue) if jd is not None else _role_named(role or "", catalogue)
        chosen = _template(catalogue, found, template)
        wanted = problem_for_role(found, chosen, catalogue.questions.values(), minutes=minutes, max_stages=max_stages)
    from interview.planning.solver import solve  # noqa: PLC0415 - the solver takes a second to load; mistakes are told before

    answer = solve(wanted, seed=seed, time_limit=time_limit)
    answer = answer.model_copy(update={"notes": (*notes, *answer.notes)})
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        print(_text(answer))
    if answer.status == "infeasible":
        if not as_json:
            for reason in answer.reasons:
                typer.echo(f"interview: {reason.text}", err=True)
        raise typer.Exit(1)


def load_problem(path: Path) -> tuple[Problem, tuple[str, ...]]:
    """The problem of a file, and notes about what was ignored; every mistake at once as :class:`ContentInvalid`."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"{path}: can't be read ({error.strerror}); check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise ContentInvalid(
            (ContentError(str(path), error.lineno, "", f"is not JSON ({error.msg}, column {error.colno}); mend this line"),)
        ) from error
    except RecursionError as error:
        raise Unreadable(f"{path}: is nested too deeply; give the problem in the form of docs/planning.md") from error
    found, mistakes, notes = read_problem(data, str(path))
    if found is None:
        raise ContentInvalid(mistakes)
    return found, notes


def _role_of(path: Path, catalogue: Catalogue) -> Role:
    """The role that a job description drafts."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path}: can't be read ({error.strerror}); check its name and permissions") from error
    return to_role(draft_role(read_document(data, path.name), catalogue.skills.values()), "drafted-role")


def _role_named(role_id: str, catalogue: Catalogue) -> Role:
    if role_id not in catalogue.roles:
        raise NotFound(f"there is no role '{role_id}'; choose one of {', '.join(catalogue.roles) or 'none (roles/ is empty)'}")
    return catalogue.roles[role_id]


def _template(catalogue: Catalogue, role: Role, template_id: str | None) -> LoopTemplate:
    if not catalogue.loops:
        raise NotFound("there are no loop templates; add one to loops/")
    if template_id is not None:
        if template_id not in catalogue.loops:
            raise NotFound(f"there is no loop template '{template_id}'; choose one of {', '.join(catalogue.loops)}")
        return catalogue.loops[template_id]
    for template in catalogue.loops.values():
        if role.level and role.level.lower() in template.levels:
            return template
    return next(iter(catalogue.loops.values()))


def _text(answer: Plan) -> str:
    """The plan for people."""
    if answer.status == "infeasible":
        cut_short = any("time_limit" in reason.facts for reason in answer.reasons)
        return "No plan was found in time." if cut_short else "No plan keeps every rule."
    lines = [f"{answer.status}, {answer.seconds:.1f} s"]
    for stage in answer.stages:
        lines.append(f"{stage.title} ({stage.format}, {stage.length_minutes} min): {', '.join(stage.skills)}")
        lines.extend(f"  {question.minutes:3} min  level {question.level}  {question.id}" for question in stage.questions)
    for loop in answer.loops:
        lines.append(f"{loop.candidate}")
        lines.extend(
            f"  {interview.start:%a %Y-%m-%d %H:%M}-{interview.end:%H:%M} UTC  {interview.stage}: {', '.join(interview.panel)}"
            for interview in loop.interviews
        )
    missing = [skill.skill_id for skill in answer.coverage if not skill.minutes]
    if missing:
        lines.append(f"not covered: {', '.join(missing)}")
    lines.extend(reason.text if "left_out" in reason.facts else f"not perfect: {reason.text}" for reason in answer.reasons)
    lines.extend(answer.notes)
    return "\n".join(lines)
