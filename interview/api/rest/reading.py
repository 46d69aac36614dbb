"""The operations that read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from interview.api.rest import models as m
from interview.api.rest.operation import Answer, Call, Operation
from interview.errors import Invalid
from interview.exports.ats.imported import shape_of
from interview.exports.catalogue import KINDS, interviewer_calendar, make_document
from interview.exports.committee import make_packet
from interview.services.api_tokens import Scope, list_tokens
from interview.services.candidates import CandidateRow, get_candidate, list_candidates
from interview.services.debriefs import get_debrief
from interview.services.imported_scorecards import list_imported_scorecards
from interview.services.interviews import my_interviews
from interview.services.kits import get_kit
from interview.services.loops import get_loop
from interview.services.roles import get_role, list_roles
from interview.services.scorecards import read_scorecards
from interview.services.webhooks import list_deliveries, list_webhooks

_Item = TypeVar("_Item")


def _me(call: Call) -> Answer:
    actor = call.actor
    body = m.Me(person_id=actor.person_id, name=actor.name, roles=sorted(actor.roles), scopes=sorted(call.bearer.scopes))
    return Answer(body)


def _roles(call: Call) -> Answer:
    items, following = _page(call, list_roles(call.context, call.actor), lambda view: view.role.id)
    return Answer(
        m.RoleList(
            items=[
                m.RoleItem(
                    id=view.role.id,
                    title=view.role.title,
                    version=view.role.version,
                    state=view.state,
                    skills=len(view.role.skills),
                )
                for view in items
            ],
            next=following,
        ),
        links=_next(call, following),
    )


def _role(call: Call) -> Answer:
    view = get_role(call.context, call.actor, call.path["role_id"])
    return Answer(m.RoleDetail(role=view.role, state=view.state, revision=view.revision, may_change=view.may_change))


def _loop(call: Call) -> Answer:
    view = get_loop(call.context, call.actor, call.path["role_id"])
    return Answer(m.LoopDetail(loop=view.loop, state=view.state, revision=view.revision, published_at=view.published_at))


def _candidates(call: Call) -> Answer:
    rows = list_candidates(call.context, call.actor, role_id=call.query.role or None)
    items, following = _page(call, rows, lambda row: row.candidate.id)
    return Answer(m.CandidateList(items=[_item(row) for row in items], next=following), links=_next(call, following))


def _candidate(call: Call) -> Answer:
    view = get_candidate(call.context, call.actor, call.path["candidate_id"])
    row = _item(CandidateRow(candidate=view.candidate, role_title=view.role_title))
    detail = m.CandidateDetail(**row.model_dump(), interviews=list(view.interviews), scorecards_due=view.scorecards_due)
    return Answer(detail)


def _interviews(call: Call) -> Answer:
    view = get_candidate(call.context, call.actor, call.path["candidate_id"])
    return Answer(m.InterviewList(items=list(view.interviews)))


def _my_interviews(call: Call) -> Answer:
    items, following = _page(call, my_interviews(call.context, call.actor), lambda mine: mine.interview.id)
    body = m.MyInterviewList(items=[m.MyInterviewItem.model_validate(mine.model_dump()) for mine in items], next=following)
    return Answer(body, links=_next(call, following))


def _kit(call: Call) -> Answer:
    return Answer(m.KitDetail(kit=get_kit(call.context, call.actor, call.path["interview_id"])))


def _scorecards(call: Call) -> Answer:
    view = read_scorecards(call.context, call.actor, call.path["candidate_id"])
    items = [m.ScorecardItem.model_validate(card.model_dump(include=set(m.ScorecardItem.model_fields))) for card in view.cards]
    return Answer(m.Scorecards(open=view.sight.contents, hidden_because=view.sight.reason, due=view.due, items=items))


def _imported(call: Call) -> Answer:
    cards = list_imported_scorecards(call.context, call.actor, call.path["candidate_id"])
    fields = set(m.ImportedItem.model_fields)
    items = [m.ImportedItem.model_validate({**card.model_dump(include=fields), "scorecard": shape_of(card)}) for card in cards]
    return Answer(m.ImportedList(items=items))


def _debrief(call: Call) -> Answer:
    view = get_debrief(call.context, call.actor, call.path["candidate_id"])
    decisions = [
        m.DecisionItem.model_validate(made.model_dump(include=set(m.DecisionItem.model_fields))) for made in view.decisions
    ]
    return Answer(
        m.Debrief(
            candidate_id=view.candidate.id,
            not_covered=list(view.not_covered),
            due=view.due,
            recommendation=view.recommendation,
            decisions=decisions,
        )
    )


def _documents(call: Call) -> Answer:
    del call  # the same for everybody
    return Answer(
        m.DocumentForm(
            documents={kind.name: list(kind.forms) for kind in KINDS.values()},
            subject={kind.name: kind.subject for kind in KINDS.values()},
        )
    )


def _document(call: Call) -> Answer:
    subject, dot, form = call.path["subject"].rpartition(".")
    if not dot:
        raise Invalid("Name the format behind the id, like candidate-1.pdf.")
    if call.path["document"] == "committee-packet":
        return Answer(make_packet(call.context, call.actor, subject, form, reviewed=call.query.reviewed))
    return Answer(make_document(call.context, call.actor, call.path["document"], subject, form))


def _calendar(call: Call) -> Answer:
    return Answer(interviewer_calendar(call.context, call.actor))


def _tokens(call: Call) -> Answer:
    return Answer(m.TokenList(items=list(list_tokens(call.context, call.actor))))


def _webhooks(call: Call) -> Answer:
    return Answer(m.WebhookList(items=list(list_webhooks(call.context, call.actor))))


def _deliveries(call: Call) -> Answer:
    return Answer(m.DeliveryList(items=list(list_deliveries(call.context, call.actor, call.path["webhook_id"]))))


def _item(row: CandidateRow) -> m.CandidateItem:
    fields = row.candidate.model_dump(include=set(m.CandidateItem.model_fields))
    return m.CandidateItem(**fields, role_title=row.role_title)


def _page(call: Call, items: Sequence[_Item], key: Callable[[_Item], str]) -> tuple[list[_Item], str | None]:
    """The items behind the cursor, and the next cursor; an item that is gone since starts over at the top."""
    keys = [key(item) for item in items]
    start = keys.index(call.query.cursor) + 1 if call.query.cursor in keys else 0
    page = list(items[start : start + call.query.limit])
    more = start + call.query.limit < len(items)
    return page, key(page[-1]) if more else None


def _next(call: Call, following: str | None) -> dict[str, str]:
    if following is None:
        return {}
    asked = {**call.query.model_dump(exclude_defaults=True), "cursor": following}
    return {"next": "?" + "&".join(f"{name}={value}" for name, value in asked.items())}


READING: tuple[Operation, ...] = (
    Operation("GET", "/me", "getMe", "Who the token speaks for", _me, model=m.Me),
    Operation("GET", "/roles", "listRoles", "Roles", _roles, Scope.ROLES_READ, m.RoleList, m.PageQuery),
    Operation("GET", "/roles/{role_id}", "getRole", "The latest version of a role", _role, Scope.ROLES_READ, m.RoleDetail),
    Operation("GET", "/roles/{role_id}/loop", "getLoop", "The latest version of its loop", _loop, Scope.ROLES_READ, m.LoopDetail),
    Operation(
        "GET",
        "/candidates",
        "listCandidates",
        "Candidates",
        _candidates,
        Scope.CANDIDATES_READ,
        m.CandidateList,
        m.CandidatesQuery,
    ),
    Operation(
        "GET",
        "/candidates/{candidate_id}",
        "getCandidate",
        "A candidate with interviews",
        _candidate,
        Scope.CANDIDATES_READ,
        m.CandidateDetail,
    ),
    Operation(
        "GET",
        "/candidates/{candidate_id}/interviews",
        "listInterviews",
        "A candidate's interviews",
        _interviews,
        Scope.CANDIDATES_READ,
        m.InterviewList,
    ),
    Operation(
        "GET",
        "/candidates/{candidate_id}/scorecards",
        "listScorecards",
        "Submitted scorecards, as far as the asker is not blind",
        _scorecards,
        Scope.SCORECARDS_READ,
        m.Scorecards,
    ),
    Operation(
        "GET",
        "/candidates/{candidate_id}/imported-scorecards",
        "listImportedScorecards",
        "Scorecards of other systems, kept beside ours and never counted",
        _imported,
        Scope.SCORECARDS_READ,
        m.ImportedList,
    ),
    Operation(
        "GET",
        "/candidates/{candidate_id}/debrief",
        "getDebrief",
        "Recommendation and decisions",
        _debrief,
        Scope.SCORECARDS_READ,
        m.Debrief,
    ),
    Operation(
        "GET",
        "/interviews",
        "listMyInterviews",
        "The asker's own interviews",
        _my_interviews,
        Scope.CANDIDATES_READ,
        m.MyInterviewList,
        m.PageQuery,
    ),
    Operation("GET", "/interviews/{interview_id}/kit", "getKit", "An interview's kit", _kit, Scope.CANDIDATES_READ, m.KitDetail),
    Operation("GET", "/documents", "listDocuments", "Documents, forms", _documents, Scope.DOCUMENTS_READ, m.DocumentForm),
    Operation(
        "GET",
        "/documents/{document}/{subject}",
        "getDocument",
        "A document; the subject is an id, a dot and a format",
        _document,
        Scope.DOCUMENTS_READ,
        query=m.DocumentQuery,
        media_type="*/*",
    ),
    Operation(
        "GET",
        "/calendar",
        "getCalendar",
        "The asker's own interviews as a calendar file",
        _calendar,
        Scope.DOCUMENTS_READ,
        media_type="text/calendar",
    ),
    Operation("GET", "/tokens", "listTokens", "The asker's tokens", _tokens, model=m.TokenList),
    Operation("GET", "/webhooks", "listWebhooks", "Webhooks", _webhooks, Scope.WEBHOOKS_MANAGE, m.WebhookList),
    Operation(
        "GET",
        "/webhooks/{webhook_id}/deliveries",
        "listDeliveries",
        "The log of a webhook",
        _deliveries,
        Scope.WEBHOOKS_MANAGE,
        m.DeliveryList,
    ),
)
