"""Bulk import: what each row would do is said first, one bad row writes nothing, and importing again changes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from time import process_time

import openpyxl
import pytest

from interview.domain.availability import WeeklyHours
from interview.domain.person import PersonRole
from interview.errors import Forbidden, Invalid, Unreadable
from interview.services.candidates import add_candidate, get_candidate, list_candidates
from interview.services.context import Context
from interview.services.debriefs import get_loop_summary
from interview.services.identity import list_people
from interview.services.import_table import RowState
from interview.services.imports import ImportKind, ImportReport, check_import, columns_of, importable, run_import
from interview.services.interviews import declare_conflict, schedule_interview
from interview.services.pool import get_profile
from interview.services.roles import save_role
from tests.factories import ROLE_ID, Cast, World, a_published_loop, a_role, content, submit

PEOPLE, AVAILABILITY, CANDIDATES, SCORECARDS = ImportKind

GOOD = """email,name,roles,timezone,team,skills,languages,tags,weekly_cap
amira@example.org,Amira Khan,interviewer;bar_raiser,Europe/Berlin,Looms,Designing; coding,"English, German",,3
otto@example.org,Otto Outis,,,,,Dutch,,
"""


def states(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.line, row.state.value) for row in report.rows]


def mistakes(context: Context, cast: Cast, kind: ImportKind, text: str) -> list[tuple[str, ...]]:
    return [row.mistakes for row in check_import(context, cast.ada, kind, text.encode(), "t.csv").rows]


def test_people_are_added_and_known_ones_changed_and_a_second_time_nothing_happens(context: Context, cast: Cast) -> None:
    before = list_people(context, cast.ada)
    dry = check_import(context, cast.ada, PEOPLE, GOOD.encode(), "people.csv")
    assert (states(dry), dry.is_done) == ([(2, "new"), (3, "changed")], False)
    assert list_people(context, cast.ada) == before
    assert states(run_import(context, cast.ada, PEOPLE, GOOD.encode(), "people.csv")) == states(dry)
    amira = next(person for person in list_people(context, cast.ada) if person.name == "Amira Khan")
    assert (amira.roles, amira.timezone, amira.has_password) == (
        (PersonRole.INTERVIEWER, PersonRole.BAR_RAISER),
        "Europe/Berlin",
        False,
    )
    profile = get_profile(context, cast.ada, amira.id).profile
    assert (profile.skills, profile.languages, profile.weekly_cap) == (("design", "coding"), ("English", "German"), 3)
    assert next(one.name for one in list_people(context, cast.ada) if one.id == cast.otto.person_id) == "Otto Outis"
    again = run_import(context, cast.ada, PEOPLE, GOOD.encode(), "people.csv")
    assert states(again) == [(2, "unchanged"), (3, "unchanged")]


def test_every_mistake_of_every_row_is_named(context: Context, cast: Cast) -> None:
    text = """email,name,roles,timezone,skills,weekly_cap
nobody,Amira,interviewer,Europe/Berlin,,
ines@example.org,Ines,recruiter,Mars/Base,juggling,99
new@example.org,New,wizard,,,
new@example.org,New,,,,,too,much
"""
    assert mistakes(context, cast, PEOPLE, text) == [
        ("'nobody' is no e-mail address.",),
        (
            "has other roles already; change roles on the page People",
            "'Mars/Base' is no time zone; write it like Europe/Berlin.",
            "there is no skill 'juggling'",
            "weekly_cap '99' is no number from 0 to 40",
        ),
        ("'wizard' is no role; choose from administrator, recruiter, hiring_manager, interviewer, bar_raiser, auditor",),
        (
            "has 8 cells, the header 6; put a text with commas in quotes",
            "stands in row 4 already",
        ),
    ]


def test_one_bad_row_writes_nothing_unless_only_the_valid_ones_are_wanted(context: Context, cast: Cast) -> None:
    text = GOOD + "nobody,X,,,,,,,\n"
    before = list_people(context, cast.ada)
    with pytest.raises(Invalid, match=r"Nothing was imported, because 1 rows have mistakes \(row 4: 'nobody' is no e-mail"):
        run_import(context, cast.ada, PEOPLE, text.encode(), "people.csv")
    assert list_people(context, cast.ada) == before
    report = run_import(context, cast.ada, PEOPLE, text.encode(), "people.csv", only_valid=True)
    assert (report.count(RowState.NEW), report.count(RowState.WRONG)) == (1, 1)
    assert len(list_people(context, cast.ada)) == len(before) + 1
    with context.store.read() as unit:
        event = list(unit.audit.events(subject_id="people"))[-1].event
    assert (event.action, event.details) == ("import.people", {"new": 1, "changed": 1, "unchanged": 0, "wrong": 1})


def test_hours_and_times_away_are_added_on_the_persons_own_clock(context: Context, cast: Cast) -> None:
    run_import(context, cast.ada, PEOPLE, GOOD.encode(), "people.csv")
    text = """email;weekday;from;to;away_from;away_to
