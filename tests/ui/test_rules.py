"""How candidates are judged, on screen: rules in force, equal treatment, and the change of rules with what it would change."""

from __future__ import annotations

from interview.domain.debrief import Outcome
from interview.services.context import Context
from interview.services.debriefs import record_decision
from interview.services.rules import get_rules
from tests.factories import ROLE_ID, World, content, submit
from tests.ui.conftest import Visit


def test_a_change_shows_what_it_does_before_it_is_fixed(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    submit(context, cast.ines, world.workshop, content("design", "coding", level=4))
    submit(context, cast.ivan, world.talk, content("design", "listening", level=4))
    record_decision(context, cast.hugo, world.candidate_id, Outcome.HIRE, reason="Good.")
    page = visit(cast.hugo, "rules", role=ROLE_ID)
    assert "All candidates of this requisition (1) are judged by the same rules." in page.everything
    assert "1 stored recommendations were computed once more just now; none came out different." in page.everything
    page.enter("A wrong hire costs", 100.0).press("Show what would change")
    assert "decided, stays" in page.everything
    assert page.press("Fix these rules").errors == [
        "Candidates of this requisition are judged already; say why the rules change, it is kept with them."
    ]
    page.enter("Why? It is kept with the rules", "Two bad hires.").press("Fix these rules")
    rules = get_rules(context, cast.hugo, ROLE_ID).rules
    assert (rules.number, rules.costs.wrong_hire, rules.reason) == (2, 100.0, "Two bad hires.")
    assert "Two bad hires." in visit(cast.rita, "rules", role=ROLE_ID).everything


def test_whoever_may_not_decide_reads_the_rules_without_a_form(visit: Visit, world: World) -> None:
    page = visit(world.cast.rita, "rules", role=ROLE_ID)
    assert "70% or more" in page.everything
    assert "Show what would change" not in page.buttons
