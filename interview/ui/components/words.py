"""The trade's words as they stand on screen: one table for each set of values, shown in the reader's language."""

from __future__ import annotations

from interview.domain.candidate import CandidateState
from interview.domain.debrief import Outcome
from interview.domain.person import PersonRole
from interview.domain.pool import Step
from interview.domain.question import QuestionKind, QuestionStatus, StageFormat
from interview.domain.reminder import ReminderStep
from interview.domain.role import Importance
from interview.domain.scorecard import Rating, Vote
from interview.domain.seating import Clash
from interview.ui.texts import N_, _

NOT_ASSESSED = 0
"""The choice beside the five levels, as the rating's segments know it."""

_LEVELS = {1: N_("awareness"), 2: N_("basic"), 3: N_("intermediate"), 4: N_("advanced"), 5: N_("expert")}
_VOTES = {Vote.STRONG_NO: N_("Strong no"), Vote.NO: N_("No"), Vote.YES: N_("Yes"), Vote.STRONG_YES: N_("Strong yes")}
_OUTCOMES = {Outcome.HIRE: N_("Hire"), Outcome.NO_HIRE: N_("No hire"), Outcome.GATHER_MORE_EVIDENCE: N_("Gather more evidence")}
_RECOMMENDATIONS = {
    "strong_hire": N_("Strong hire"),
    "hire": N_("Hire"),
    "gather_more_evidence": N_("Gather more evidence"),
    "no_hire": N_("No hire"),
    "strong_no_hire": N_("Strong no hire"),
}
_KINDS = {
    QuestionKind.BEHAVIOURAL: N_("behavioural"),
    QuestionKind.SITUATIONAL: N_("situational"),
    QuestionKind.DISCUSSION: N_("discussion"),
    QuestionKind.DESIGN: N_("design"),
    QuestionKind.REVIEW: N_("review"),
    QuestionKind.WORK_SAMPLE: N_("work sample"),
}
_PERSON_ROLES = {
    PersonRole.ADMINISTRATOR: N_("Administrator"),
    PersonRole.RECRUITER: N_("Recruiter"),
    PersonRole.HIRING_MANAGER: N_("Hiring manager"),
    PersonRole.INTERVIEWER: N_("Interviewer"),
    PersonRole.BAR_RAISER: N_("Bar raiser"),
    PersonRole.AUDITOR: N_("Auditor"),
}
_IMPORTANCES = {Importance.REQUIRED: N_("Required"), Importance.PREFERRED: N_("Preferred"), Importance.UNCLEAR: N_("Unclear")}
_CANDIDATE_STATES = {
    CandidateState.ACTIVE: N_("Active"),
    CandidateState.HIRED: N_("Hired"),
    CandidateState.REJECTED: N_("Rejected"),
    CandidateState.WITHDRAWN: N_("Withdrawn"),
    CandidateState.ERASED: N_("Erased"),
}
_CLASHES = {
    Clash.RECUSED: N_("{name} is recused from this candidate."),
    Clash.IN_TRAINING: N_("{name} is still in training for this kind of interview."),
    Clash.BOOKED_TWICE: N_("{name} is in another interview at that time."),
    Clash.AWAY: N_("{name} is away at that time."),
    Clash.OUTSIDE_HOURS: N_("{name} is asked outside the hours they gave."),
    Clash.OVER_CAP: N_("{name} has more interviews that week than their cap."),
    Clash.ODD_HOURS: N_("{name} would have to be there at an odd hour of their day."),
}
_REMINDERS = {
    ReminderStep.FIRST: N_("just after the interview"),
    ReminderStep.SECOND: N_("a day after it"),
    ReminderStep.ESCALATION: N_("with the hiring manager"),
    ReminderStep.BY_HAND: N_("in between"),
}
_STEPS = {
    Step.SHADOW: N_("sits in as shadow"),
    Step.REVERSE_SHADOW: N_("leads, with the panel watching"),
    Step.READY: N_("ready to be signed off"),
    Step.QUALIFIED: N_("qualified"),
}
_FORMATS = {
    StageFormat.SCREEN: N_("Screen"),
    StageFormat.CODING: N_("Coding"),
    StageFormat.SYSTEM_DESIGN: N_("System design"),
    StageFormat.TECHNICAL: N_("Technical"),
    StageFormat.REVIEW: N_("Review"),
    StageFormat.BEHAVIOURAL: N_("Behavioural"),
    StageFormat.LEADERSHIP: N_("Leadership"),
}
_STATUSES = {
    QuestionStatus.ACTIVE: N_("In use"),
    QuestionStatus.RETIRED: N_("Retired"),
    QuestionStatus.LEAKED: N_("Leaked"),
}
_VERSION_STATES = {"draft": N_("Draft"), "published": N_("Published")}


def level_words(level: int) -> str:
    """A proficiency level with its name, e.g. ``4 advanced``."""
    return f"{level} {_(_LEVELS[level])}"


def choice_words(level: int) -> str:
    """A choice as the rating's segments name it."""
    return _("Not assessed") if level == NOT_ASSESSED else level_words(level)


def rating_words(rating: Rating) -> str:
    """What a rating says, open ones included."""
    return _("Not rated yet") if rating.level is None and not rating.not_assessed else choice_words(rating.level or NOT_ASSESSED)


def vote_words(vote: Vote | None) -> str:
    """A vote, open ones included."""
    return _(_VOTES[vote]) if vote else _("No vote yet")


def outcome_words(outcome: Outcome) -> str:
    """What people decided."""
    return _(_OUTCOMES[outcome])


def recommendation_words(outcome: str) -> str:
    """What the software recommends."""
    return _(_RECOMMENDATIONS[outcome])


def kind_words(kind: QuestionKind) -> str:
    """A kind of question, in the middle of a sentence."""
    return _(_KINDS[kind])


def person_role_words(role: PersonRole) -> str:
    """What somebody is for."""
    return _(_PERSON_ROLES[role])


def importance_words(importance: Importance) -> str:
    """How much a job description asks for a skill."""
    return _(_IMPORTANCES[importance])


def candidate_state_words(state: CandidateState) -> str:
    """Where a candidate stands."""
    return _(_CANDIDATE_STATES[state])


def version_state_words(state: str) -> str:
    """Whether a version of a role or a loop is a draft or published."""
    return _(_VERSION_STATES[state])


def clash_words(name: str, clash: Clash) -> str:
    """A rule that somebody's seat breaks, as a sentence."""
    return _(_CLASHES[clash]).format(name=name)


def reminder_words(step: ReminderStep) -> str:
    """A rung of the reminder ladder, in the middle of a sentence."""
    return _(_REMINDERS[step])


def step_words(step: Step) -> str:
    """Where somebody stands on the training path, in the middle of a sentence."""
    return _(_STEPS[step])


def format_words(stage_format: StageFormat) -> str:
    """What kind of meeting a stage is."""
    return _(_FORMATS[stage_format])


def status_words(status: QuestionStatus) -> str:
    """Whether a question may be asked in new loops."""
    return _(_STATUSES[status])
