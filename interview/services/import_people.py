"""Importing people, and the hours in which they interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from interview.domain.availability import TimeAway, WeeklyHours, overlap
from interview.domain.person import Person, PersonRole
from interview.domain.pool import Profile
from interview.services.context import new_id
from interview.services.identity import new_person, require_timezone
from interview.services.import_table import Asking, Column, Planned, Row, done, summary_of, tried, wrong
from interview.services.pool import words_in

PEOPLE = (
    Column("email", True, "amira.khan@example.org", "the account's address; a known one is changed, a new one added"),
    Column("name", True, "Amira Khan", "as others see it"),
    Column("roles", False, "interviewer", "interviewer, recruiter, hiring_manager, bar_raiser, auditor; only for new people"),
    Column("timezone", False, "Europe/Berlin", "as in the list of time zones; UTC if empty"),
    Column("team", False, "Platform", "for panel rules across teams"),
    Column("skills", False, "system-design; testing", "ids or names of skills they interview for, with ; between"),
    Column("languages", False, "English; German", "as they say it themselves, with ; between"),
    Column("tags", False, "bar raiser pool", "as they say it themselves, with ; between"),
    Column("weekly_cap", False, "3", "interviews a week at most"),
)
AVAILABILITY = (
    Column("email", True, "amira.khan@example.org", "of somebody with an account"),
    Column("weekday", False, "Monday", "with from and to: hours that come back every week"),
    Column("from", False, "09:00", "on the person's own clock"),
    Column("to", False, "12:30", "on the person's own clock"),
    Column("away_from", False, "2026-12-21", "with away_to: a day, or a day and time, on the person's own clock"),
    Column("away_to", False, "2027-01-03", "the last day away, or the moment of coming back"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def plan_people(asking: Asking, rows: Sequence[Row]) -> Iterator[Planned]:
    """New people with an account but no link yet; known ones get the name, zone and declarations that the row gives."""
    by_email = {person.email: person for person in asking.unit.identity.people()}
    profiles = asking.unit.pool.profiles()
    seen: dict[str, int] = {}
    for row in rows:
        email = row["email"].lower()
        summary = summary_of(row["name"], email)
        known = by_email.get(email)
        mistakes = _surplus(row)
        mistakes += [f"stands in row {seen[email]} already"] if email in seen else []
        seen.setdefault(email, row.line)
        roles, misnamed = _roles(row["roles"])
        mistakes += misnamed
        if known and roles and set(roles) != set(known.roles):
            mistakes.append("has other roles already; change roles on the page People")
        zone = row["timezone"] or (known.timezone if known else "UTC")
        if known is None:
            person, refused = _new(asking, email, row["name"], roles or (PersonRole.INTERVIEWER,), zone)
        else:
            person, refused = None, tried(partial(require_timezone, zone))
        mistakes += [refused] if refused else []
        whose = known or person
        before = (
            profiles.get(known.id, Profile(person_id=known.id)) if known else Profile(person_id=person.id if person else "new")
        )
        profile, unfit = _profile(asking, row, before)
        mistakes += unfit
        if mistakes or whose is None:
            yield wrong(row, summary, mistakes)
            continue
        changes = {"name": row["name"], "timezone": zone} if (row["name"], zone) != (whose.name, whose.timezone) else {}
        if known is not None and not changes and profile == before:
            yield done(row, summary, is_new=False, write=None)
        else:
            yield done(row, summary, is_new=known is None, write=partial(_keep, asking, person, whose, changes, profile))


def plan_availability(asking: Asking, rows: Sequence[Row]) -> Iterator[Planned]:
    """Weekly hours and times away, added to what is known; a stretch that starts at the same time gets the new end."""
    by_email = {person.email: person for person in asking.unit.identity.people()}
    hours = {one.person_id: list(one.hours) for one in asking.unit.pool.profiles().values()}
    away = {one.person_id: list(one.away) for one in asking.unit.pool.profiles().values()}
    for row in rows:
        person = by_email.get(row["email"].lower())
        summary = summary_of(
            row["email"], " ".join(row[name] for name in ("weekday", "from", "to", "away_from", "away_to") if row[name])
        )
        mistakes = _surplus(row)
        if person is None:
            mistakes.append(f"there is no account for '{row['email']}'; import people first")
        weekly, absent = (row["weekday"], row["from"], row["to"]), (row["away_from"], row["away_to"])
        if all(weekly) == all(absent) or (any(weekly) and any(absent)):
            mistakes.append("give either weekday, from and to, or away_from and away_to")
        if mistakes or person is None:
            yield wrong(row, summary, mistakes)
        elif all(weekly):
            yield _weekly(asking, row, summary, person, hours.setdefault(person.id, []))
        else:
            yield _away(asking, row, summary, person, away.setdefault(person.id, []))


def _weekly(asking: Asking, row: Row, summary: str, person: Person, known: list[WeeklyHours]) -> Planned:
    day = next((number for number, name in enumerate(_DAYS) if row["weekday"].lower() in {name, name[:3], str(number + 1)}), None)
    mistakes = [] if day is not None else [f"'{row['weekday']}' is no weekday; write Monday or Mon"]
    starts, ends = _clock(row["from"]), _clock(row["to"])
    mistakes += [
        f"'{row[name]}' is no time; write it like 09:30" for name, read in (("from", starts), ("to", ends)) if read is None
    ]
    if mistakes or day is None or starts is None or ends is None:
        return wrong(row, summary, mistakes)
    if ends <= starts:
        return wrong(row, summary, ["the hours end before they start"])
    new = WeeklyHours(weekday=day, starts=starts, ends=ends)
    if new in known:
        return done(row, summary, is_new=False, write=None)
    same = next((one for one in known if (one.weekday, one.starts) == (day, starts)), None)
    for one in known:
        if one.weekday == day and one is not same and one.starts < ends and starts < one.ends:
            return wrong(
                row, summary, [f"overlaps the hours from {one.starts:%H:%M} to {one.ends:%H:%M}; make one stretch of them"]
            )
    if same is not None:
        known.remove(same)
    known.append(new)
    kept = tuple(sorted(known, key=lambda one: (one.weekday, one.starts)))
    return done(row, summary, is_new=same is None, write=partial(asking.unit.pool.put_hours, person.id, kept))


def _away(asking: Asking, row: Row, summary: str, person: Person, known: list[TimeAway]) -> Planned:
    zone = ZoneInfo(person.timezone)
    starts_at, ends_at = _moment(row["away_from"], zone), _moment(row["away_to"], zone, is_end=True)
    mistakes = [
        f"'{row[name]}' is no day; write it like 2026-12-21, or 2026-12-21 14:00"
        for name, read in (("away_from", starts_at), ("away_to", ends_at))
        if read is None
    ]
    if starts_at and ends_at and ends_at <= starts_at:
        mistakes.append("the time away ends before it starts")
    if mistakes or starts_at is None or ends_at is None:
        return wrong(row, summary, mistakes)
    if any((one.starts_at, one.ends_at) == (starts_at, ends_at) for one in known):
        return done(row, summary, is_new=False, write=None)
    gone = TimeAway(id=new_id("away"), starts_at=starts_at, ends_at=ends_at)
    clash = next((one for one in known if not one.source and overlap((one.starts_at, one.ends_at), (starts_at, ends_at))), None)
    if clash is not None:
        return wrong(row, summary, [f"overlaps a time away that begins on {clash.starts_at.astimezone(zone):%Y-%m-%d %H:%M}"])
    known.append(gone)
    return done(row, summary, is_new=True, write=partial(asking.unit.pool.add_away, person.id, gone))


def _new(asking: Asking, email: str, name: str, roles: tuple[PersonRole, ...], zone: str) -> tuple[Person | None, str]:
    made: list[Person] = []
    try:
        refused = tried(lambda: made.append(new_person(asking.context, email, name, roles, zone)))
    except ValidationError:
        refused = f"'{email}' is no e-mail address."
    return (made[0] if made else None), refused


def _keep(asking: Asking, new: Person | None, whose: Person, changes: dict[str, str], profile: Profile) -> None:
    if new is not None:
        asking.unit.identity.add_person(new)
    elif changes:
        asking.unit.identity.update_person(whose.id, **changes)
    if profile != Profile(person_id=whose.id):
        asking.unit.pool.put_profile(profile)


def _profile(asking: Asking, row: Row, before: Profile) -> tuple[Profile, list[str]]:
    """What the row declares, on top of what is known: an empty cell leaves it as it is."""
    skills, unknown = skill_ids(asking, row["skills"])
    mistakes = [f"there is no skill '{name}'" for name in unknown]
    given: dict[str, object] = {
        "skills": skills,
        "languages": _listed(row["languages"]),
        "tags": _listed(row["tags"]),
        "team": row["team"],
    }
    changes = {name: value for name, value in given.items() if value}
    if row["weekly_cap"]:
        if not row["weekly_cap"].isdecimal() or int(row["weekly_cap"]) > 40:
            mistakes.append(f"weekly_cap '{row['weekly_cap']}' is no number from 0 to 40")
        else:
            changes["weekly_cap"] = int(row["weekly_cap"])
    try:
        return Profile.model_validate({**before.model_dump(), **changes}), mistakes
    except ValidationError as error:
        return before, [*mistakes, *(f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors())]


def skill_ids(asking: Asking, text: str) -> tuple[tuple[str, ...], list[str]]:
    """The skills named in a cell, by id or by name, and the words that name none."""
    names = {skill.name.lower(): skill.id for skill in asking.context.catalogue.skills.values()}
    found, unknown = [], []
    for word in _listed(text):
        known = word if word in asking.context.catalogue.skills else names.get(word.lower())
        if known:
            found.append(known)
        else:
            unknown.append(word)
    return tuple(dict.fromkeys(found)), unknown


def _listed(text: str) -> tuple[str, ...]:
    return words_in(text.replace(";", ","))


def _roles(text: str) -> tuple[tuple[PersonRole, ...], list[str]]:
    words = [word.lower().replace(" ", "_") for word in _listed(text)]
    unknown = [word for word in words if word not in set(PersonRole)]
    mistakes = [f"'{word}' is no role; choose from {', '.join(PersonRole)}" for word in unknown]
    return tuple(PersonRole(word) for word in words if word not in unknown), mistakes


def _surplus(row: Row) -> list[str]:
    return [row[""]] if row[""] else []


def _clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text if ":" in text else "").replace(second=0)
    except ValueError:
        return None


def _moment(text: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime | None:
    """A day is meant from its beginning to its end."""
    try:
        if len(text) <= len("2026-12-21"):
            day = date.fromisoformat(text) + timedelta(days=is_end)
            return datetime.combine(day, time(), zone)
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=zone)
