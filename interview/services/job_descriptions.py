"""Job descriptions: read as text, and turned into the draft of a role with the words behind every skill."""

from __future__ import annotations

import re

from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.errors import Invalid
from interview.intake.draft import draft_role, to_role
from interview.intake.read import read_document
from interview.intake.role_draft import RoleDraft
from interview.services.context import Context
from interview.services.roles import RoleView, save_role

PASTED = "pasted text"


class Reading(Value):
    """A job description as it was understood: ``text`` is what all offsets of ``draft`` count in."""

    text: str
    draft: RoleDraft


def read_job_description(context: Context, actor: Actor, data: bytes, filename: str = PASTED) -> Reading:
    """Read a job description. Nothing is stored; a file that can't be read is refused with the reason."""
    require(actor, Permission.CREATE_ROLE)
    text = read_document(data, filename)
    return Reading(text=text, draft=draft_role(text, context.catalogue.skills.values()))


def create_role_from_job_description(
    context: Context, actor: Actor, data: bytes, filename: str = PASTED, *, title: str = ""
) -> RoleView:
    """Save the draft that a job description leads to, with its text and everything that was read out of it."""
    reading = read_job_description(context, actor, data, filename)
    if not reading.draft.skills:
        raise Invalid(f"{filename}: none of the skills that the question banks hold was found; choose a role from the library.")
    role = to_role(reading.draft, _free_id(context, title or reading.draft.title or "role"), title)
    source = {**reading.draft.model_dump(mode="json"), "file": filename}
    return save_role(context, actor, role, source_text=reading.text, source=source)


def create_role_from_library(context: Context, actor: Actor, profile_id: str, *, title: str = "") -> RoleView:
    """Save a copy of a role profile from the library as a draft."""
    require(actor, Permission.CREATE_ROLE)
    profile = context.catalogue.roles.get(profile_id)
    if profile is None:
        raise Invalid(f"There is no role profile '{profile_id}' in the library.")
    update = {"id": _free_id(context, title or profile.id), "title": title or profile.title, "version": 1}
    return save_role(context, actor, Role.model_validate({**profile.model_dump(), **update}), source={"library": profile_id})


def _free_id(context: Context, title: str) -> str:
    """An id made of the title's words, with a number behind it where that is taken."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-") or "role"
    with context.store.read() as unit:
        taken = {record.role.id for record in unit.roles.all_latest()}
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if name not in taken)
