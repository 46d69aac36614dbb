"""The documents of all candidates of a role in one zip file, written one after the other, so that memory stays flat."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.errors import Forbidden, Invalid
from interview.exports.catalogue import KINDS, make_document
from interview.services.candidates import list_candidates
from interview.services.context import Context


class Packed(Value):
    """What became of one candidate; ``refused`` says why there is no document (blindness, recusal)."""

    candidate_id: str
    file: str = ""
    content_hash: str = ""
    refused: str = ""


def pack_role(context: Context, actor: Actor, role_id: str, path: Path | IO[bytes], *, kind: str, form: str) -> Iterator[Packed]:
    """Write the zip file candidate by candidate, yielding each as it is done; ``manifest.json`` comes last."""
    if kind not in KINDS or KINDS[kind].subject != "candidate":
        raise Invalid(f"'{kind}' is no document about a candidate, so there is nothing to pack.")
    rows = list_candidates(context, actor, role_id=role_id)
    if not rows:
        raise Invalid(f"You can open no candidate of the role '{role_id}'.")
    packed = list[Packed]()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            entry = _packed(archive, context, actor, row.candidate.id, kind=kind, form=form)
            packed.append(entry)
            yield entry
        manifest = {"role": role_id, "document": kind, "format": form, "files": [entry.model_dump() for entry in packed]}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2))


def _packed(archive: zipfile.ZipFile, context: Context, actor: Actor, candidate_id: str, *, kind: str, form: str) -> Packed:
    try:
        document = make_document(context, actor, kind, candidate_id, form)
    except Forbidden as refused:
        return Packed(candidate_id=candidate_id, refused=str(refused))
    name = f"{candidate_id}/{document.name}"
    archive.writestr(name, document.data)
    return Packed(candidate_id=candidate_id, file=name, content_hash=document.content_hash)
