"""Importing candidates, and ratings from interviews that were held before this program was used."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import partial

from interview.domain.candidate import Candidate, CandidateState
from interview.domain.permission import Permission, is_permitted
from interview.services.access import relation_to_role
from interview.services.candidates import check_fields, enter_candidate
from interview.services.context import new_id
from interview.services.import_people import skill_ids
from interview.services.import_table import Asking, Column, Planned, Row, done, summary_of, tried, wrong
from interview.storage.past_ratings import PastRating

CANDIDATES = (
    Column("name", True, "Noor Haddad", "as they are to be greeted"),
    Column("role", True, "Senior Software Engineer", "title or id of a role with a published loop"),
    Column("email", False, "noor.haddad@example.org", "tells candidates of one name apart; a known one is not added twice"),
    Column("timezone", False, "Africa/Cairo", "of the candidate; UTC if empty"),
    Column("country", False, "EG", "for retention rules"),
)
SCORECARDS = (
    Column("candidate", True, "A-1042", "a reference from your old system; it is turned into a number that leads to nobody"),
    Column("interviewer", True, "amira.khan@example.org", "address of somebody with an account"),
    Column("role", True, "Senior Software Engineer", "for what they were interviewed, in any words"),
    Column("skill", True, "system-design", "id or name of a skill"),
    Column("rating", True, "4", "1 to 5 on the scale of the rubrics"),
)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def plan_candidates(asking: Asking, rows: Sequence[Row]) -> Iterator[Planned]:
    """New candidates get their role's published loop; known ones (same role, same address or else same name) the row's zone."""
    latest = {record.role.id: record.role.title for record in asking.unit.roles.all_latest()}
    open_to = [
        title
        for role_id, title in latest.items()
        if is_permitted(asking.actor, Permission.ADD_CANDIDATE, relation_to_role(asking.unit, asking.actor, role_id))
    ]
    by_title = {title.lower(): role_id for role_id, title in latest.items()}
    known = {_identity(one.role_id, one.email, one.name): one for one in asking.unit.candidates.all()}
    recused = asking.unit.candidates.recused_from(asking.actor.person_id)
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        summary = summary_of(row["name"], row["role"], row["email"])
        mistakes = [row[""]] if row[""] else []
        role_id = row["role"] if row["role"] in latest else by_title.get(row["role"].lower(), "")
        mistakes += _role_mistakes(asking, row["role"], role_id, open_to)
        zone = row["timezone"] or "UTC"
        refused = tried(partial(check_fields, row["name"], row["email"] or None, zone))
        mistakes += [refused] if refused else []
        key = _identity(role_id, row["email"] or None, row["name"])
        mistakes += [f"stands in row {seen[key]} already"] if key in seen else []
        seen.setdefault(key, row.line)
        if mistakes:
            yield wrong(row, summary, mistakes)
        elif key in known and known[key].id in recused:
            yield wrong(row, summary, ["you are recused from this candidate, so somebody else has to import the row"])
        elif key in known:
            yield _again(asking, row, summary, known[key])
        else:
            record = asking.unit.loops.latest_published(role_id)
            fields = {"name": row["name"], "email": row["email"].lower() or None, "timezone": zone, "country": row["country"]}
            write = partial(enter_candidate, asking.context, asking.unit, record, **fields)  # type: ignore[arg-type]  # the zone is text
            yield done(row, summary, is_new=True, write=write)


def _role_mistakes(asking: Asking, given: str, role_id: str, open_to: Sequence[str]) -> list[str]:
    """What is wrong; only titles of roles that the actor may fill are named as a guess."""
    unit, actor = asking.unit, asking.actor
    if not role_id:
        near = get_close_matches(given.lower(), [title.lower() for title in open_to], n=1)
        hint = next((f"; is it '{title}'?" for title in open_to if near and title.lower() == near[0]), "")
        return [f"there is no role '{given}'{hint}"]
    if not is_permitted(actor, Permission.ADD_CANDIDATE, relation_to_role(unit, actor, role_id)):
        return [f"you may not add a candidate to the role '{given}'"]
    if unit.loops.latest_published(role_id) is None:
        return [f"the role '{given}' has no published loop yet; publish one first"]
    return []


def _again(asking: Asking, row: Row, summary: str, candidate: Candidate) -> Planned:
    given = {"name": row["name"], "timezone": row["timezone"], "country": row["country"]}
    changes = {name: value for name, value in given.items() if value and value != getattr(candidate, name)}
    if not changes or candidate.state is not CandidateState.ACTIVE:
        return done(row, summary, is_new=False, write=None)
    return done(row, summary, is_new=False, write=partial(asking.unit.candidates.update, candidate.id, **changes))


def _identity(role_id: str, email: str | None, name: str) -> tuple[str, str]:
    return role_id, email.lower() if email else name.casefold()


def plan_scorecards(asking: Asking, rows: Sequence[Row]) -> Iterator[Planned]:
    """Past ratings: one level for a candidate, interviewer, role and skill; the same one again gets the row's level."""
    people = {person.email: person for person in asking.unit.identity.people()}
    known = {rating.key: rating for rating in asking.unit.past_ratings.all()}
    seen: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        summary = summary_of(row["candidate"], row["interviewer"], row["skill"], row["rating"])
        mistakes = [row[""]] if row[""] else []
        person = people.get(row["interviewer"].lower())
        skills, _ = skill_ids(asking, row["skill"])
        role_id = _NOT_WORD.sub("-", row["role"].lower()).strip("-")[:80].strip("-")
        mistakes += [] if row["candidate"] else ["candidate is empty; give any reference that tells candidates apart"]
        mistakes += [] if person else [f"there is no account for '{row['interviewer']}'; import people first"]
        mistakes += [] if role_id else ["role is empty; say what the candidate was interviewed for"]
        mistakes += [] if len(skills) == 1 else [f"'{row['skill']}' is no skill; use an id or a name from the page Questions"]
        mistakes += [] if row["rating"] in set("12345") else [f"rating '{row['rating']}' is none of 1 to 5"]
        if mistakes or person is None:
            yield wrong(row, summary, mistakes)
            continue
        rating = PastRating(
            id=new_id("past"),
            reference=reference_of(asking, row["candidate"]),
            person_id=person.id,
            role_id=role_id,
            skill_id=skills[0],
            level=int(row["rating"]),
            imported_at=asking.context.now(),
        )
        if rating.key in seen:
            yield wrong(row, summary, [f"rates the same as row {seen[rating.key]}"])
            continue
        seen[rating.key] = row.line
        before = known.get(rating.key)
        if before is not None and before.level == rating.level:
            yield done(row, summary, is_new=False, write=None)
        else:
            yield done(row, summary, is_new=before is None, write=partial(asking.unit.past_ratings.put, [rating]))


def reference_of(asking: Asking, candidate: str) -> str:
    """A number for a reference, the same one every time, from which nobody gets back to it without this installation's secret."""
    return hmac.new(asking.context.secret, f"past {candidate.casefold()}".encode(), hashlib.sha256).hexdigest()[:40]
