"""One thing that waits, as a link to the place where it is done."""

from __future__ import annotations

from interview.services.waiting import Waiting, WaitingKind
from interview.ui import session
from interview.ui.texts import N_, _, ngettext

_OF_ROLES = {
    WaitingKind.PUBLISH_ROLE: (N_("Read the skills and publish the role"), "role"),
    WaitingKind.ASSEMBLE_LOOP: (N_("Assemble the loop"), "loop"),
    WaitingKind.PUBLISH_LOOP: (N_("Look at the draft of the loop and publish it"), "loop"),
    WaitingKind.ADD_CANDIDATE: (N_("Add the first candidate"), "candidates"),
}
_OF_CANDIDATES = {
    WaitingKind.UNBLOCK: (N_("{name}: an interview can't be held with its panel; find a stand-in"), "candidate"),
    WaitingKind.DECIDE: (N_("{name}: every scorecard is in; decide"), "debrief"),
    WaitingKind.DISCUSS: (N_("{name}: every scorecard is in; read the debrief"), "debrief"),
}


def waiting_line(one: Waiting) -> None:
    """The line."""
    if one.kind is WaitingKind.REPLACE_LEAKED:
        words = ngettext("Replace {count} leaked question", "Replace {count} leaked questions", one.count)
        session.link("loop", words.format(count=one.count), role=one.role_id, view="stages")
    elif one.kind is WaitingKind.CHASE:
        words = ngettext("{name}: {count} scorecard is overdue", "{name}: {count} scorecards are overdue", one.count)
        session.link("chase", words.format(name=one.candidate_name, count=one.count))
    elif one.kind is WaitingKind.PLAN:
        words = ngettext("{name}: plan {count} interview", "{name}: plan {count} interviews", one.count)
        session.link("candidate", words.format(name=one.candidate_name, count=one.count), candidate=one.candidate_id or "")
    elif one.kind in _OF_CANDIDATES:
        label, page = _OF_CANDIDATES[one.kind]
        session.link(page, _(label).format(name=one.candidate_name), candidate=one.candidate_id or "")
    else:
        label, page = _OF_ROLES[one.kind]
        session.link(page, _(label), role=one.role_id)
