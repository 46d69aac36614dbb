"""From a pasted job description to a decision and its PDF, in a real browser, by four people."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.seeds import shared_file

SAMPLE = "samples/jds"
EVIDENCE = "Drew the write path, named the shard that goes hot and said what she would measure first."

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.mark.seed
def test_from_the_pasted_founding_job_description_to_the_downloaded_pdf(server: Server, visit: type[Visits]) -> None:
    journey(server, visit, shared_file("jds/lead-member-of-technical-staff.txt").read_text(encoding="utf-8"))


def journey(server: Server, visit: type[Visits], job_description: str) -> None:
    manager = Visitor(visit.open(), server.url)
    manager.create_administrator(server.setup_url)

    manager.follow("People")
    manager.follow("Accounts")
    manager.heading("Accounts")
    names = ("Ivy Ibsen", "Joe Jones", "Kim Klein", "Lou Lang", "Max Moor", "Nia Noor")
    links = {name: manager.add_person(name) for name in names}

    manager.follow("Roles")
    manager.heading("Roles")
    manager.fill("Job description", job_description)
    manager.click("Read it")
    manager.heading("Skills")
    manager.number("Weight (1-10)", 9)
    manager.number("Bar (1-5)", 3)
    manager.fill("Reason for the change", "We hire for a younger platform.")
    manager.click("Save the change")
    manager.sees("Change saved.")
    manager.click("Publish role")
    manager.sees("Role published.")

    manager.follow("Loop builder")
    manager.click("Assemble the loop")
    manager.heading("Coverage")
    manager.click("Publish the loop")
    manager.sees("Loop published.")

    manager.follow("Candidates")
    manager.fill("Name", "Cleo Candidate", exact=True)
    manager.click("Add candidate")
    manager.heading("Cleo Candidate")
    manager.sees("Signed in as")  # the foot of the page: everything above it is there
    folded = manager.page.get_by_test_id("stExpander").filter(has_text="Set panel and time by hand")
    stages = folded.count()
    assert stages >= 5
    for index, name in enumerate(names[:stages]):
        section = folded.nth(index)
        section.locator("summary").click()
        manager.settle()
        manager.choose("Interviewers", name, within=section)
        section.get_by_role("button", name="Save panel and time").click()
        manager.settle()
        manager.page.get_by_role("listitem").filter(has_text=name).wait_for()
        manager.settle()

    for index, name in enumerate(names[:stages]):
        rate(Visitor(visit.open(width=390 if index == 1 else 1440), server.url), links[name])

    manager.page.reload()
    manager.heading("Cleo Candidate")
    manager.follow("Open the debrief")
    manager.heading("Recommendation")
    manager.sees("Chance of meeting the bar")
    manager.page.get_by_text("Hire", exact=True).last.click()
    manager.settle()
    manager.fill("Reason", "The panel agrees, and the evidence on design is strong.")
    manager.click("Record the decision")
    manager.sees("Decision recorded.")

    manager.follow("back to the candidate")
    manager.heading("Documents")
    pdf = download(manager, "Loop summary (PDF)")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    markdown = download(manager, "Loop summary (Markdown)").decode()
    for document in (text, markdown):
        assert "Cleo Candidate" in document
        assert "The panel agrees" in document
        assert "Ada Admin" in document
    hashes = [re.search(r"Content[^0-9a-z]{1,8}([0-9a-f]{16})", document) for document in (text, markdown)]
    assert hashes[0] is not None
    assert hashes[1] is not None
    assert hashes[0].group(1) == hashes[1].group(1)


def rate(interviewer: Visitor, link: str) -> None:
    """Open the kit from the one-time link on, rate every skill with evidence, submit."""
    interviewer.set_password(link)
    interviewer.follow("with Cleo Candidate")
    interviewer.heading("Notes and vote")
    groups = interviewer.page.get_by_role("radiogroup", name="Your rating of")
    boxes = interviewer.page.get_by_role("textbox", name="Evidence for")
    skills = interviewer.pairs(groups, boxes)
    for index in range(skills):
        groups.nth(index).get_by_text("4 advanced", exact=True).click()
        interviewer.settle()
    for index in range(skills):
        boxes.nth(index).fill(EVIDENCE)
        boxes.nth(index).blur()
        interviewer.settle()
    interviewer.pick("Your vote", "Yes")
    interviewer.fill("Why? One line is enough", "Careful with data, clear about risk.")
    interviewer.click("Check and submit")
    interviewer.click("Submit the scorecard")
    interviewer.sees("Your scorecard is submitted and locked.")


def download(visitor: Visitor, name: str) -> bytes:
    """Press a download link; returns the file."""
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("link", name=name).click()
    return started.value.path().read_bytes()
