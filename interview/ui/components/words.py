"""The trade's words as they stand on screen: one table for each set of values, shown in the reader's language."""

from __future__ import annotations

from interview.domain.candidate import CandidateState
from interview.domain.debrief import Outcome
from interview.domain.person import PersonRole
from interview.domain.question import QuestionKind
from interview.domain.role import Importance
from interview.domain.scorecard import Rating, Vote
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
