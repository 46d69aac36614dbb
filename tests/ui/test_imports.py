"""Importing a table: the dry run first, then all or the valid rows."""

from __future__ import annotations

from interview.services.candidates import list_candidates
from interview.services.context import Context
from interview.services.identity import list_people
from tests.factories import Cast, World
from tests.ui.conftest import Visit
from tests.ui.tab import Tab

GOOD = b"name,role,email\nNoor Haddad,Weaver,noor@example.net\n"
MIXED = GOOD + b"Somebody,Dyer,\n"


def upload(tab: Tab, name: str, data: bytes) -> Tab:
    tab.app.file_uploader[0].upload(name, data, "text/csv")
    return tab.run()


def test_a_dry_run_writes_nothing_and_the_import_does_once(visit: Visit, context: Context, world: World) -> None:
    tab = upload(visit(world.cast.hugo, "imports"), "c.csv", GOOD)
    assert "Dry run: nothing is written yet" in [header.value for header in tab.app.header]
    assert len(list_candidates(context, world.cast.rita)) == 1
    tab.press("Import 1 row")
    assert len(list_candidates(context, world.cast.rita)) == 2
    assert "Imported from c.csv" in [header.value for header in tab.app.header]
    again = upload(tab, "c.csv", GOOD)
    assert "There is nothing to import." in again.everything


def test_rows_with_mistakes_are_named_and_may_be_left_out(visit: Visit, context: Context, world: World) -> None:
    tab = upload(visit(world.cast.hugo, "imports"), "c.csv", MIXED)
    assert "there is no role" in tab.everything
    tab.press("Import 1 row, leave 1 with mistakes out")
    assert sorted(row.candidate.name for row in list_candidates(context, world.cast.rita)) == ["Cleo Marsh", "Noor Haddad"]


def test_a_file_that_is_no_table_is_refused_in_a_sentence(visit: Visit, context: Context, cast: Cast) -> None:
    before = list_people(context, cast.ada)
    tab = upload(visit(cast.ada, "imports"), "people.csv", b"shoe\n42\n")
    assert tab.errors == ["people.csv: has no column email, name; start from the template."]
    assert list_people(context, cast.ada) == before


def test_each_person_is_offered_what_they_may_import(visit: Visit, cast: Cast) -> None:
    kinds = {who.name: list(visit(who, "imports").app.segmented_control[0].options) for who in (cast.ada, cast.rita, cast.hugo)}
    assert kinds == {
        "Ada": ["People", "Hours and times away", "Candidates", "Past scorecards"],
        "Rita": ["Hours and times away", "Candidates", "Past scorecards"],
        "Hugo": ["Candidates"],
    }
