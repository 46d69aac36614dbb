"""The demo company's interviewer pool: what everybody declared, who learns, who is away, and a change somebody proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta

from interview.domain.availability import WeeklyHours
from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor
from interview.domain.pool import Profile
from interview.domain.question import StageFormat
from interview.domain.skill import SkillKind
from interview.services.bank import check_question, propose_question, question_text
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.interviews import assign_interviewers
from interview.services.loops import get_loop
from interview.services.pool import add_time_away, qualify_interviewer, save_profile, start_training

ZONES = ("Europe/Berlin", "Europe/Paris", "Europe/London", "Asia/Kolkata", "Europe/Istanbul", "Europe/Lisbon")
_LANGUAGES = ("German", "French", "Hindi", "Turkish", "Portuguese", "Swahili")
_TEAMS = ("Platform", "Payments", "Search")
_SKILLS_EACH = 6


def declare(context: Context, interviewers: Sequence[Actor], skills: Sequence[str]) -> None:
    """Skills (everybody some of the roles'), languages, a team, a cap and office hours, as each person would give them."""
    for number, actor in enumerate(interviewers):
        mine = tuple(dict.fromkeys(skills[(number * 3 + step) % len(skills)] for step in range(_SKILLS_EACH)))
        save_profile(
            context,
            actor,
            Profile(
                person_id=actor.person_id,
                skills=mine,
                languages=("English", _LANGUAGES[number % len(_LANGUAGES)]),
                tags=("Onsite",) if number % 3 == 0 else (),
                team=_TEAMS[number % len(_TEAMS)],
                weekly_cap=3 + number % 3,
                hours=tuple(WeeklyHours(weekday=day, starts=time(9), ends=time(18)) for day in range(5)),
            ),
        )


def train(context: Context, recruiter: Actor, interviewers: Sequence[Actor], candidate_ids: Sequence[str]) -> None:
    """One learns by sitting in on what was held, one has just begun, one is signed off."""
    learner, beginner, *_, signed = interviewers
    formats: dict[StageFormat, list[Interview]] = {}
    for candidate_id in candidate_ids:
        view = get_candidate(context, recruiter, candidate_id)
        loop = get_loop(context, recruiter, view.candidate.role_id, view.candidate.loop_version).loop
        for interview in view.interviews:
            stage = loop.stage(interview.stage_id)
            if stage is not None and _is_held(context, interview) and not interview.has_seat(learner.person_id):
                formats.setdefault(stage.format, []).append(interview)
    if not formats:
        return
    stage_format, held = max(formats.items(), key=lambda pair: (len(pair[1]), pair[0]))
    start_training(context, recruiter, learner.person_id, stage_format)
    for interview in held[:3]:
        panel = [seat.person_id for seat in interview.interviewers]
        assign_interviewers(context, recruiter, interview.id, panel, shadows=[learner.person_id])
    other = next((one for one in StageFormat if one not in formats), StageFormat.LEADERSHIP)
    start_training(context, recruiter, beginner.person_id, other)
    qualify_interviewer(context, recruiter, signed.person_id, stage_format)


def go_away(context: Context, recruiter: Actor, candidate_id: str) -> None:
    """Somebody on a coming panel falls ill, so that the schedule board has something to solve."""
    coming = [one for one in get_candidate(context, recruiter, candidate_id).interviews if one.starts_at and one.panel]
    if coming and coming[-1].starts_at and coming[-1].starts_at > context.now():
        start = coming[-1].starts_at.replace(hour=0, minute=0)
        add_time_away(context, recruiter, start, start + timedelta(days=2), person_id=coming[-1].panel[0].person_id)


def propose_a_change(context: Context, author: Actor) -> None:
    """A change of a question that waits for review; left out where the content's own questions do not pass the rules."""
    for question in context.catalogue.questions.values():
        skill = context.catalogue.skills.get(question.skill_id)
        if skill is not None and skill.kind is SkillKind.HARD and not question.materials:
            text = question_text(question.model_copy(update={"why": f"{question.why} It also shows what somebody leaves out."}))
            if not check_question(context, author, text)[1]:
                propose_question(context, author, text, reason="Candidates who left the costs out told me most.")
            return


def _is_held(context: Context, interview: Interview) -> bool:
    return interview.state is InterviewState.SCHEDULED and interview.ends_at is not None and interview.ends_at < context.now()