amira@example.org;Mon;09:00;12:00;;
amira@example.org;5;14:00;16:30;;
amira@example.org;;;;2026-12-24;2026-12-26
amira@example.org;;;;2026-12-30 14:00;2026-12-30 18:00
"""
    report = run_import(context, cast.rita, AVAILABILITY, text.encode(), "hours.csv")
    assert [row.state for row in report.rows] == [RowState.NEW] * 4
    amira = next(person.id for person in list_people(context, cast.ada) if person.name == "Amira Khan")
    profile = get_profile(context, cast.rita, amira).profile
    assert profile.hours == (
        WeeklyHours(weekday=0, starts=time(9), ends=time(12)),
        WeeklyHours(weekday=4, starts=time(14), ends=time(16, 30)),
    )
    assert [(one.starts_at, one.ends_at) for one in profile.away] == [
        (datetime(2026, 12, 23, 23, tzinfo=UTC), datetime(2026, 12, 26, 23, tzinfo=UTC)),  # whole days in Berlin
        (datetime(2026, 12, 30, 13, tzinfo=UTC), datetime(2026, 12, 30, 17, tzinfo=UTC)),
    ]
    again = run_import(context, cast.rita, AVAILABILITY, text.encode(), "hours.csv")
    assert [row.state for row in again.rows] == [RowState.UNCHANGED] * 4
    longer = "email,weekday,from,to\namira@example.org,monday,09:00,13:00\n"
    assert states(run_import(context, cast.rita, AVAILABILITY, longer.encode(), "h.csv")) == [(2, "changed")]
    assert get_profile(context, cast.rita, amira).profile.hours[0].ends == time(13)
    assert get_profile(context, cast.rita, amira).profile.weekly_cap == 3


def test_what_is_wrong_with_hours_is_said(context: Context, cast: Cast) -> None:
    text = """email,weekday,from,to,away_from,away_to
