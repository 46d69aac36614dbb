"""Outcomes on the screen: the list to fill in, the comparison, and mistakes with their line."""

from __future__ import annotations

from tests.factories import Cast
from tests.services.test_outcome_link import decided, table  # noqa: F401 - the fixture
from tests.ui.conftest import Visit


def test_validity_and_the_curve_are_shown_with_their_doubt(visit: Visit, cast: Cast, decided: list[str]) -> None:  # noqa: F811
    tab = visit(cast.ada, "outcomes")
    assert tab.title == "Do recommendations come true?"
    rows: list[tuple[str, object]] = [(candidate, 2 + number % 3) for number, candidate in enumerate(decided)]
    tab.app.file_uploader[0].upload("outcomes.csv", table(rows), "text/csv")
    tab.run()
    everything = tab.everything
    for shown in ("From 32 people", "Validity among those hired", "80% - 90%", "Performance ratings have errors"):
        assert shown in everything
    for hidden in (">nan", ">None", *decided):
        assert hidden not in everything


def test_a_mistake_names_its_line(visit: Visit, cast: Cast, decided: list[str]) -> None:  # noqa: F811
    tab = visit(cast.aud, "outcomes")
    tab.app.file_uploader[0].upload("outcomes.csv", table([(decided[0], "good")]), "text/csv")
    tab.run()
    assert tab.errors == [
        "outcomes.csv:2: performance: 'good' is not a number; correct it, or leave it empty where there is none yet"
    ]


def test_without_anybody_hired_it_says_so(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ada, "outcomes")
    assert [str(info.value) for info in tab.app.info] == ["Nobody has been hired with a recommendation on record yet."]


def test_a_hiring_manager_finds_no_such_page(visit: Visit, cast: Cast) -> None:
    assert "outcomes" not in visit(cast.hugo).pages
