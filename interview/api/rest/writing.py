"""The operations that write. Each answers with a receipt: ids and versions, never what people wrote."""

from __future__ import annotations

from http import HTTPStatus

from interview.api.rest import models as m
from interview.api.rest.operation import Answer, Call, Operation
from interview.api.rest.problem import Refusal
from interview.domain.scorecard import Scorecard, ScorecardContent
from interview.exports.ats.imported import import_greenhouse
from interview.services.api_tokens import Scope, revoke_token
from interview.services.candidates import add_candidate
from interview.services.debriefs import record_decision, record_vote
from interview.services.interviews import schedule_interview
from interview.services.scorecards import amend_scorecard, open_scorecard, save_draft, submit_scorecard
from interview.services.webhooks import add_webhook, remove_webhook

BASE = "/api/v1"


def _add_candidate(call: Call) -> Answer:
    given: m.NewCandidate = call.body
    added = add_candidate(
        call.context,
        call.actor,
        name=given.name,
        role_id=given.role_id,
        email=given.email,
        timezone=given.timezone,
        country=given.country,
    )
    return _written(added.id, f"/candidates/{added.id}")


def _schedule(call: Call) -> Answer:
    given: m.NewTime = call.body
    interview = schedule_interview(
        call.context, call.actor, call.path["interview_id"], given.starts_at, panel=tuple(given.panel) if given.panel else None
    )
    return _written(interview.id, f"/candidates/{interview.candidate_id}/interviews", interview.revision)


def _open(call: Call) -> Answer:
    return _card(open_scorecard(call.context, call.actor, call.path["interview_id"]))


def _save(call: Call) -> Answer:
    content: ScorecardContent = call.body
    scorecard_id = call.path["scorecard_id"]
    return _card(save_draft(call.context, call.actor, scorecard_id, expected_version=_version(call), content=content))


def _submit(call: Call) -> Answer:
    return _card(submit_scorecard(call.context, call.actor, call.path["scorecard_id"], expected_version=_version(call)))


def _amend(call: Call) -> Answer:
    given: m.Amendment = call.body
    amended = amend_scorecard(
        call.context,
        call.actor,
        call.path["scorecard_id"],
        expected_version=_version(call),
        content=given.content,
        reason=given.reason,
    )
    return _card(amended)


def _import(call: Call) -> Answer:
    given: m.GreenhouseScorecards = call.body
    candidate_id = call.path["candidate_id"]
    import_greenhouse(call.context, call.actor, candidate_id, given.scorecards)
    return _written(candidate_id, f"/candidates/{candidate_id}/imported-scorecards")


def _vote(call: Call) -> Answer:
    given: m.NewDebriefVote = call.body
    candidate_id = call.path["candidate_id"]
    record_vote(call.context, call.actor, candidate_id, given.vote, given.reason)
    return _written(call.actor.person_id, f"/candidates/{candidate_id}/debrief")


def _decide(call: Call) -> Answer:
    given: m.NewDecision = call.body
    candidate_id = call.path["candidate_id"]
    made = record_decision(call.context, call.actor, candidate_id, given.outcome, reason=given.reason, dissent=given.dissent)
    return _written(made.id, f"/candidates/{candidate_id}/debrief")


def _revoke(call: Call) -> Answer:
    revoke_token(call.context, call.actor, call.path["token_id"])
    return Answer()


def _add_webhook(call: Call) -> Answer:
    given: m.NewWebhook = call.body
    added = add_webhook(call.context, call.actor, given.url, tuple(given.events))
    href = f"{BASE}/webhooks/{added.view.id}/deliveries"
    return Answer(m.AddedWebhook(id=added.view.id, href=href, secret=added.secret), location=href)


def _remove_webhook(call: Call) -> Answer:
    remove_webhook(call.context, call.actor, call.path["webhook_id"])
    return Answer()


def _card(card: Scorecard) -> Answer:
    return _written(card.id, f"/candidates/{card.candidate_id}/scorecards", card.version)