who@example.org,Mon,09:00,12:00,,
otto@example.org,Someday,9,12:00,,
otto@example.org,Mon,12:00,09:00,,
otto@example.org,Mon,09:00,12:00,2026-12-24,2026-12-25
otto@example.org,Mon,09:00,,,
otto@example.org,Tue,09:00,12:00,,
otto@example.org,Tue,11:00,13:00,,
otto@example.org,,,,soon,2026-12-25
otto@example.org,,,,2026-12-25,2026-12-23
"""
    assert mistakes(context, cast, AVAILABILITY, text) == [
        ("there is no account for 'who@example.org'; import people first",),
        ("'Someday' is no weekday; write Monday or Mon", "'9' is no time; write it like 09:30"),
        ("the hours end before they start",),
        ("give either weekday, from and to, or away_from and away_to",),
        ("give either weekday, from and to, or away_from and away_to",),
        (),
        ("overlaps the hours from 09:00 to 12:00; make one stretch of them",),
        ("'soon' is no day; write it like 2026-12-21, or 2026-12-21 14:00",),
        ("the time away ends before it starts",),
    ]


def test_candidates_get_their_roles_loop_once(context: Context, world: World) -> None:
    text = (
        "name,role,email,timezone,country\nNoor Haddad,Weaver,noor@example.net,Africa/Cairo,EG\nCleo Marsh,weaver,,Asia/Tokyo,\n"
    )
    # Cleo has an address here and none in the table: a row without one is somebody else of that name
    assert states(check_import(context, world.cast.rita, CANDIDATES, text.encode(), "c.csv")) == [(2, "new"), (3, "new")]
    run_import(context, world.cast.rita, CANDIDATES, text.encode(), "c.csv")
    noor = next(row.candidate for row in list_candidates(context, world.cast.rita) if row.candidate.name == "Noor Haddad")
    assert (noor.timezone, noor.country, noor.role_id) == ("Africa/Cairo", "EG", ROLE_ID)
    assert len(get_candidate(context, world.cast.rita, noor.id).interviews) == 2
    moved = text.replace("Africa/Cairo", "Europe/Paris")
    assert states(run_import(context, world.cast.rita, CANDIDATES, moved.encode(), "c.csv")) == [(2, "changed"), (3, "unchanged")]
    assert get_candidate(context, world.cast.rita, noor.id).candidate.timezone == "Europe/Paris"


def test_candidates_need_a_role_with_a_loop_that_the_actor_may_fill(context: Context, world: World) -> None:
    a_published_loop(context, world.cast.hanna, role_id="dyer")
    text = "name,role,email\nA,Weever,\nB,dyer,\n,weaver,b@\nC,weaver,c@example.net\nC,weaver,c@example.net\n"
    found = check_import(context, world.cast.hugo, CANDIDATES, text.encode(), "c.csv")
    assert [row.mistakes for row in found.rows] == [
        ("there is no role 'Weever'; is it 'Weaver'?",),
        ("you may not add a candidate to the role 'dyer'",),
        ("Give the candidate's name.",),
        (),
        ("stands in row 5 already",),
    ]


def test_a_table_tells_no_titles_of_roles_that_its_importer_may_not_fill(context: Context, world: World) -> None:
    save_role(context, world.cast.hanna, a_role("dyer", "Master of Dyes"))
    text = b"name,role,email\nA,Master of Dye,\n"
    [own] = check_import(context, world.cast.hanna, CANDIDATES, text, "c.csv").rows
    [foreign] = check_import(context, world.cast.hugo, CANDIDATES, text, "c.csv").rows
    assert own.mistakes == ("there is no role 'Master of Dye'; is it 'Master of Dyes'?",)
    assert foreign.mistakes == ("there is no role 'Master of Dye'",)


def test_who_is_recused_changes_nothing_of_the_candidate_by_a_table_either(context: Context, world: World) -> None:
    cast = world.cast
    with context.store.read() as unit:
        cleo = unit.candidates.get(world.candidate_id)
    assert cleo is not None
    declare_conflict(context, cast.rita, cleo.id, "Cousins.", person_id=cast.hugo.person_id)
    text = f"name,role,email,timezone\n{cleo.name},weaver,{cleo.email},Asia/Tokyo\n".encode()
    assert states(check_import(context, cast.hugo, CANDIDATES, text, "c.csv")) == [(2, "wrong")]
    assert states(check_import(context, cast.rita, CANDIDATES, text, "c.csv")) == [(2, "changed")]


def test_past_scorecards_become_history_that_leads_to_nobody(context: Context, world: World) -> None:
    cast = world.cast
    rows = [
        f"Old Candidate {number},{who}@example.org,Weaver,{skill},{level}"
        for number in range(12)
        for who, level in (("ines", 2), ("ivan", 4))
        for skill in ("design", "Coding")
    ]
    text = "candidate,interviewer,role,skill,rating\n" + "\n".join(rows)
    assert run_import(context, cast.rita, SCORECARDS, text.encode(), "s.csv").count(RowState.NEW) == 48
    assert _severity_of_ines(context, cast) > 0  # two levels below Ivan on the same people; roles that start now know it
    assert run_import(context, cast.rita, SCORECARDS, text.encode(), "s.csv").count(RowState.UNCHANGED) == 48
    with context.store.read() as unit:
        kept = unit.past_ratings.all()
    assert "Old Candidate" not in str(kept)
    assert len({rating.reference for rating in kept}) == 12


def _severity_of_ines(context: Context, cast: Cast) -> float:
    """In the first loop of a role that begins now."""
    a_published_loop(context, cast.hanna, role_id="dyer")
    candidate = add_candidate(context, cast.rita, name="Dana Wells", role_id="dyer")
    for interview, actor, skills in zip(
        get_candidate(context, cast.rita, candidate.id).interviews,
        (cast.ines, cast.ivan),
        (("design", "coding"), ("design", "listening")),
        strict=True,
    ):
        starts_at = context.now() + timedelta(hours=2 * interview.position)
        schedule_interview(context, cast.rita, interview.id, starts_at, panel=[actor.person_id])
        submit(context, actor, interview.id, content(*skills))
    found = get_loop_summary(context, cast.ada, candidate.id).recommendation["interviewers"]
    return float(next(one["severity"] for one in found if one["id"] == cast.ines.person_id))


def test_what_is_wrong_with_past_scorecards_is_said(context: Context, cast: Cast) -> None:
    text = """candidate,interviewer,role,skill,rating
