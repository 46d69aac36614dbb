"""Every document there is, and how one is made: gather the content, lay it out on paper, render the paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from interview.domain.person import Actor
from interview.errors import Invalid, NotFound
from interview.exports import calendar_file, loop_papers
from interview.exports.ats import greenhouse, unified
from interview.exports.ats.imported import gather_loop_with_imported
from interview.exports.brand import load_brand
from interview.exports.candidate_loop import LoopContent
from interview.exports.content import Content
from interview.exports.document import MEDIA_TYPES, Document, content_hash, safe_name
from interview.exports.formats.delimited import render_csv, table_as_csv
from interview.exports.formats.markdown import render_markdown
from interview.exports.formats.pdf import render_pdf
from interview.exports.formats.structured import render_json
from interview.exports.formats.web_page import render_html
from interview.exports.formats.word import render_docx
from interview.exports.formats.workbook import render_xlsx
from interview.exports.kit import KitContent, gather_kit, kit_paper
from interview.exports.loop_plan import PlanContent, gather_plan, loop_plan
from interview.exports.paper import Paper
from interview.exports.role_sheet import (
    ComparisonContent,
    RoleContent,
    gather_role,
    gather_two_roles,
    role_comparison,
    role_sheet,
)
from interview.exports.schedule import ScheduleContent, gather_schedule, schedule_paper
from interview.services.context import Context

Gather = Callable[[Context, Actor, str], Content]


@dataclass(frozen=True)
class Kind:
    """A kind of document. ``subject`` is what its id names; ``extra`` are forms that only this document has."""

    name: str
    title: str
    subject: Literal["candidate", "interview", "role", "two roles"]
    content: type[Content]
    gather: Gather
    lay_out: Callable[[Any], Paper]
    extra: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form it can be made in."""
        return (*FORMATS, *self.extra)


FORMATS = ("pdf", "docx", "xlsx", "csv", "md", "html", "json")
"""The forms that every document has."""

_FEEDBACK = ("greenhouse", "merge", "unified", "lever")
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("loop-summary", "Loop summary", "candidate", LoopContent, gather_loop_with_imported, loop_papers.loop_summary),
        Kind("debrief-pack", "Debrief pack", "candidate", LoopContent, gather_loop_with_imported, loop_papers.debrief_pack),
        Kind("scorecards", "Scorecards", "candidate", LoopContent, gather_loop_with_imported, loop_papers.scorecards, _FEEDBACK),
        Kind("schedule", "Interview schedule", "candidate", ScheduleContent, gather_schedule, schedule_paper, ("ics",)),
        Kind("kit", "Interviewer kit", "interview", KitContent, gather_kit, kit_paper),
        Kind("loop-plan", "Loop plan", "role", PlanContent, gather_plan, loop_plan),
        Kind("role-sheet", "Role", "role", RoleContent, gather_role, role_sheet),
        Kind("role-comparison", "Role comparison", "two roles", ComparisonContent, gather_two_roles, role_comparison),
    )
}


def make_document(context: Context, actor: Actor, kind: str, subject_id: str, form: str) -> Document:
    """The document as bytes. Refused as the services behind it refuse: permission, recusal, blindness."""
    if kind not in KINDS:
        raise NotFound(f"There is no document '{kind}'; choose one of {', '.join(KINDS)}.")
    if form not in KINDS[kind].forms:
        raise Invalid(f"A {KINDS[kind].title.lower()} can't be made as '{form}'; choose one of {', '.join(KINDS[kind].forms)}.")
    if form == "ics":
        return candidate_calendar(context, actor, subject_id)
    content = KINDS[kind].gather(context, actor, subject_id)
    if form in KINDS[kind].extra and isinstance(content, LoopContent):
        data, form = feedback(content, form)
        return _document(content, kind, content.candidate, form, data)
    return render(context, actor, content, KINDS[kind].lay_out(content), form)


def feedback(loop: LoopContent, form: str) -> tuple[bytes, str]:
    """The scorecards in the shape of another system, and what kind of file that is."""
    shapes: dict[str, Callable[[], tuple[bytes, str]]] = {
        "greenhouse": lambda: (greenhouse.write(greenhouse.to_greenhouse(loop)), "greenhouse"),
        "merge": lambda: (unified.as_json(unified.merge_scorecards(loop)), "json"),
        "unified": lambda: (unified.as_json(unified.unified_scorecards(loop)), "json"),
        "lever": lambda: (table_as_csv(unified.lever_table(loop)), "csv"),
    }
    return shapes[form]()


def candidate_calendar(context: Context, actor: Actor, candidate_id: str) -> Document:
    """The candidate's own calendar file."""
    return _calendar(context, calendar_file.candidate_events(context, actor, candidate_id), "schedule")


def interviewer_calendar(context: Context, actor: Actor) -> Document:
    """The actor's own interviews as a calendar file."""
    return _calendar(context, calendar_file.interviewer_events(context, actor), "my interviews")


def _calendar(context: Context, events: tuple[calendar_file.Event, ...], name: str) -> Document:
    brand = load_brand(context.settings.brand_dir)
    data = calendar_file.render_ics(events, now=context.now(), organizer=calendar_file.organizer(context, brand.name))
    return Document(safe_name(name, extension="ics"), MEDIA_TYPES["ics"], data, content_hash(repr(events)))


def _document(content: Content, kind: str, title: str, form: str, data: bytes) -> Document:
    return Document(safe_name(kind, title, extension=form), MEDIA_TYPES[form], data, content.hash)


def render(context: Context, actor: Actor, content: Content, paper: Paper, form: str) -> Document:
    """A laid-out paper as bytes, with the stamp of who made it when."""
    brand = load_brand(context.settings.brand_dir)
    stamp = _stamp(context, actor, content)
    paper = replace(paper, content_hash=content.hash, stamp=tuple(stamp.items()))
    renderers: dict[str, Callable[[], bytes]] = {
        "pdf": lambda: render_pdf(paper, brand),
        "docx": lambda: render_docx(paper, brand),
        "xlsx": lambda: render_xlsx(paper, brand),
        "csv": lambda: render_csv(paper),
        "md": lambda: render_markdown(paper, brand),
        "html": lambda: render_html(paper, brand),
        "json": lambda: render_json(paper.kind, content, stamp, content.hash),
    }
    return _document(content, paper.kind, paper.title, form, renderers[form]())


def _stamp(context: Context, actor: Actor, content: Content) -> dict[str, str]:
    versions = content.versions
    stamp = {"Content": content.hash, "Role version": str(versions.role)}
    if versions.loop is not None:
        stamp["Loop version"] = str(versions.loop)
    if versions.rubrics:
        stamp["Rubrics"] = _numbers(versions.rubrics)
    if versions.questions:
        stamp["Bank"] = _numbers(versions.questions)
    if versions.rule:
        stamp["Rule"] = versions.rule
    stamp["Exported"] = f"{context.now():%Y-%m-%d %H:%M} UTC by {actor.name}"
    return stamp


def _numbers(versions: dict[str, int]) -> str:
    """All at the same version in a word, else what differs."""
    distinct = set(versions.values())
    if len(distinct) == 1:
        return f"{len(versions)} at version {distinct.pop()}"
    return ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
