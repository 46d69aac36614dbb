"""The schedule board: who is interviewed when and by whom, what clashes, and what everybody carries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import streamlit as st

from interview.domain.person import Actor
from interview.services.board import Board, Booking, get_board
from interview.services.context import Context
from interview.services.identity import list_people
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.board_chart import board_chart, load_chart
from interview.ui.components.stand_ins import stand_in_choice
from interview.ui.components.table import Cell, table
from interview.ui.components.times import clock_words, day_words, local_time
from interview.ui.components.words import clash_words
from interview.ui.texts import _, ngettext

_DAY, _WEEK = 1, 7
_FRIDAY, _SUNDAY = 4, 6
_FROM = "board-from"


def render(context: Context, actor: Actor) -> None:
    """Show the board to whoever plans interviews."""
    st.title(_("Schedule"))
    with st.container(horizontal=True):
        session.link("chase", _("Scorecards to chase"))
        session.link("imports", _("Import a table"))
    board, days = _chosen(context, actor)
    if board.bookings:
        board_chart(board, actor.timezone, days)
    else:
        st.info(_("No interview in these days. Interviews get their time and panel on the candidate's page."))
    _list(board, actor)
    _one(context, actor, board)
    _loads(board)


def _chosen(context: Context, actor: Actor) -> tuple[Board, int]:
    zone = ZoneInfo(actor.timezone)
    roles = {view.role.id: view.role.title for view in list_roles(context, actor)}
    people = {person.id: person.name for person in list_people(context, actor) if person.active}
    first, second, third, fourth = st.columns(4, vertical_alignment="bottom")
    days = first.segmented_control(
        _("Show"),
        [_DAY, _WEEK],
        format_func=lambda number: _("Day") if number == _DAY else _("Week"),
        default=_WEEK,
        required=True,
        key="board-days",
    )
    start = second.date_input(_("Around"), _working_day(context.now().astimezone(zone).date()), key=_FROM)
    role_id = third.selectbox(
        _("Role"), [None, *roles], format_func=lambda one: roles[one] if one else _("all"), key="board-role"
    )
    person_id = fourth.selectbox(
        _("Person"), [None, *people], format_func=lambda one: people[one] if one else _("everybody"), key="board-person"
    )
    step = timedelta(days=days)
    with st.container(horizontal=True):
        st.button(_("Earlier"), key="board-earlier", on_click=session.show, args=(_FROM, start - step))
        st.button(_("Later"), key="board-later", on_click=session.show, args=(_FROM, start + step))
    monday = start - timedelta(days=start.weekday()) if days == _WEEK else start
    starts_at = datetime.combine(monday, time(), zone)
    return get_board(context, actor, starts_at, days, role_id=role_id, person_id=person_id), days


def _working_day(day: date) -> date:
    """At the weekend people look at the week that comes."""
    return day + timedelta(days=max(0, _SUNDAY + 1 - day.weekday()) if day.weekday() > _FRIDAY else 0)


def _list(board: Board, actor: Actor) -> None:
    zone = ZoneInfo(actor.timezone)

    def day_of(booking: Booking) -> date:
        return (booking.interview.starts_at or board.starts_at).astimezone(zone).date()

    for day, bookings in groupby(board.bookings, day_of):
        table(
            [_("Time"), _("Candidate"), _("Meeting"), _("With"), _("To look at")],
            [_row(booking, zone) for booking in bookings],
            caption=day_words(day),
        )


def _row(booking: Booking, zone: ZoneInfo) -> list[Cell | str]:
    interview = booking.interview
    starts_at, ends_at = interview.starts_at, interview.ends_at
    troubles = [clash_words(one.name, one.clash) for one in booking.clashes]
    troubles += [_("It is an odd hour for the candidate.")] if booking.candidate_at_odd_hours else []
    troubles += [_("Nobody is on the panel.")] if not interview.panel else []
    names = [_("{name} (shadow)").format(name=seat.name) if seat.is_shadow else seat.name for seat in interview.panel]
    return [
        f"{clock_words(starts_at, zone)} – {clock_words(ends_at, zone)}" if starts_at and ends_at else "",
        booking.candidate_name,
        booking.stage_title,
        ", ".join(names),
        Cell(" ".join(troubles), "gap" if troubles else ""),
    ]


def _one(context: Context, actor: Actor, board: Board) -> None:
    bookings = [*board.bookings, *board.unscheduled]
    if not bookings:
        return
    st.header(_("One interview"))
    waiting = sum(one.interview.starts_at is None for one in bookings)
    if waiting:
        words = ngettext("{count} interview has no time yet.", "{count} interviews have no time yet.", waiting)
        st.caption(words.format(count=waiting))
    by_id = {one.interview.id: one for one in bookings}
    clashing = [number for number, one in enumerate(bookings) if one.clashes]
    coming = [
        number for number, one in enumerate(bookings) if one.interview.ends_at is None or one.interview.ends_at > context.now()
    ]
    chosen = st.selectbox(
        _("Interview"),
        list(by_id),
        format_func=lambda one: _title(by_id[one], actor),
        key=f"board-interview-{board.starts_at:%Y-%m-%d}",
        index=[*clashing, *coming, 0][0],
    )
    booking = by_id[chosen]
    for one in booking.clashes:
        st.warning(clash_words(one.name, one.clash))
    with st.container(horizontal=True):
        session.link("candidate", _("Panel and time"), candidate=booking.interview.candidate_id)
        session.link("candidate-schedule", _("What the candidate gets"), candidate=booking.interview.candidate_id)
    with st.expander(_("Replace somebody on the panel"), expanded=bool(booking.clashes)):
        _replace(context, actor, booking)


def _replace(context: Context, actor: Actor, booking: Booking) -> None:
    panel = {seat.person_id: seat.name for seat in booking.interview.panel}
    if not panel:
        st.caption(_("Nobody is on this panel yet; choose people on the candidate's page."))
        return
    leaving = st.selectbox(
        _("Who can't come?"), list(panel), format_func=panel.__getitem__, key=f"leaving-{booking.interview.id}"
    )
    stand_in_choice(context, actor, booking.interview, leaving)


def _title(booking: Booking, actor: Actor) -> str:
    starts_at = booking.interview.starts_at
    when = local_time(starts_at, actor.timezone) if starts_at else _("not scheduled yet")
    return f"{booking.candidate_name} · {booking.stage_title} · {when}"


def _loads(board: Board) -> None:
    if not board.loads:
        return
    st.header(_("Load"))
    load_chart(board.loads)
    table(
        [_("Person"), _("Week from"), _("Interviews"), _("Hours"), _("Their zone")],
        [
            [
                load.name,
                day_words(load.week.date()),
                Cell(
                    _("{count} of {cap}").format(count=load.interviews, cap=load.cap),
                    "gap" if load.interviews > load.cap else "",
                    _("{count} of them for roles of others").format(count=load.elsewhere) if load.elsewhere else "",
                ),
                Cell(f"{load.hours:.2f}", "number"),
                load.timezone,
            ]
            for load in board.loads
        ],
        caption=_(
            "Interviews that count, against the weekly cap (weeks begin on Monday in UTC). "
            "Hours include preparation, write-up and shadowing."
        ),
    )
