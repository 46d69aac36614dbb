"""Who may do what: one table, deny by default.

A permission is granted to a person's role within a *reach*: everything, what belongs to the roles the person is a member of
(the hiring manager's own roles), or the interviews whose panel the person sits on. A recused person loses everything about
that candidate, whatever else was granted. Blindness (``visibility``) is a second rule on top: it hides what is permitted.
"""

from __future__ import annotations

from enum import StrEnum

from interview.domain.base import Value
from interview.domain.person import Actor, PersonRole
from interview.errors import Forbidden


class Permission(StrEnum):
    """A thing that can be allowed; the value is how refusals name it."""

    MANAGE_PEOPLE = "manage people"
    LIST_PEOPLE = "list people"
    MANAGE_POOL = "manage the interviewer pool"
    CREATE_ROLE = "create a role"
    READ_ROLE = "read this role"
    CHANGE_ROLE = "change this role"
    CHANGE_LOOP = "change this loop"
    ADD_CANDIDATE = "add a candidate to this role"
    READ_CANDIDATE = "open this candidate"
    CHANGE_CANDIDATE = "change this candidate"
    PLAN_INTERVIEW = "plan this interview"
    MARK_NOT_HELD = "say whether this interview took place"
    READ_KIT = "open this interview's kit"
    WRITE_SCORECARD = "write a scorecard for this interview"
    READ_SCORECARDS = "read the scorecards of this candidate"
    READ_DEBRIEF = "open the debrief of this candidate"
    VOTE = "vote in the debrief of this candidate"
    DECIDE = "decide about this candidate"
    SIGN_OFF = "block or sign off this candidate"
    EXPORT = "export this candidate's loop summary"
    READ_AUDIT = "read the audit trail"
    READ_RECUSAL_REASON = "read why somebody was recused"
    MANAGE_PRIVACY = "manage retention and erasure"
    READ_HEALTH = "see how the interviews of this role go"
    READ_INTERVIEWERS = "see how single interviewers rate"
    MEASURE_IMPACT = "measure adverse impact"
    LINK_OUTCOMES = "compare recommendations with later performance"
    HOLD_CALIBRATION = "hold calibration sessions"
    RATE_SAMPLES = "take part in calibration sessions"
    IMPORT_HISTORY = "import scorecards of earlier interviews"
    CHANGE_BANK = "change questions"
    REVIEW_BANK = "review changes of questions"


class Reach(StrEnum):
    """How far a grant goes."""

    ALL = "all"
    MEMBER = "member"  # member of the role that is hired for
    PANEL = "panel"  # on the panel of the interview, or of one of the candidate's interviews


class Relation(Value):
    """How the actor stands to the thing that is asked for: facts that storage knows."""

    member: bool = False
    panel: bool = False
    recused: bool = False
    interview_ids: frozenset[str] = frozenset()


NO_RELATION = Relation()

_ADMINISTRATOR, _RECRUITER, _MANAGER = PersonRole.ADMINISTRATOR, PersonRole.RECRUITER, PersonRole.HIRING_MANAGER
_INTERVIEWER, _RAISER, _AUDITOR = PersonRole.INTERVIEWER, PersonRole.BAR_RAISER, PersonRole.AUDITOR
_STAFF = {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL, _MANAGER: Reach.MEMBER}
_READERS = {**_STAFF, _RAISER: Reach.MEMBER, _AUDITOR: Reach.ALL}
_PANELISTS = dict.fromkeys((_ADMINISTRATOR, _RECRUITER, _MANAGER, _INTERVIEWER, _RAISER), Reach.PANEL)

