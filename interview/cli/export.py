"""`interview export`: a loop as a document, in the form that somebody needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.domain.person import Actor
from interview.errors import Invalid, LoopwrightError, NotFound, Unreadable
from interview.exports.bulk import pack_role
from interview.exports.catalogue import KINDS, make_document
from interview.exports.committee import make_packet
from interview.exports.document import Document
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.identity import system_actor

_PACKET = "committee-packet"
_DEFAULTS = {"ics": "schedule", "greenhouse": "scorecards", "merge": "scorecards", "unified": "scorecards", "lever": "scorecards"}


def export(
    loop: Annotated[str, typer.Argument(help="The id of a candidate (their loop), of a role (its loop), or of an interview.")],
    form: Annotated[str, typer.Option("--format", help="pdf, docx, xlsx, csv, md, html, json, ics, greenhouse ...")],
    out: Annotated[Path, typer.Option("--out", help="The file to write; '-' is standard output.")],
    database: Database = None,
    *,
    document: Annotated[str, typer.Option(help=f"Which document: {', '.join((*KINDS, _PACKET))}.")] = "",
    reviewed: Annotated[str, typer.Option(help="For a committee packet: the hash shown by --format review.")] = "",
    bulk: Annotated[bool, typer.Option("--bulk", help="All candidates of the role, as a zip file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a loop to a file, and print where it is and its content hash."""
    with opened(database) as application:
        context, actor = application.context, system_actor()
        if bulk:
            _pack(context, actor, loop, document or _DEFAULTS.get(form, "loop-summary"), form=form, out=out, as_json=as_json)
            return
        made = _made(context, actor, loop, document, form=form, reviewed=reviewed)
    if str(out) == "-":
        sys.stdout.buffer.write(made.data)
        return
    try:
        out.write_bytes(made.data)
    except OSError as error:
        raise Unreadable(f"{out}: can't be written ({error.strerror}); choose another --out.") from None
    if as_json:
        print_json({"path": str(out), "content_hash": made.content_hash})
    else:
        print(f"{out} {made.content_hash}")


def _made(context: Context, actor: Actor, loop: str, document: str, *, form: str, reviewed: str) -> Document:
    if document == _PACKET:
        return make_packet(context, actor, loop, form, reviewed=reviewed)
    kind = document or _DEFAULTS.get(form) or ("loop-summary" if _is_candidate(context, actor, loop) else "loop-plan")
    return make_document(context, actor, kind, loop, form)


def _is_candidate(context: Context, actor: Actor, loop: str) -> bool:
    try:
        get_candidate(context, actor, loop)
    except NotFound:
        return False
    return True


def _pack(context: Context, actor: Actor, role_id: str, kind: str, *, form: str, out: Path, as_json: bool) -> None:
    if not out.parent.is_dir():
        raise Invalid(f"{out.parent}: is no folder; make it first.")
    try:
        packed = []
        for entry in pack_role(context, actor, role_id, out, kind=kind, form=form):
            packed.append(entry)
            print(f"{entry.candidate_id}: {entry.refused or entry.file}", file=sys.stderr)
    except LoopwrightError:
        out.unlink(missing_ok=True)
        raise
    if as_json:
        print_json({"path": str(out), "files": [entry.model_dump() for entry in packed]})
    else:
        print(f"{out} {sum(not entry.refused for entry in packed)} documents")