,who@example.org,,juggling,6
A,ines@example.org,Weaver,design,3
a,ines@example.org,weaver,Designing,4
"""
    assert mistakes(context, cast, SCORECARDS, text) == [
        (
            "candidate is empty; give any reference that tells candidates apart",
            "there is no account for 'who@example.org'; import people first",
            "role is empty; say what the candidate was interviewed for",
            "'juggling' is no skill; use an id or a name from the page Questions",
            "rating '6' is none of 1 to 5",
        ),
        (),
        ("rates the same as row 3",),
    ]


def test_excel_is_read_with_its_dates_and_numbers(context: Context, cast: Cast) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Email", "Weekday", "From", "To", "Away from", "Away to"])
    sheet.append([])
    sheet.append(["otto@example.org", "Tuesday", time(9), time(11, 30), None, None])
    sheet.append(["otto@example.org", None, None, None, date(2026, 12, 24), datetime(2026, 12, 25, 12, 0)])  # noqa: DTZ001 - a cell
    data = io.BytesIO()
    book.save(data)
    report = run_import(context, cast.rita, AVAILABILITY, data.getvalue(), "hours.xlsx")
    assert states(report) == [(3, "new"), (4, "new")]
    profile = get_profile(context, cast.otto).profile
    assert profile.hours == (WeeklyHours(weekday=1, starts=time(9), ends=time(11, 30)),)
    assert profile.away[0].ends_at == datetime(2026, 12, 25, 12, tzinfo=UTC)


def test_a_small_workbook_that_claims_every_cell_there_can_be_is_read_at_once(context: Context, cast: Cast) -> None:
    """The sheet says it reaches to XFD100000; made in full, those would be sixteen hundred million empty cells: minutes."""
    began, rows = process_time(), 100_000
    data = _with_sheet(
        '<dimension ref="A1:XFD100000"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>email</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>name</t></is></c></row><row r="100000"><c r="A100000"><v>1</v></c></row></sheetData>'
    )
    assert len(data) < 10_000
    assert check_import(context, cast.ada, PEOPLE, data, "people.xlsx").rows[0].line == rows
    assert process_time() - began < 60


def test_a_workbook_that_unpacks_to_more_than_fits_is_refused(context: Context, cast: Cast) -> None:
    data = _with_sheet(f"<sheetData>{' ' * 60_000_000}</sheetData>")
    assert len(data) < 1_000_000
    with pytest.raises(Unreadable, match="unpacks to more than 50 MB"):
        check_import(context, cast.ada, PEOPLE, data, "people.xlsx")


def _with_sheet(content: str) -> bytes:
    """A workbook whose only sheet holds this."""
    plain, made = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</worksheet>'
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") else source.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty; start from the template"),
        (b"email,name\n", "holds no rows"),
        (b"name\nX\n", "has no column email"),
        (b"email,name,name\nX\n", "the column name twice"),
        (b"email,name,shoe_size\nX\n", "'?shoe_size'? is not known; the columns are email, name"),
        (b"email,name\n\xff\xfe", "is not UTF-8"),
        (b"PK\x03\x04 no workbook", "is no Excel workbook"),
        (b"email,name\n" + b"a@example.org,A\n" * 5001, "more than 5000 rows"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(context: Context, cast: Cast, data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        check_import(context, cast.ada, PEOPLE, data, "people.csv")


def test_everybody_imports_what_they_may_change(context: Context, cast: Cast) -> None:
    assert importable(cast.ada) == tuple(ImportKind)
    assert importable(cast.rita) == (AVAILABILITY, CANDIDATES, SCORECARDS)
    assert importable(cast.hugo) == (CANDIDATES,)
    assert importable(cast.ines) == ()
    for kind, actor in ((PEOPLE, cast.rita), (AVAILABILITY, cast.hugo), (CANDIDATES, cast.ines), (SCORECARDS, cast.hugo)):
        with pytest.raises(Forbidden):
            check_import(context, actor, kind, b"", "t.csv")


def test_the_examples_of_the_templates_are_what_the_columns_say(context: Context, cast: Cast) -> None:
    for kind in ImportKind:
        header = ",".join(column.name for column in columns_of(kind))
        example = ",".join(f'"{column.example}"' for column in columns_of(kind))
        report = check_import(context, cast.ada, kind, f"{header}\n{example}\n".encode(), "t.csv")
        assert [row.line for row in report.rows] == [2]
