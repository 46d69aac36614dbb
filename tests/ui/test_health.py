"""Health, one's own ratings and adverse impact on the screen: numbers with intervals, and "too few" instead of noise."""

from __future__ import annotations

import pytest

from interview.services.context import Context
from tests.factories import Cast, TestClock, World, a_published_loop
from tests.services.past_loops import finish_loops
from tests.ui.conftest import Visit
from tests.ui.tab import Tab

DESIGNS = [(4, 4), (3, 4), (5, 4), (2, 2), (1, 2), (4, 3), (5, 5), (3, 3), (2, 3), (4, 5), (3, 2), (4, 4)]


@pytest.fixture
def past(context: Context, cast: Cast, clock: TestClock) -> Cast:
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, DESIGNS)
    return cast


def test_a_lead_sees_agreement_rubrics_and_the_way_but_no_single_interviewer(visit: Visit, past: Cast) -> None:
    tab = visit(past.hugo, "health")
    assert tab.title == "Are we interviewing well?"
    everything = tab.everything
    for shown in ("Finished loops: 12", "ICC(1), one interviewer", "Skill by skill", "Workshop", "Tell me about a time"):
        assert shown in everything
    assert "How somebody rates is shown to that person" in everything
    for hidden in ("Candidate 0", "Drew the data flow", "Ines", ">nan", ">None"):
        assert hidden not in everything
    assert "Adverse impact: compare selection rates from a table of yours" not in tab.links


def test_an_administrator_gets_interviewers_by_name_in_words(visit: Visit, past: Cast) -> None:
    tab = visit(past.ada, "health")
    assert [expander.label for expander in tab.app.expander] == ["Ines · 12 interviews", "Ivan · 12 interviews"]
    assert tab.links["Adverse impact: compare selection rates from a table of yours"].endswith("impact")


def test_without_finished_loops_it_says_too_few(visit: Visit, context: Context, cast: Cast) -> None:
    a_published_loop(context, cast.hugo)
    tab = visit(cast.hugo, "health", role="weaver")
    assert "Too few so far: 0 of 10." in [str(info.value) for info in tab.app.info]
    assert "no hires yet" in tab.everything
    assert ">nan" not in tab.everything


def test_everybody_finds_a_mirror_of_their_own_ratings(visit: Visit, past: Cast) -> None:
    tab = visit(past.ines, "own-ratings")
    assert tab.title == "How I rate"
    assert "From 12 interviews of yours" in tab.everything
    assert "Of these candidates, 12 were rated by others" in tab.everything
    assert "Ivan" not in tab.everything


def upload(tab: Tab, data: bytes) -> Tab:
    tab.app.file_uploader[0].upload("outcomes.csv", data, "text/csv")
    return tab.run()


def test_an_auditor_reads_an_uploaded_table(visit: Visit, cast: Cast) -> None:
    rows = ["sex,race,selected,score"]
    rows += [f"{sex},{race},{int(n % 3 == 0)},{n}" for sex in "FM" for race in "XY" for n in range(40)] + ["F,Z,1,9"]
    tab = visit(cast.aud, "impact").fill("Group columns, with commas between", "sex,race")
    shown = upload(tab, "\n".join(rows).encode()).everything
    for text in ("Selection by sex, race", "Scores by sex", "F / X", "hidden", "Download for an auditor (CSV)"):
        assert text in shown


def test_a_table_without_scores_shows_selection_alone(visit: Visit, cast: Cast) -> None:
    shown = upload(visit(cast.ada, "impact"), b"group,selected\n" + b"a,1\nb,0\n" * 6).everything
    assert "Selection by group" in shown
    assert "Scores by" not in shown


def test_mistakes_in_the_table_are_sentences(visit: Visit, cast: Cast) -> None:
    tab = upload(visit(cast.aud, "impact"), b"group,selected\na,yes\nb,no")
    assert [error.split(":")[:2] for error in tab.errors] == [["outcomes.csv", "2"], ["outcomes.csv", "3"]]


def test_those_who_decide_have_no_such_page(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.hugo, "impact")
    assert "impact" not in tab.pages
    assert tab.title != "Adverse impact"


def test_the_model_is_checked_on_demand_by_those_who_may(visit: Visit, world: World) -> None:
    page = visit(world.cast.ada, "health").press("Check now")
    assert page.errors == ["There are 0 ratings of decided candidates; a check needs at least 50."]
    assert "Check now" not in visit(world.cast.rita, "health").buttons
