"""One candidate from the role to the decision, through the services alone, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from interview.domain.debrief import Outcome
from interview.domain.person import PersonRole
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.errors import Forbidden
from interview.services.audits import read_audit, verify_audit
from interview.services.candidates import add_candidate, get_candidate, list_candidates
from interview.services.context import Context
from interview.services.debriefs import get_debrief, get_loop_summary, record_decision, record_vote
from interview.services.identity import (
    create_first_administrator,
    create_person,
    needs_first_administrator,
    set_password_by_token,
    setup_token,
)
from interview.services.interviews import my_interviews, schedule_interview
from interview.services.kits import get_kit
from interview.services.loops import publish_loop, save_draft_loop
from interview.services.roles import adjust_skill, publish_role, save_role
from interview.services.scorecards import open_scorecard, read_scorecards, save_draft, submit_scorecard
from interview.services.sessions import actor_for_token, sign_in
from tests.factories import EVIDENCE, TestClock, a_loop, a_role, content


def test_a_candidate_goes_from_the_role_to_a_decision(context: Context, clock: TestClock) -> None:
    # The first start: whoever reads the console becomes administrator, signs in, and adds the others.
    assert needs_first_administrator(context)
    create_first_administrator(
        context, setup_token(context), email="ada@example.org", name="Ada", password="turnip lantern parade"
    )
    assert not needs_first_administrator(context)
    ada = actor_for_token(context, sign_in(context, "Ada@example.org", "turnip lantern parade", "192.0.2.1"))
    assert ada is not None
    staff = {}
    for name, what in {
        "Rita": PersonRole.RECRUITER,
        "Hugo": PersonRole.HIRING_MANAGER,
        "Ines": PersonRole.INTERVIEWER,
        "Ivan": PersonRole.INTERVIEWER,
    }.items():
        email = f"{name.lower()}@example.org"
        added = create_person(context, ada, email=email, name=name, roles=(what,))
        set_password_by_token(context, added.set_password_token, f"{name} walks on water")
        actor = actor_for_token(context, sign_in(context, email, f"{name} walks on water", "192.0.2.2"))
        assert actor is not None
        staff[name] = actor
    rita, hugo, ines, ivan = staff["Rita"], staff["Hugo"], staff["Ines"], staff["Ivan"]

    # Hugo saves the role, argues for another bar, publishes role and loop.
    role = save_role(context, hugo, a_role(), source_text="We look for a weaver.", source={"title": "Weaver"})
    role = adjust_skill(
        context, hugo, "weaver", "coding", expected_revision=role.revision, weight=6, bar=4, reason="Weavers code a lot here."
    )
    role = publish_role(context, hugo, "weaver", expected_revision=role.revision)
    skill = role.role.skill("coding")
    assert skill is not None
    assert (role.state, skill.weight, skill.bar, skill.reason) == ("published", 6, 4, "Weavers code a lot here.")
    loop = save_draft_loop(context, hugo, a_loop(), plan={"status": "optimal"})
    loop = publish_loop(context, hugo, "weaver", expected_revision=loop.revision)
    assert (loop.state, loop.loop.version, loop.plan) == ("published", 1, {"status": "optimal"})

    # Rita adds the candidate and plans both interviews.
    candidate = add_candidate(context, rita, name="Cleo Marsh", email="cleo@example.org", role_id="weaver")
    planned = get_candidate(context, rita, candidate.id).interviews
    starts_at = datetime(2026, 3, 4, 9, tzinfo=UTC)
    workshop = schedule_interview(context, rita, planned[0].id, starts_at, panel=[ines.person_id])
    talk = schedule_interview(context, rita, planned[1].id, starts_at + timedelta(hours=2), panel=[ivan.person_id])
    assert [row.candidate.name for row in list_candidates(context, hugo)] == ["Cleo Marsh"]

    # Ines prepares with the kit, types, and submits.
    assert [mine.candidate_name for mine in my_interviews(context, ines)] == ["Cleo Marsh"]
    kit = get_kit(context, ines, workshop.id)
    assert [question.id for question in kit.questions] == ["design-1", "coding-1"]
    assert [other.skills for other in kit.others] == [("design", "listening")]
    clock.forward(days=2)
    hers = open_scorecard(context, ines, workshop.id)
    typed = ScorecardContent(ratings=(Rating(skill_id="design", level=4, evidence=EVIDENCE),), notes="calm")
    saved = save_draft(context, ines, hers.id, expected_version=hers.version, content=typed)
    assert open_scorecard(context, ines, workshop.id).content == typed
    submit_scorecard(context, ines, hers.id, expected_version=saved.version, content=content("design", "coding"))

    # Ivan is blind until he has submitted his own.
    assert read_scorecards(context, ivan, candidate.id).cards == ()
    with pytest.raises(Forbidden, match="once you have submitted your own"):
        get_debrief(context, ivan, candidate.id)
    his = open_scorecard(context, ivan, talk.id)
    written = ScorecardContent(
        ratings=(Rating(skill_id="design", level=2, evidence=EVIDENCE), Rating(skill_id="listening", not_assessed=True)),
        vote=Vote.NO,
        vote_reason="Design stayed on the surface.",
    )
    submit_scorecard(context, ivan, his.id, expected_version=his.version, content=written)
    assert len(read_scorecards(context, ivan, candidate.id).cards) == 2

    # The debrief shows the disagreement and what nobody assessed; people vote and decide.
    debrief = get_debrief(context, hugo, candidate.id)
    assert [(row.skill_id, row.levels, row.disagree) for row in debrief.rows] == [
        ("design", (2, 4), True),
        ("coding", (4,), False),
        ("listening", (), False),
    ]
    assert debrief.not_covered == ("listening",)
    assert debrief.due == 0
    recommendation = debrief.recommendation
    assert recommendation["outcome"] == "gather_more_evidence"  # design is a must: 4 and 2 leave it open
    assert recommendation["n_ratings"] == 3
    assert any("Design" in flag["text"] and "Ines gave 4" in flag["text"] for flag in recommendation["flags"])
    record_vote(context, ivan, candidate.id, Vote.YES, "The workshop evidence convinced me.")
    decision = record_decision(context, hugo, candidate.id, Outcome.HIRE, reason="Evidence of the workshop weighs more.")

    assert decision.recommendation == debrief.raw_recommendation
    assert (decision.input_hash, decision.model_version) == (debrief.input_hash, recommendation["model"]["version"])

    summary = get_loop_summary(context, rita, candidate.id)
    assert summary.decision == decision
    assert [vote.vote for vote in summary.votes] == [Vote.YES]
    assert get_candidate(context, rita, candidate.id).candidate.state == "hired"

    # Everything is on the record, and the record is whole.
    assert verify_audit(context, ada) == len(read_audit(context, ada))