GRANTS: dict[Permission, dict[PersonRole, Reach]] = {
    Permission.MANAGE_PEOPLE: {_ADMINISTRATOR: Reach.ALL},
    Permission.LIST_PEOPLE: {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL, _MANAGER: Reach.ALL, _AUDITOR: Reach.ALL},
    Permission.MANAGE_POOL: {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL},
    Permission.CREATE_ROLE: {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL, _MANAGER: Reach.ALL},
    Permission.READ_ROLE: _READERS,
    Permission.CHANGE_ROLE: _STAFF,
    Permission.CHANGE_LOOP: _STAFF,
    Permission.ADD_CANDIDATE: _STAFF,
    Permission.READ_CANDIDATE: {**_READERS, _INTERVIEWER: Reach.PANEL},
    Permission.CHANGE_CANDIDATE: _STAFF,
    Permission.PLAN_INTERVIEW: _STAFF,
    Permission.MARK_NOT_HELD: {**_STAFF, _INTERVIEWER: Reach.PANEL},
    Permission.READ_KIT: {**_READERS, _INTERVIEWER: Reach.PANEL},
    Permission.WRITE_SCORECARD: _PANELISTS,
    Permission.READ_SCORECARDS: {**_READERS, _INTERVIEWER: Reach.PANEL},
    Permission.READ_DEBRIEF: {**_READERS, _INTERVIEWER: Reach.PANEL},
    Permission.VOTE: {**_PANELISTS, _MANAGER: Reach.MEMBER, _RAISER: Reach.MEMBER},
    Permission.DECIDE: {_ADMINISTRATOR: Reach.ALL, _MANAGER: Reach.MEMBER},
    Permission.SIGN_OFF: {_RAISER: Reach.MEMBER},
    Permission.EXPORT: _READERS,
    Permission.READ_AUDIT: {_ADMINISTRATOR: Reach.ALL, _AUDITOR: Reach.ALL},
    Permission.READ_RECUSAL_REASON: {_ADMINISTRATOR: Reach.ALL},
    Permission.MANAGE_PRIVACY: {_ADMINISTRATOR: Reach.ALL},
    Permission.READ_HEALTH: {**_STAFF, _AUDITOR: Reach.ALL},
    Permission.READ_INTERVIEWERS: {_ADMINISTRATOR: Reach.ALL},
    Permission.MEASURE_IMPACT: {_ADMINISTRATOR: Reach.ALL, _AUDITOR: Reach.ALL},
    Permission.LINK_OUTCOMES: {_ADMINISTRATOR: Reach.ALL, _AUDITOR: Reach.ALL},
    Permission.HOLD_CALIBRATION: {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL, _MANAGER: Reach.ALL},
    Permission.RATE_SAMPLES: dict.fromkeys((_ADMINISTRATOR, _RECRUITER, _MANAGER, _INTERVIEWER, _RAISER), Reach.ALL),
    Permission.IMPORT_HISTORY: {_ADMINISTRATOR: Reach.ALL, _RECRUITER: Reach.ALL},
    Permission.REVIEW_BANK: dict.fromkeys((_ADMINISTRATOR, _RECRUITER, _MANAGER, _RAISER), Reach.ALL),
    Permission.CHANGE_BANK: dict.fromkeys((_ADMINISTRATOR, _RECRUITER, _MANAGER, _INTERVIEWER, _RAISER), Reach.ALL),
}

_GUEST = {Permission.READ_KIT, Permission.WRITE_SCORECARD, Permission.MARK_NOT_HELD}
"""All that a session opened by an invitation link may do, and only for its own interview."""


def is_permitted(actor: Actor, permission: Permission, relation: Relation = NO_RELATION, interview_id: str | None = None) -> bool:
    """Whether ``actor`` may do ``permission`` to something it stands to as ``relation`` says.

    ``interview_id`` names the interview that is asked for, where there is one; then PANEL means the panel of just that one.
    Whoever sits on a panel may do what an interviewer may there, whatever their role, auditors excepted.
    """
    if relation.recused:
        return False
    if actor.interview_id is not None:
        return permission in _GUEST and interview_id == actor.interview_id and interview_id in relation.interview_ids
    on_panel = relation.panel if interview_id is None else interview_id in relation.interview_ids
    grants = GRANTS[permission]
    reaches = {grants[role] for role in actor.roles if role in grants}
    if on_panel and PersonRole.INTERVIEWER in grants and not actor.is_a(PersonRole.AUDITOR):
        reaches.add(grants[PersonRole.INTERVIEWER])
    return Reach.ALL in reaches or (Reach.MEMBER in reaches and relation.member) or (Reach.PANEL in reaches and on_panel)


def require(actor: Actor, permission: Permission, relation: Relation = NO_RELATION, interview_id: str | None = None) -> None:
    """Raise :class:`~interview.errors.Forbidden` unless permitted."""
    if not is_permitted(actor, permission, relation, interview_id):
        if relation.recused:
            raise Forbidden("You are recused from this candidate, so nothing about the candidate can be opened.")
        raise Forbidden(f"You may not {permission.value}; ask an administrator for the right role or a place on the panel.")
