"""People: who interviews for what, what each one carries this week, and how those who learn are getting on."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.domain.pool import REVERSE_SHADOWS_NEEDED, SHADOWS_NEEDED
from interview.domain.question import StageFormat
from interview.services.context import Context
from interview.services.pool import Member, Path, end_training, list_pool, qualify_interviewer, start_training
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.components.words import format_words, step_words
from interview.ui.texts import _, ngettext

_WHOLE = SHADOWS_NEEDED + REVERSE_SHADOWS_NEEDED


def render(context: Context, actor: Actor) -> None:
    """Show the pool to whoever may see who is there."""
    st.title(_("People"))
    with st.container(horizontal=True):
        session.link("profile", _("When I interview"))
        session.link("people", _("Accounts"))
        session.link("privacy", _("Privacy"))
        session.link("imports", _("Import a table"))
    members = list_pool(context, actor)
    shown = _narrowed(context, members)
    table(
        [_("Person"), _("Interviews for"), _("Languages"), _("Tags"), _("Learning"), _("This week"), _("Hours")],
        [_row(context, member) for member in shown],
        caption=_("This week (Monday to Sunday, UTC): interviews that count, of the cap; hours with preparation and write-up."),
        empty=_("Nobody fits. Choose another skill or language."),
    )
    if is_permitted(actor, Permission.MANAGE_POOL):
        _one(context, actor, members)


def _narrowed(context: Context, members: tuple[Member, ...]) -> list[Member]:
    skills = context.catalogue.skills
    declared = sorted(
        {one for member in members for one in member.profile.skills if one in skills}, key=lambda one: skills[one].name
    )
    spoken = sorted({one for member in members for one in member.profile.languages})
    first, second = st.columns(2)
    skill = first.selectbox(
        _("Skill"), [None, *declared], format_func=lambda one: skills[one].name if one else _("all"), key="pool-skill"
    )
    language = second.selectbox(_("Language"), [None, *spoken], format_func=lambda one: one or _("all"), key="pool-language")
    return [
        member
        for member in members
        if (skill is None or skill in member.profile.skills) and (language is None or language in member.profile.languages)
    ]


def _row(context: Context, member: Member) -> list[Cell | str]:
    profile, skills = member.profile, context.catalogue.skills
    names = [skills[one].name for one in profile.skills if one in skills]
    more = ngettext("and {count} more", "and {count} more", len(names) - 3).format(count=len(names) - 3)
    learning = [f"{format_words(path.training.format)}: {step_words(path.step)}" for path in member.paths]
    return [
        member.person.name,
        Cell(", ".join([*names[:3], more] if len(names) > 3 else names), hint=", ".join(names)),
        ", ".join(profile.languages),
        ", ".join(profile.tags),
        "; ".join(learning),
        Cell(
            _("{count} of {cap}").format(count=member.booked, cap=profile.weekly_cap),
            "gap" if member.booked > profile.weekly_cap else "",
        ),
        Cell(f"{member.hours:.2f}", "number"),
    ]


def _one(context: Context, actor: Actor, members: tuple[Member, ...]) -> None:
    st.header(_("One person"))
    by_id = {member.person.id: member for member in members}
    chosen = st.selectbox(_("Person"), list(by_id), format_func=lambda one: by_id[one].person.name, key="pool-person")
    member = by_id[chosen]
    session.link("profile", _("Hours, skills and times away"), person=chosen)
    for path in member.paths:
        _path(context, actor, member, path)
    open_formats = [one for one in StageFormat if one not in {path.training.format for path in member.paths}]
    if open_formats:
        what, begin, skip = st.columns([2, 1, 1], vertical_alignment="bottom")
        stage_format = what.selectbox(_("Kind of interview"), open_formats, format_func=format_words, key=f"pool-format-{chosen}")
        if begin.button(_("Start the training"), key=session.nonce("training"), width="stretch") and session.tried(
            lambda: start_training(context, actor, chosen, stage_format)
        ):
            session.done(_("The training has begun: seat {name} as shadow.").format(name=member.person.name), "training")
        if skip.button(_("Qualified already"), key=session.nonce("qualified"), width="stretch") and session.tried(
            lambda: qualify_interviewer(context, actor, chosen, stage_format)
        ):
            session.done(_("Signed off."), "qualified")
    st.caption(
        _(
            "Training goes from {shadows} interviews as shadow over {reverse} that they lead to a sign-off. "
            "Until then they are no interviewer of that kind."
        ).format(shadows=SHADOWS_NEEDED, reverse=REVERSE_SHADOWS_NEEDED)
    )


def _path(context: Context, actor: Actor, member: Member, path: Path) -> None:
    person_id, stage_format = member.person.id, path.training.format
    key = f"{person_id}-{stage_format.value}"
    with st.container(border=True):
        words, sign, end = st.columns([3, 1, 1], vertical_alignment="center")
        sat_in = _("sat in {count} of {whole}").format(count=min(path.sat_in, _WHOLE), whole=_WHOLE)
        words.markdown(f"**{format_words(stage_format)}**  \n{step_words(path.step)} ({sat_in})")
        if (
            path.training.qualified_at is None
            and sign.button(_("Sign off"), key=session.nonce(f"sign-{key}"), width="stretch")
            and session.tried(lambda: qualify_interviewer(context, actor, person_id, stage_format))
        ):
            session.done(_("Signed off."), f"sign-{key}")
        if end.button(_("Take back"), key=session.nonce(f"end-{key}"), width="stretch") and session.tried(
            lambda: end_training(context, actor, person_id, stage_format)
        ):
            session.done(_("Taken back."), f"end-{key}")
