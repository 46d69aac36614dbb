"""Small, complete, made-up content and people for tests; nothing here is read from the shipped content."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from interview.content.catalogue import Catalogue
from interview.domain.loop import Loop, LoopTemplate, PlannedQuestion, Stage, StageTemplate
from interview.domain.person import Actor, PersonRole
from interview.domain.question import Band, Probe, Question, QuestionKind, StageFormat
from interview.domain.role import Role, RoleSkill
from interview.domain.rubric import Anchor, Rubric
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.domain.skill import Skill, SkillKind
from interview.domain.visibility import Blindness
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.identity import actor_of, create_person, system_actor
from interview.services.interviews import schedule_interview
from interview.services.loops import publish_loop, save_draft_loop
from interview.services.roles import add_role_member, publish_role, save_role
from interview.services.scorecards import open_scorecard, submit_scorecard

SKILLS = {"design": "Designing", "coding": "Coding", "listening": "Listening"}
ROLE_ID = "weaver"
EVIDENCE = "Drew the data flow unasked and named what breaks first."


@dataclass
class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False
    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, tzinfo=UTC))  # a Monday

    def __call__(self) -> datetime:
        """The time, a microsecond later at every look, so that nothing happens at the same moment."""
        self.now += timedelta(microseconds=1)
        return self.now

    def forward(self, **units: float) -> None:
        """Move on, e.g. ``forward(hours=3)``."""
        self.now += timedelta(**units)


def a_rubric(skill_id: str, version: int = 1) -> Rubric:
    """A rubric with five anchors."""
    anchors = tuple(
        Anchor(level=level, behaviours=tuple(f"Does {skill_id} thing {n} at level {level}" for n in "abc"), evidence="Says so")
        for level in range(1, 6)
    )
    return Rubric(skill_id=skill_id, version=version, definition=f"What {skill_id} is", anchors=anchors, rating_errors=("Halo",))


def a_question(question_id: str, skill_id: str, minutes: int = 12) -> Question:
    """A question with three probes and four bands."""
    return Question(
        id=question_id,
        skill_id=skill_id,
        kind=QuestionKind.BEHAVIOURAL,
        prompt=f"Tell me about a time that called for {skill_id}.",
        why="Shows what was done",
        levels=(3, 4),
        minutes=minutes,
        opening_minutes=minutes - 6,
        probes=tuple(Probe(ask=f"And then {n}?", minutes=2) for n in range(3)),
        bands=tuple(Band(level=level, look_for=(f"Signs of {level}",), red_flags=("None",)) for level in (2, 3, 4, 5)),
        follow_up="What would you do now?",
        formats=(StageFormat.TECHNICAL,),
        author="Test",
    )


_TEMPLATE = tuple(
    StageTemplate(
        id=stage_id,
        title=stage_id.title(),
        purpose="To see the work",
        format=StageFormat.TECHNICAL,
        length_minutes=60,
        buffer_minutes=10,
        kinds=(QuestionKind.BEHAVIOURAL,),
    )
    for stage_id in ("workshop", "talk")
)


def a_catalogue() -> Catalogue:
    """Three skills, each with a rubric and two questions; a role and a template of two stages."""
    return Catalogue(
        skills={key: Skill(id=key, name=name, kind=SkillKind.HARD) for key, name in SKILLS.items()},
        rubrics={key: a_rubric(key) for key in SKILLS},
        questions={f"{key}-{n}": a_question(f"{key}-{n}", key) for key in SKILLS for n in (1, 2)},
        roles={ROLE_ID: a_role()},
        loops={"two-stages": LoopTemplate(id="two-stages", title="Two stages", summary="Short.", stages=_TEMPLATE)},
    )


def a_role(role_id: str = ROLE_ID, title: str = "Weaver") -> Role:
    """A role with three skills, one of them a must."""
    return Role(
        id=role_id,
        title=title,
        skills=(
            RoleSkill(skill_id="design", weight=8, bar=4, must_have=True),
            RoleSkill(skill_id="coding", weight=5, bar=3),
            RoleSkill(skill_id="listening", weight=3, bar=3),
        ),
    )


def a_stage(stage_id: str, *skills: str, question: int = 1) -> Stage:
    """A stage of an hour that rates ``skills`` with one question each."""
    return Stage(
        id=stage_id,
        title=stage_id.title(),
        purpose="To see the work",
        format=StageFormat.TECHNICAL,
        length_minutes=60,
        buffer_minutes=10,
        kinds=(QuestionKind.BEHAVIOURAL,),
        skills=skills,
        questions=tuple(PlannedQuestion(question_id=f"{skill}-{question}", skill_id=skill, minutes=12) for skill in skills),
    )


def a_loop(role_id: str = ROLE_ID, role_version: int = 1) -> Loop:
    """Two stages: one for design and coding, one for design again and listening."""
    return Loop(
        role_id=role_id,
        role_version=role_version,
        stages=(a_stage("workshop", "design", "coding"), a_stage("talk", "design", "listening", question=2)),
    )


def content(*skills: str, level: int = 4, vote: Vote = Vote.YES, notes: str = "") -> ScorecardContent:
    """A complete scorecard for ``skills``."""
    return ScorecardContent(
        ratings=tuple(Rating(skill_id=skill, level=level, evidence=EVIDENCE) for skill in skills),
        notes=notes,
        vote=vote,
        vote_reason="Solid throughout.",
    )


def a_person(context: Context, name: str, *roles: PersonRole) -> Actor:
    """Somebody with an account, as an actor."""
    email = f"{name.lower()}@example.org"
    return actor_of(create_person(context, system_actor(), email=email, name=name, roles=roles).person)


@dataclass(frozen=True)
class Cast:
    """The people of the tests. Hugo and Bo belong to the role; Hanna, Olga and Otto have nothing to do with it."""

    ada: Actor
    rita: Actor
    hugo: Actor
    ines: Actor
    ivan: Actor
    bo: Actor
    aud: Actor
    hanna: Actor
    olga: Actor
    otto: Actor


def a_cast(context: Context) -> Cast:
    """Everybody, freshly added."""
    return Cast(
        ada=a_person(context, "Ada", PersonRole.ADMINISTRATOR),
        rita=a_person(context, "Rita", PersonRole.RECRUITER),
        hugo=a_person(context, "Hugo", PersonRole.HIRING_MANAGER),
        ines=a_person(context, "Ines", PersonRole.INTERVIEWER),
        ivan=a_person(context, "Ivan", PersonRole.INTERVIEWER),
        bo=a_person(context, "Bo", PersonRole.BAR_RAISER),
        aud=a_person(context, "Aud", PersonRole.AUDITOR),
        hanna=a_person(context, "Hanna", PersonRole.HIRING_MANAGER),
        olga=a_person(context, "Olga", PersonRole.BAR_RAISER),
        otto=a_person(context, "Otto", PersonRole.INTERVIEWER),
    )


@dataclass(frozen=True)
class World:
    """A published role and loop, and Cleo, whom Ines (workshop) and Ivan (talk) interview; nothing is written yet."""

    cast: Cast
    candidate_id: str
    workshop: str
    talk: str


def a_published_loop(
    context: Context, hugo: Actor, *, blindness: Blindness = Blindness.AFTER_OWN, role_id: str = ROLE_ID
) -> None:
    """Hugo's role with its loop, both published."""
    role = save_role(context, hugo, a_role(role_id))
    publish_role(context, hugo, role_id, expected_revision=role.revision)
    loop = save_draft_loop(context, hugo, a_loop(role_id), blindness=blindness)
    publish_loop(context, hugo, role_id, expected_revision=loop.revision)


def a_world(context: Context, cast: Cast, *, blindness: Blindness = Blindness.AFTER_OWN) -> World:
    """Everything up to the day of the interviews."""
    a_published_loop(context, cast.hugo, blindness=blindness)
    add_role_member(context, cast.hugo, ROLE_ID, cast.bo.person_id)
    candidate = add_candidate(context, cast.rita, name="Cleo Marsh", email="cleo.marsh@example.net", role_id=ROLE_ID)
    workshop, talk = get_candidate(context, cast.rita, candidate.id).interviews
    start = context.now() + timedelta(days=2)
    schedule_interview(context, cast.rita, workshop.id, start, panel=[cast.ines.person_id])
    schedule_interview(context, cast.rita, talk.id, start + timedelta(hours=2), panel=[cast.ivan.person_id])
    return World(cast=cast, candidate_id=candidate.id, workshop=workshop.id, talk=talk.id)


def submit(context: Context, actor: Actor, interview_id: str, written: ScorecardContent) -> str:
    """Open and submit in one go; returns the scorecard's id."""
    card = open_scorecard(context, actor, interview_id)
    submit_scorecard(context, actor, card.id, expected_version=card.version, content=written)
    return card.id
