"""When I can interview and for what: what somebody says about themselves for the pool."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st
from pydantic import ValidationError

from interview.domain.availability import WeeklyHours
from interview.domain.person import Actor
from interview.domain.pool import REVERSE_SHADOWS_NEEDED, SHADOWS_NEEDED, Profile
from interview.services.calendars import follow_calendar, forget_calendar, get_calendar, import_calendar
from interview.services.context import Context
from interview.services.pool import Member, add_time_away, get_profile, remove_time_away, save_profile, words_in
from interview.ui import session
from interview.ui.components.times import day_words, local_time, weekday_words
from interview.ui.components.words import format_words, step_words
from interview.ui.texts import _, ngettext

_SHOWN_DAYS = 5
_NINE, _FIVE = time(9), time(17)

Stretch = tuple[int, time, time]
"""A weekday with the two ends of its hours, as typed."""


def render(context: Context, actor: Actor) -> None:
    """Show one's own entry, or somebody's to those who manage the pool."""
    person_id = session.parameter("person") or None
    member = get_profile(context, actor, person_id)
    own = member.person.id == actor.person_id
    st.title(_("When I interview") if own else member.person.name)
    if not own:
        session.link("pool", _("back to the people"))
    st.caption(_("Times in {zone}.").format(zone=member.person.timezone))
    _hours(context, actor, member)
    _away(context, actor, member)
    _calendar(context, actor, member)
    _paths(member)


def _hours(context: Context, actor: Actor, member: Member) -> None:
    profile, skills = member.profile, context.catalogue.skills
    with st.form(f"profile-{member.person.id}", border=False):
        st.header(_("Hours of the week"))
        st.caption(_("Tick the days on which you give hours. Without any, you may be asked at any time of the day."))
        hours = [hour for day in range(7) for hour in _day(day, profile)]
        st.header(_("For what"))
        names = {name: skill.name for name, skill in sorted(skills.items(), key=lambda pair: pair[1].name)}
        chosen = st.multiselect(
            _("Skills you interview for"), list(names), default=[one for one in profile.skills if one in names],
            format_func=names.__getitem__, key="profile-skills",
        )  # fmt: skip
        languages = st.text_input(
            _("Languages you interview in, with commas"), ", ".join(profile.languages), key="profile-languages"
        )
        tags = st.text_input(
            _("Tags, with commas"),
            ", ".join(profile.tags),
            key="profile-tags",
            help=_("Your own words, such as an office or a group."),
        )
        team = st.text_input(_("Team"), profile.team, max_chars=80, key="profile-team")
        cap = st.number_input(_("Interviews a week, at most"), 0, 40, profile.weekly_cap, key="profile-cap")
        if st.form_submit_button(_("Save"), type="primary", key=session.nonce("profile")):
            declared = {"skills": tuple(chosen), "languages": words_in(languages), "tags": words_in(tags), "team": team.strip()}
            _save(context, actor, profile.model_copy(update={**declared, "weekly_cap": int(cap)}), hours)


def _day(day: int, profile: Profile) -> list[Stretch]:
    known = [one for one in profile.hours if one.weekday == day]
    if day >= _SHOWN_DAYS and not known:
        return []
    found: list[Stretch] = []
    for number, one in enumerate([*known, None][: max(1, len(known))]):
        name, key = weekday_words(day), f"{day}-{number}"
        with st.container(horizontal=True, vertical_alignment="bottom"):
            on = st.checkbox(name, one is not None, key=f"profile-on-{key}", width=70)
            starts = st.time_input(
                _("{day} from").format(day=name), one.starts if one else _NINE, step=900, key=f"profile-from-{key}", width=115
            )
            ends = st.time_input(
                _("{day} to").format(day=name), one.ends if one else _FIVE, step=900, key=f"profile-to-{key}", width=115
            )
        if on:
            found.append((day, starts, ends))
    return found


def _save(context: Context, actor: Actor, profile: Profile, stretches: list[Stretch]) -> None:
    if any(ends <= starts for _day, starts, ends in stretches):
        st.error(_("A day ends before it starts; turn its two times around."))
        return
    try:
        hours = tuple(WeeklyHours(weekday=day, starts=starts, ends=ends) for day, starts, ends in stretches)
        declared = Profile.model_validate({**profile.model_dump(), "hours": hours})
    except ValidationError:
        st.error(_("A language or tag is too long, or there are more than eight."))
        return
    if session.tried(lambda: save_profile(context, actor, declared)):
        session.done(_("Saved."), "profile")


def _away(context: Context, actor: Actor, member: Member) -> None:
    st.header(_("Away"))
    zone = ZoneInfo(member.person.timezone)
    whose = member.person.id
    for gone in [one for one in member.profile.away if not one.source]:
        words, button = st.columns([4, 1], vertical_alignment="center")
        first, last = (local_time(moment, member.person.timezone) for moment in (gone.starts_at, gone.ends_at))
        words.write(f"{first} – {last}")
        remove = partial(remove_time_away, context, actor, gone.id, person_id=whose)
        if button.button(_("Remove"), key=f"away-{gone.id}") and session.tried(remove):
            session.done(_("Removed."))
    with st.form("away", border=False):
        left, right = st.columns(2)
        today = context.now().astimezone(zone).date()
        from_day = left.date_input(_("From the morning of"), today, key="away-from")
        to_day = right.date_input(_("to the evening of"), today, key="away-to")
        if st.form_submit_button(_("Add time away"), key=session.nonce("away")):
            starts_at, ends_at = _midnight(from_day, zone), _midnight(to_day + timedelta(days=1), zone)
            if session.tried(lambda: add_time_away(context, actor, starts_at, ends_at, person_id=whose)):
                words_done = _("Noted: away from {first} to {last}.")
                session.done(words_done.format(first=day_words(from_day), last=day_words(to_day)), "away")


def _calendar(context: Context, actor: Actor, member: Member) -> None:
    """Busy times from the person's own calendar: a file, or an address that is read every hour."""
    whose = member.person.id
    view = get_calendar(context, actor, person_id=whose)
    with st.expander(_("From my calendar"), expanded=bool(view.problem)):
        st.caption(_("Only when you are busy is kept; what it is about is not read. Up to half a year ahead."))
        if view.host:
            st.write(_("Read every hour from {host}: {count} busy stretches.").format(host=view.host, count=view.busy))
        elif view.busy:
            st.write(ngettext("{count} busy stretch.", "{count} busy stretches.", view.busy).format(count=view.busy))
        if view.problem:
            st.warning(view.problem)
        file = st.file_uploader(_("A calendar file (.ics)"), type=["ics"], key=session.nonce("calendar-file"))
        if file is not None and session.tried(partial(import_calendar, context, actor, file.getvalue(), person_id=whose)):
            session.done(_("Your busy times are read."), "calendar-file")
        address = st.text_input(_("or its secret address"), key=session.nonce("calendar-address"), type="password")
        with st.container(horizontal=True):
            if st.button(_("Follow it"), key="calendar-follow") and session.tried(
                partial(follow_calendar, context, actor, address, person_id=whose)
            ):
                session.done(_("Your busy times are read, and again every hour."), "calendar-address")
            if (view.host or view.busy) and st.button(_("Forget my calendar"), key="calendar-forget"):
                forget_calendar(context, actor, person_id=whose)
                session.done(_("Forgotten."))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _paths(member: Member) -> None:
    if not member.paths:
        return
    st.header(_("Learning to interview"))
    whole = SHADOWS_NEEDED + REVERSE_SHADOWS_NEEDED
    for path in member.paths:
        sat_in = _("sat in {count} of {whole}").format(count=min(path.sat_in, whole), whole=whole)
        st.markdown(f"- **{format_words(path.training.format)}**: {step_words(path.step)} ({sat_in})")
