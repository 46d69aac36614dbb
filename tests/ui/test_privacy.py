"""The page Privacy: rules, the dry run, legal holds, erasing one candidate, handing out what is held."""

from __future__ import annotations

from interview.domain.candidate import CandidateState
from interview.domain.retention import RetentionRule
from interview.jobs.local import run_due
from interview.services.candidates import withdraw_candidate
from interview.services.context import Context
from interview.services.privacy import get_retention_rules, save_retention_rules, set_legal_hold
from tests.factories import TestClock, World
from tests.ui.conftest import Visit


def _state(context: Context, world: World) -> CandidateState | None:
    with context.store.read() as unit:
        candidate = unit.candidates.get(world.candidate_id)
    return candidate.state if candidate else None


def test_only_administrators_find_the_page_and_from_where_they_look_for_it(visit: Visit, world: World) -> None:
    for page in ("pool", "people", "audit"):
        assert visit(world.cast.ada, page).links["Privacy"] == "privacy"
    assert "privacy" not in visit(world.cast.rita).pages


def test_rules_are_edited_in_a_table_and_saved_together(visit: Visit, context: Context, world: World) -> None:
    ada = world.cast.ada
    save_retention_rules(context, ada, [RetentionRule(country="France", months=24), RetentionRule(country="Spain", months=12)])
    tab = visit(ada, "privacy")
    assert "keeps **longest** wins" in tab.everything
    tab.enter("Months", 6, at=0).enter("Remove this rule (12 months, Spain, any outcome)", True)
    tab.enter("Country", " Germany ", at=2).enter("Outcome", CandidateState.REJECTED, at=2).enter("Months", 3, at=2)
    tab.press("Save the rules")
    assert get_retention_rules(context, ada) == (
        RetentionRule(country="France", months=6),
        RetentionRule(country="Germany", outcome=CandidateState.REJECTED, months=3),
    )


def test_two_rules_for_the_same_are_refused_and_nothing_typed_is_lost(visit: Visit, context: Context, world: World) -> None:
    ada = world.cast.ada
    save_retention_rules(context, ada, [RetentionRule(country="France", months=24)])
    tab = visit(ada, "privacy").enter("Country", "france", at=1).enter("Months", 3, at=1).press("Save the rules")
    assert tab.errors == ["Two rules are for the same country and outcome; keep one."]
    assert [field.value for field in tab.app.text_input if field.label == "Country"] == ["France", "france"]
    assert get_retention_rules(context, ada) == (RetentionRule(country="France", months=24),)


def test_the_dry_run_says_who_and_since_when_and_erases_only_after_the_button(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    ada = world.cast.ada
    assert "Kept: the case is open" in visit(ada, "privacy").everything
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    assert "Kept: no rule fits" in visit(ada, "privacy").everything
    save_retention_rules(context, ada, [RetentionRule(months=1)])
    assert "Kept until" in visit(ada, "privacy").everything
    clock.forward(days=60)
    tab = visit(ada, "privacy")
    assert "Due since" in tab.everything
    assert "(1 month, any country, any outcome)" in tab.everything
    assert next(button for button in tab.app.button if button.label == "Erase them").disabled
    tab.choose("I have looked at who is due. There is no way back.", True).press("Erase them")
    assert _state(context, world) is CandidateState.WITHDRAWN
    run_due(context)
    assert _state(context, world) is CandidateState.ERASED
    assert "Candidates erased: 1." in visit(ada, "jobs").everything
    assert "nobody's data is due" in visit(ada, "privacy").everything


def test_a_legal_hold_is_set_with_a_reason_shown_and_lifted(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ada, "privacy", candidate=world.candidate_id).press("Put on legal hold")
    assert tab.errors == ["Say why the data has to be kept, e.g. the number of the case."]
    tab.enter("Why it has to be kept", "Claim 4711.").press("Put on legal hold")
    assert "Legal hold: Claim 4711." in tab.everything
    assert "By Ada, " in tab.everything
    assert "Erase for good" not in tab.buttons
    tab.press("Lift the hold")
    assert "4711" not in tab.everything
    assert "Erase for good" in tab.buttons


def test_one_candidate_is_erased_after_typing_the_name(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ada, "privacy", candidate=world.candidate_id)
    assert "**What stays, and leads to nobody:** levels and votes" in tab.everything
    tab.enter("Type Cleo Marsh to confirm", "Cleo").press("Erase for good")
    assert tab.errors == ["That is not the name. Nothing was erased."]
    assert _state(context, world) is CandidateState.ACTIVE
    tab.enter("Type Cleo Marsh to confirm", " cleo  marsh ").press("Erase for good")
    assert _state(context, world) is CandidateState.ERASED
    assert "Cleo" not in tab.everything


def test_a_hold_put_on_meanwhile_stops_an_erasure(visit: Visit, context: Context, world: World) -> None:
    ada = world.cast.ada
    tab = visit(ada, "privacy", candidate=world.candidate_id).enter("Type Cleo Marsh to confirm", "Cleo Marsh")
    set_legal_hold(context, ada, world.candidate_id, reason="Claim 4711.")
    tab.run()
    assert "Erase for good" not in tab.buttons
    assert _state(context, world) is CandidateState.ACTIVE


def test_what_is_held_is_a_download(visit: Visit, world: World) -> None:
    tab = visit(world.cast.ada, "privacy", candidate=world.candidate_id)
    assert [button.proto.url for button in tab.app.link_button] == [f"/download/access-bundle/{world.candidate_id}.json"]
