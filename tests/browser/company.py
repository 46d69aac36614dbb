"""A small company with the shipped content, made through the services: quick, because nobody has to plan or click."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Self

from playwright.sync_api import Page

from interview.api.gate import SESSION_COOKIE
from interview.bootstrap import App, build_app
from interview.domain.debrief import Outcome
from interview.domain.interview import Interview
from interview.domain.loop import Loop, PlannedQuestion, Stage
from interview.domain.person import Actor, PersonRole
from interview.domain.question import QuestionKind, StageFormat
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.debriefs import record_decision
from interview.services.identity import actor_of, create_person, system_actor
from interview.services.interviews import schedule_interview
from interview.services.job_descriptions import create_role_from_job_description
from interview.services.kits import get_kit
from interview.services.loops import publish_loop, save_draft_loop
from interview.services.roles import publish_role, save_role
from interview.services.scorecards import open_scorecard, submit_scorecard
from interview.services.sessions import open_session
from interview.settings import Settings, shipped_content_dir
from interview.storage.unit import Store
from tests.browser.server import Server

EVIDENCE = "Drew the write path unasked and named the shard that goes hot."
_SKILLS_A_STAGE = 3


@dataclass(frozen=True)
class Company:
    """Ada administers, Hugo hires, Ines and Ivan interview. Cleo's interviews lie ahead, Dana's are written and decided."""

    app: App
    ada: Actor
    ines: Actor
    ivan: Actor
    role_id: str
    drafted_role_id: str
    cleo: str
    dana: str
    interview: str

    @classmethod
    def found(cls, home: Path, database_url: str = "") -> Self:
        """Make it in the data folder that a server in ``home`` will use, or in another database."""
        data = home / "data"
        app = build_app(Settings(database_url or f"sqlite:///{data / 'loopwright.db'}", shipped_content_dir(), data))
        context = app.context
        ada, ines, ivan = (
            _person(context, name, role)
            for name, role in (
                ("Ada Admin", PersonRole.ADMINISTRATOR),
                ("Ines Ibsen", PersonRole.INTERVIEWER),
                ("Ivan Ito", PersonRole.INTERVIEWER),
            )
        )
        role_id = _role(context, ada)
        sample = min((shipped_content_dir() / "samples" / "jds").glob("*.txt"))
        drafted = create_role_from_job_description(context, ada, sample.read_bytes(), sample.name)
        cleo, dana = (add_candidate(context, ada, name=name, role_id=role_id).id for name in ("Cleo Marsh", "Dana Wells"))
        ahead = _schedule(context, ada, cleo, [ines, ivan], days=1)
        past = _schedule(context, ada, dana, [ines, ivan], days=-3)
        for actor, interview, level in zip((ines, ivan), past, (4, 2), strict=True):
            _submit(context, actor, interview, level)
        record_decision(context, ada, dana, Outcome.HIRE, reason="The evidence on the must-have skills decided.")
        return cls(app, ada, ines, ivan, role_id, drafted.role.id, cleo, dana, ahead[0].id)

    def copy(self, home: Path) -> Company:
        """The same company in another data folder; reading the content a second time would take longer than the test."""
        context, data = self.app.context, home / "data"
        shutil.copytree(context.settings.data_dir, data)
        settings = replace(context.settings, database_url=f"sqlite:///{data / 'loopwright.db'}", data_dir=data)
        return replace(self, app=App(replace(context, settings=settings, store=Store.open(settings.database_url))))

    def sign_in(self, page: Page, actor: Actor, server: Server) -> None:
        """Give the browser of ``page`` a session of ``actor``, as signing in does."""
        context = self.app.context
        with context.store.write() as unit:
            token = open_session(context, unit, actor.person_id)
            unit.commit_bookkeeping()
        page.context.add_cookies(
            [{"name": SESSION_COOKIE, "value": token, "url": server.url, "httpOnly": True, "sameSite": "Lax"}]
        )

    def stored(self) -> ScorecardContent:
        """What is in the database of Ines's scorecard on Cleo."""
        return open_scorecard(self.app.context, self.ines, self.interview).content

    def skills(self) -> list[tuple[str, str]]:
        """The skills of Ines's interview with Cleo, as id and name."""
        kit = get_kit(self.app.context, self.ines, self.interview)
        return [(skill, kit.skill_names[skill]) for skill in kit.stage.skills]


def _person(context: Context, name: str, *roles: PersonRole) -> Actor:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
    return actor_of(create_person(context, system_actor(), email=email, name=name, roles=roles).person)


def _role(context: Context, ada: Actor) -> str:
    profile = context.catalogue.roles["senior-software-engineer"]
    saved = save_role(context, ada, profile)
    publish_role(context, ada, profile.id, expected_revision=saved.revision)
    ranked = sorted(profile.skills, key=lambda skill: -skill.weight)
    ids = [skill.skill_id for skill in ranked if context.catalogue.questions_for(skill.skill_id)]
    first, second = ids[:_SKILLS_A_STAGE], [ids[0], *ids[_SKILLS_A_STAGE : 2 * _SKILLS_A_STAGE - 1]]
    stages = (_stage(context, "Deep dive", first, 0), _stage(context, "Working together", second, 1))
    loop = save_draft_loop(context, ada, Loop(role_id=profile.id, role_version=1, stages=stages), plan={"status": "optimal"})
    publish_loop(context, ada, profile.id, expected_revision=loop.revision)
    return profile.id


def _stage(context: Context, title: str, skills: list[str], which: int) -> Stage:
    chosen = [context.catalogue.questions_for(skill)[which] for skill in skills]
    return Stage(
        id=title.lower().replace(" ", "-"),
        title=title,
        purpose="To see how the candidate works on something close to our days.",
        format=StageFormat.TECHNICAL,
        length_minutes=90,
        buffer_minutes=15,
        kinds=tuple(QuestionKind),
        skills=tuple(skills),
        questions=tuple(
            PlannedQuestion(question_id=one.id, version=one.version, skill_id=one.skill_id, minutes=one.minutes) for one in chosen
        ),
    )


def _schedule(context: Context, ada: Actor, candidate_id: str, people: list[Actor], *, days: int) -> list[Interview]:
    start = (context.now() + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
    planned = get_candidate(context, ada, candidate_id).interviews
    return [
        schedule_interview(context, ada, interview.id, start + timedelta(hours=3 * place), panel=[person.person_id])
        for place, (interview, person) in enumerate(zip(planned, people, strict=True))
    ]


def _submit(context: Context, actor: Actor, interview: Interview, level: int) -> None:
    kit = get_kit(context, actor, interview.id)
    ratings = tuple(Rating(skill_id=skill, level=level, evidence=EVIDENCE) for skill in kit.stage.skills)
    vote = Vote.YES if level > 3 else Vote.NO
    content = ScorecardContent(ratings=ratings, vote=vote, vote_reason="What I saw decides.", notes="A calm hour.")
    card = open_scorecard(context, actor, interview.id)
    submit_scorecard(context, actor, card.id, expected_version=card.version, content=content)
