"""A recruiter's day in a real browser: import, schedule, chase, export."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest

from interview.services.candidates import get_candidate, list_candidates
from interview.services.identity import actor_of, list_people
from interview.services.interviews import schedule_interview
from tests.browser.company import Company
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

PEOPLE = """email,name,roles,timezone,languages,weekly_cap
rita@example.org,Rita Recruiter,recruiter,Europe/Berlin,,
otto@example.org,Otto Outis,interviewer,UTC,Dutch,4
nobody,No Address,,,,
"""


def upload(visitor: Visitor, name: str, text: str) -> None:
    """Choose a table on the import page."""
    visitor.page.locator("input[type=file]").first.set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    visitor.heading("Dry run: nothing is written yet")


def find_on_board(visitor: Visitor, name: str) -> None:
    """Turn the board's weeks to the one with this candidate; at a weekend it shows the week that comes."""
    rows = visitor.page.get_by_role("cell", name=name)
    for turn in ("Earlier", "Later", "Later"):
        if rows.count():
            return
        visitor.click(turn)
    rows.first.wait_for()


def test_from_a_table_over_the_board_and_the_chase_list_to_the_candidates_copy(
    company: Company, server: Server, visit: type[Visits]
) -> None:
    context = company.app.context
    ada = Visitor(visit.open(), server.url)
    company.sign_in(ada.page, company.ada, server)
    ada.visit("/imports")
    ada.heading("Import a table")
    upload(ada, "people.csv", PEOPLE)
    ada.sees("is no e-mail address")
    ada.click("Import 2 rows, leave 1 with mistakes out")
    ada.heading("Imported from people.csv")
    people = {person.name: person for person in list_people(context, company.ada)}
    assert {"Rita Recruiter", "Otto Outis"} <= people.keys()

    rita = Visitor(visit.open(width=390), server.url)
    company.sign_in(rita.page, actor_of(people["Rita Recruiter"]), server)
    rita.visit("/imports")
    rita.heading("Import a table")
    rita.pick("What", "Candidates")
    upload(rita, "candidates.csv", "name,role\nNoor Haddad,Senior Software Engineer\n")
    rita.click("Import 1 row")
    rita.heading("Imported from candidates.csv")
    noor = next(row.candidate for row in list_candidates(context, company.ada) if row.candidate.name == "Noor Haddad")

    rita.visit("/schedule")
    rita.heading("Schedule")
    find_on_board(rita, "Cleo Marsh")
    rita.unfold("Replace somebody on the panel")
    rita.page.get_by_text("Otto Outis: 0 of 4 interviews that week").click()
    rita.settle()
    rita.click("Replace")
    rita.sees("Otto Outis takes the seat.")
    panels = [[seat.name for seat in one.panel] for one in get_candidate(context, company.ada, company.cleo).interviews]
    assert panels == [["Otto Outis"], ["Ivan Ito"]]

    first = get_candidate(context, company.ada, noor.id).interviews[0]
    yesterday = context.now() - timedelta(days=1)
    schedule_interview(context, company.ada, first.id, yesterday, panel=[people["Otto Outis"].id])
    rita.visit("/chase")
    rita.heading("Scorecards to chase")
    rita.sees("1 scorecard is owed")
    rita.click("Reminder to copy")
    rita.sees("Your scorecard: Deep dive, Noor Haddad")
    rita.click("I have sent it")
    rita.sees("reminded once")

    rita.visit(f"/candidate-schedule?candidate={company.cleo}")
    rita.heading("What Cleo Marsh gets")
    with rita.page.expect_download() as started:
        rita.page.get_by_role("link", name="Schedule (PDF)").click()
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(started.value.path().read_bytes())).pages)
    assert "Cleo Marsh" in text
    assert "Otto Outis" in text
    assert "Ines" not in text
