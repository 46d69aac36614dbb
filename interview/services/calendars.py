"""People's own calendars: read once from a file, or followed at an address, so that nobody is asked while they are busy.

Only times are kept, as times away in the pool, which the planner and the board respect. The address of a calendar lets anybody
read it, so it is stored sealed. Addresses are reached only on hosts of an allow-list, and never inside the network.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from interview.domain.availability import Span, TimeAway
from interview.domain.base import Value
from interview.domain.person import Actor, Person
from interview.errors import Invalid, LoopwrightError, NotFound
from interview.services.busy_times import MOST_BYTES, read_busy, window
from interview.services.context import Context, new_id
from interview.services.outgoing import Refused, check_address, fetch
from interview.services.pool import CALENDAR, get_profile
from interview.services.seal import seal, unseal
from interview.storage.calendars import FollowedCalendar
from interview.storage.unit import Unit

EVERY = timedelta(hours=1)
_PURPOSE = "calendars"

Fetch = Callable[[str], bytes]
"""Reads what is at an address; raises ``Refused`` or ``OSError``."""


class CalendarView(Value):
    """A calendar that is followed: where (the host alone), when it was read last, and what was wrong then."""

    host: str
    read_at: datetime | None
    problem: str
    busy: int


def import_calendar(context: Context, actor: Actor, data: bytes, *, person_id: str | None = None) -> int:
    """Take the busy times of a file in place of those read before, one's own or anybody's for who manages the pool.

    Returns how many stretches there are in the next half a year.
    """
    person = get_profile(context, actor, person_id).person
    busy = _read(context, person, data)
    with context.store.write() as unit:
        unit.calendars.forget(person.id)  # a file that was chosen now counts more than an address that was given before
        _keep(unit, person.id, busy)
        unit.commit(context.event(actor, "calendar.import", "person", person.id, busy=len(busy)))
    return len(busy)


def follow_calendar(context: Context, actor: Actor, url: str, *, person_id: str | None = None, get: Fetch | None = None) -> int:
    """Read a calendar now and every hour from now on; returns how many busy stretches there are in the next half a year."""
    person = get_profile(context, actor, person_id).person
    address = url.strip().replace("webcal://", "https://", 1)
    _check_host(context, address)
    try:
        data = (get or _fetch)(address)
    except (Refused, OSError) as error:
        raise Invalid(f"The calendar can't be read. {error}") from None
    busy = _read(context, person, data)
    with context.store.write() as unit:
        followed = FollowedCalendar(
            person_id=person.id, host=_host(address), sealed=seal(context, _PURPOSE, address), read_at=context.now(), problem=""
        )
        unit.calendars.put(followed)
        _keep(unit, person.id, busy)
        unit.commit(context.event(actor, "calendar.follow", "person", person.id, host=followed.host, busy=len(busy)))
    return len(busy)


def forget_calendar(context: Context, actor: Actor, *, person_id: str | None = None) -> None:
    """Stop following a calendar, and drop the busy times that were read."""
    person = get_profile(context, actor, person_id).person
    with context.store.write() as unit:
        unit.calendars.forget(person.id)
        unit.pool.replace_away(person.id, CALENDAR, ())
        unit.commit(context.event(actor, "calendar.forget", "person", person.id))


def get_calendar(context: Context, actor: Actor, *, person_id: str | None = None) -> CalendarView:
    """What is known of a person's calendar; without one that is followed the host is empty."""
    member = get_profile(context, actor, person_id)
    busy = sum(gone.source == CALENDAR for gone in member.profile.away)
    with context.store.read() as unit:
        followed = unit.calendars.get(member.person.id)
    if followed is None:
        return CalendarView(host="", read_at=None, problem="", busy=busy)
    return CalendarView(host=followed.host, read_at=followed.read_at, problem=followed.problem, busy=busy)


def refresh_calendars(context: Context, get: Fetch | None = None) -> int:
    """Read every calendar again that was not read for an hour; returns how many were read. A failure keeps what is known."""
    with context.store.read() as unit:
        due = unit.calendars.due(context.now() - EVERY)
        people = {person.id: person for person in unit.identity.people() if person.active}
    read = 0
    for followed in due:
        person = people.get(followed.person_id)
        busy: tuple[Span, ...] = ()
        problem = ""
        if person is None:
            problem = "the account is closed"
        else:
            try:
                address = unseal(context, _PURPOSE, followed.sealed)
                _check_host(context, address)
                busy = _read(context, person, (get or _fetch)(address))
            except (LoopwrightError, Refused, OSError) as error:
                problem = str(error)[:300]
        with context.store.write() as unit:
            if unit.calendars.get(followed.person_id) != followed:
                continue  # somebody changed or dropped it meanwhile
            if not problem:
                _keep(unit, followed.person_id, busy)
            unit.calendars.put(followed.model_copy(update={"read_at": context.now(), "problem": problem}))
            unit.commit_bookkeeping()
        read += not problem
    return read


def _read(context: Context, person: Person, data: bytes) -> tuple[Span, ...]:
    return read_busy(data, window(context.now()), timezone=person.timezone, email=person.email)


def _keep(unit: Unit, person_id: str, busy: tuple[Span, ...]) -> None:
    gone = [TimeAway(id=new_id("away"), starts_at=start, ends_at=end, source=CALENDAR) for start, end in busy]
    unit.pool.replace_away(person_id, CALENDAR, gone)


def _check_host(context: Context, url: str) -> None:
    try:
        check_address(url)
    except Refused as refused:
        raise Invalid(str(refused)) from None
    allowed = context.settings.calendar_hosts
    if not allowed:
        raise Invalid("Calendars are read from files only here; an administrator can allow hosts with INTERVIEW_CALENDAR_HOSTS.")
    if not any(_host(url) == host or (host.startswith(".") and _host(url).endswith(host)) for host in allowed):
        raise Invalid(f"Calendars are read from {', '.join(allowed)} only; ask an administrator to allow {_host(url)}.")


def _host(url: str) -> str:
    host = urlsplit(url).hostname
    if not host:
        raise NotFound("This address names no host.")
    return host.lower()


def _fetch(url: str) -> bytes:
    return fetch(url, most_bytes=MOST_BYTES)
