"""A demo company to look around in: two roles, its people, and eight candidates between the first day and the decision.

Everything goes through the same services as real work, is marked "(demo)", and leaves in one go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from interview.domain.base import Value
from interview.domain.debrief import Dissent, Outcome
from interview.domain.interview import Interview
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, PersonRole
from interview.domain.role import Role
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.errors import Conflict, Invalid
from interview.services import demo_pool
from interview.services.assembly import NoPlan, assemble_loop
from interview.services.candidates import add_candidate, get_candidate, withdraw_candidate
from interview.services.chase import list_owed
from interview.services.context import Context
from interview.services.debriefs import get_debrief, record_decision, record_note, record_vote
from interview.services.identity import actor_of, create_person, list_people, reset_password
from interview.services.interviews import schedule_interview
from interview.services.kits import get_kit
from interview.services.loops import LoopView, publish_loop
from interview.services.reminding import remind
from interview.services.roles import add_role_member, publish_role, save_role
from interview.services.scorecards import open_scorecard, save_draft, submit_scorecard

DOMAIN = "demo.invalid"
"""The address of everybody in the demo company; mail to it reaches nobody."""

_INTERVIEWERS = (
    "Amara Okafor", "Bela Kovacs", "Chiara Rossi", "Dmitri Orlov", "Elif Yilmaz", "Farid Haddad",
    "Grace Mwangi", "Hiro Tanaka", "Ingrid Dahl", "Joao Pereira", "Kavya Nair", "Liam Byrne",
)  # fmt: skip
_CANDIDATES = (
    "Maren Holt", "Noor Rahman", "Oskar Lind", "Priya Menon", "Quentin Faure", "Rosa Delgado", "Sam Whitfield", "Tala Farouk",
)  # fmt: skip
_ROLES = 2
_SATURDAY = 5
_FIRST_DAY = {1: 3, 2: -3, 3: -7, 4: -8, 5: -10, 6: -12, 7: -9}
_SHOWN_FIRST = ("lead-member-of-technical-staff", "mts-software-development-engineer")


class Demo(Value):
    """What was made. ``sign_in_tokens``: one-time set-password tokens of recruiter, manager and an interviewer, by address."""

    people: int
    roles: tuple[str, ...]
    candidates: int
    sign_in_tokens: dict[str, str]


@dataclass(frozen=True)
class _Company:
    context: Context
    recruiter: Actor
    manager: Actor
    raiser: Actor
    interviewers: tuple[Actor, ...]


def create_demo(context: Context, actor: Actor, *, time_limit: float = 10.0) -> Demo:
    """Make the demo company; ``time_limit`` is the planner's, in seconds for each role. Refused while there is one already."""
    require(actor, Permission.MANAGE_PEOPLE)
    if any(person.email.endswith(f"@{DOMAIN}") and person.active for person in list_people(context, actor)):
        raise Conflict("There is a demo company already; remove it first ('interview demo --remove').")
    usable = [role for role in context.catalogue.roles.values() if _is_ratable(context, role)]
    usable.sort(key=lambda role: role.id not in _SHOWN_FIRST)
    if not usable:
        raise Invalid("No role profile has rubrics for all of its skills; run 'interview check-content'.")
    company = _people(context, actor)
    loops: list[LoopView] = []
    for role in usable:
        loop = _loop(company, role, time_limit) if len(loops) < _ROLES else None
        loops += [loop] if loop else []
    if not loops:
        raise Invalid("The planner found no loop for any role profile; run 'interview plan --role ID' to see why.")
    asked = sorted({skill for loop in loops for stage in loop.loop.stages for skill in stage.skills})
    demo_pool.declare(context, company.interviewers, asked)
    made = [_candidate(company, loops[number % len(loops)], name, number) for number, name in enumerate(_CANDIDATES)]
    demo_pool.train(context, company.recruiter, company.interviewers, made[2:])
    demo_pool.go_away(context, company.recruiter, made[1])
    demo_pool.propose_a_change(context, company.interviewers[1])
    late = _remind(company)
    signing_in = {company.recruiter.person_id, company.manager.person_id, late}
    tokens = {
        person.email: reset_password(context, actor, person.id, tell=False)
        for person in list_people(context, actor)
        if person.id in signing_in
    }
    return Demo(
        people=len(_INTERVIEWERS) + 3,
        roles=tuple(loop.loop.role_id for loop in loops),
        candidates=len(_CANDIDATES),
        sign_in_tokens=tokens,
    )