def _written(written_id: str, href: str, version: int | None = None) -> Answer:
    tag = None if version is None else str(version)
    return Answer(m.Written(id=written_id, href=BASE + href, version=version), version=tag, location=BASE + href)


def _version(call: Call) -> int:
    """The version in ``If-Match``; the API asked for the header already."""
    tag = (call.if_match or "").strip().removeprefix("W/").strip('"')
    if not tag.isascii() or not tag.isdigit() or len(tag) > 9:
        raise Refusal(HTTPStatus.BAD_REQUEST, 'If-Match holds the version that your change is based on, like "3".')
    return int(tag)


WRITING: tuple[Operation, ...] = (
    Operation(
        "POST",
        "/candidates",
        "addCandidate",
        "Add a candidate to a role's published loop",
        _add_candidate,
        Scope.CANDIDATES_WRITE,
        m.Written,
        body=m.NewCandidate,
        status=HTTPStatus.CREATED,
    ),
    Operation(
        "PUT",
        "/interviews/{interview_id}/time",
        "scheduleInterview",
        "Set or move the time, and the panel",
        _schedule,
        Scope.CANDIDATES_WRITE,
        m.Written,
        body=m.NewTime,
    ),
    Operation(
        "POST",
        "/interviews/{interview_id}/scorecard",
        "openScorecard",
        "Open the asker's own scorecard; the first time makes an empty draft",
        _open,
        Scope.SCORECARDS_WRITE,
        m.Written,
    ),
    Operation(
        "PUT",
        "/scorecards/{scorecard_id}",
        "saveScorecard",
        "Save a draft; If-Match holds the version it is based on",
        _save,
        Scope.SCORECARDS_WRITE,
        m.Written,
        body=ScorecardContent,
        needs_if_match=True,
    ),
    Operation(
        "POST",
        "/scorecards/{scorecard_id}/submission",
        "submitScorecard",
        "Submit what the draft holds",
        _submit,
        Scope.SCORECARDS_WRITE,
        m.Written,
        needs_if_match=True,
    ),
    Operation(
        "POST",
        "/scorecards/{scorecard_id}/amendments",
        "amendScorecard",
        "Change a submitted scorecard in the open, with a reason",
        _amend,
        Scope.SCORECARDS_WRITE,
        m.Written,
        body=m.Amendment,
        needs_if_match=True,
    ),
    Operation(
        "POST",
        "/candidates/{candidate_id}/imported-scorecards",
        "importScorecards",
        "Keep scorecards of Greenhouse beside ours; one that was brought in before is replaced",
        _import,
        Scope.SCORECARDS_WRITE,
        m.Written,
        body=m.GreenhouseScorecards,
    ),
    Operation(
        "PUT",
        "/candidates/{candidate_id}/vote",
        "recordVote",
        "Vote in the debrief, after reading",
        _vote,
        Scope.SCORECARDS_WRITE,
        m.Written,
        body=m.NewDebriefVote,
    ),
    Operation(
        "POST",
        "/candidates/{candidate_id}/decisions",
        "recordDecision",
        "Decide; a later decision supersedes an earlier one",
        _decide,
        Scope.DECISIONS_WRITE,
        m.Written,
        body=m.NewDecision,
        status=HTTPStatus.CREATED,
    ),
    Operation("DELETE", "/tokens/{token_id}", "revokeToken", "End a token at once", _revoke, status=HTTPStatus.NO_CONTENT),
    Operation(
        "POST",
        "/webhooks",
        "addWebhook",
        "Tell an address of events",
        _add_webhook,
        Scope.WEBHOOKS_MANAGE,
        m.AddedWebhook,
        body=m.NewWebhook,
        status=HTTPStatus.CREATED,
    ),
    Operation(
        "DELETE",
        "/webhooks/{webhook_id}",
        "removeWebhook",
        "Stop telling it",
        _remove_webhook,
        Scope.WEBHOOKS_MANAGE,
        status=HTTPStatus.NO_CONTENT,
    ),
)