def remove_demo(context: Context, actor: Actor) -> int:
    """Delete the demo company; returns how many candidates went. The audit trail, which names nobody, keeps its events."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        removed = unit.remove_demo()
        unit.commit(context.event(actor, "demo.remove", "demo", "all", candidates=removed))
    return removed


def _is_ratable(context: Context, role: Role) -> bool:
    return all(skill.skill_id in context.catalogue.rubrics for skill in role.skills)


def _people(context: Context, actor: Actor) -> _Company:
    def add(name: str, role: PersonRole, timezone: str = "Europe/Berlin") -> Actor:
        email = f"{name.lower().replace(' ', '.')}@{DOMAIN}"
        added = create_person(context, actor, email=email, name=f"{name} (demo)", roles=(role,), timezone=timezone, is_demo=True)
        return actor_of(added.person)

    return _Company(
        context=context,
        recruiter=add("Rita Vogel", PersonRole.RECRUITER),
        manager=add("Hugo Brandt", PersonRole.HIRING_MANAGER),
        raiser=add("Bea Larsen", PersonRole.BAR_RAISER),
        interviewers=tuple(
            add(name, PersonRole.INTERVIEWER, demo_pool.ZONES[number % len(demo_pool.ZONES)])
            for number, name in enumerate(_INTERVIEWERS)
        ),
    )


def _loop(company: _Company, profile: Role, time_limit: float) -> LoopView | None:
    context, manager = company.context, company.manager
    role = profile.model_copy(update={"id": f"demo-{profile.id}", "title": f"{profile.title} (demo)"})
    saved = save_role(context, manager, role, is_demo=True)
    publish_role(context, manager, role.id, expected_revision=saved.revision)
    add_role_member(context, manager, role.id, company.raiser.person_id)
    try:
        draft = assemble_loop(context, manager, role.id, time_limit=time_limit, is_demo=True)
    except NoPlan:
        return None
    return publish_loop(context, manager, role.id, expected_revision=draft.revision)


def _candidate(company: _Company, loop: LoopView, name: str, number: int) -> str:
    """One candidate in the state that ``number`` stands for, from just added (0) to withdrawn (7); returns the id."""
    context = company.context
    candidate = add_candidate(
        context,
        company.recruiter,
        name=f"{name} (demo)",
        email=f"{name.lower().replace(' ', '.')}@{DOMAIN}",
        role_id=loop.loop.role_id,
        timezone=demo_pool.ZONES[number % len(demo_pool.ZONES)],
        is_demo=True,
    )
    planned = get_candidate(context, company.recruiter, candidate.id).interviews
    if number == 0:
        return candidate.id
    day = (context.now() + timedelta(days=_FIRST_DAY[number])).replace(hour=9, minute=0, second=0, microsecond=0)
    panels = _schedule(company, planned, day, number)
    if number == 7:
        withdraw_candidate(context, company.recruiter, candidate.id)
        return candidate.id
    done = {1: 0, 2: 1, 3: len(panels) - 1}.get(number, len(panels))
    for place, (interview, interviewer) in enumerate(panels[:done]):
        _write(context, interviewer, interview, _levels(number, place), submit=True)
    if number == 3:
        interview, interviewer = panels[-1]
        _write(context, interviewer, interview, (3, 3), submit=False)
    if number in {5, 6}:
        _decide(company, candidate.id, panels, hire=number == 5)
    return candidate.id


def _remind(company: _Company) -> str:
    """Remind one of those who owe a scorecard; returns who that is."""
    owed = [one for one in list_owed(company.context, company.recruiter).owed if one.email.endswith(DOMAIN)]
    if not owed:
        return company.interviewers[0].person_id
    remind(company.context, company.recruiter, owed[0].interview_id, owed[0].person_id)
    return owed[0].person_id


def _schedule(company: _Company, planned: Sequence[Interview], day: datetime, number: int) -> list[tuple[Interview, Actor]]:
    """Two interviews a working day from 09:00 UTC on, each with another interviewer."""
    people = company.interviewers
    panels = []
    for place, interview in enumerate(planned):
        starts_at = _working_day(day, place // 2) + timedelta(hours=3 * (place % 2))
        interviewer = people[(number * 5 + place) % len(people)]
        panel = [interviewer.person_id]
        panels.append((schedule_interview(company.context, company.recruiter, interview.id, starts_at, panel=panel), interviewer))
    return panels


def _working_day(day: datetime, later: int) -> datetime:
    """The working day that comes ``later`` days after the first one from ``day`` on."""
    while day.weekday() >= _SATURDAY or later:
        later -= day.weekday() < _SATURDAY
        day += timedelta(days=1)
    return day


def _levels(number: int, place: int) -> tuple[int, int]:
    """The levels that an interview's first and other skills are rated at: one story a candidate, with a disagreement in two."""
    story = {2: (3, 4), 3: (4, 4), 4: (4, 3), 5: (4, 5), 6: (2, 2)}[number]
    return (2, 3) if place == 1 and number in {4, 5} else story


def _write(context: Context, interviewer: Actor, interview: Interview, levels: tuple[int, int], *, submit: bool) -> None:
    kit = get_kit(context, interviewer, interview.id)
    card = open_scorecard(context, interviewer, interview.id)
    ratings = []
    for place, skill in enumerate(kit.stage.skills):
        level = levels[min(place, 1)]
        anchor = kit.rubrics[skill].anchor(level)
        ratings.append(Rating(skill_id=skill, level=level, evidence=f"{anchor.behaviours[0]} {anchor.evidence}"))
    passes = sum(levels) >= 7
    content = ScorecardContent(
        ratings=tuple(ratings),
        notes="Made up for the demo company.",
        vote=Vote.YES if passes else Vote.NO,
        vote_reason="What I saw holds up." if passes else "I missed depth where the role needs it.",
    )
    if submit:
        submit_scorecard(context, interviewer, card.id, expected_version=card.version, content=content)
    else:
        half = content.model_copy(update={"ratings": content.ratings[:1], "vote": None, "vote_reason": ""})
        save_draft(context, interviewer, card.id, expected_version=card.version, content=half)


def _decide(company: _Company, candidate_id: str, panels: list[tuple[Interview, Actor]], *, hire: bool) -> None:
    context, doubter = company.context, panels[1][1]
    record_vote(context, doubter, candidate_id, Vote.YES if hire else Vote.NO, "The other evidence convinced me.")
    view = get_debrief(context, company.manager, candidate_id)
    outcome = Outcome.HIRE if hire else Outcome.NO_HIRE
    record_note(
        context, company.manager, candidate_id, "We went through the skills where two of us were far apart, evidence first."
    )
    dissent = [Dissent(person_id=company.raiser.person_id, reason="I would have asked for one more interview.")]
    reason = f"{len(view.scorecards)} scorecards read in the debrief; the evidence on the must-have skills decided."
    record_decision(context, company.manager, candidate_id, outcome, reason=reason, dissent=dissent if hire else [])
