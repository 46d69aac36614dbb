"""A rated candidate whose every free text is given, and readers of each format that are not the writers."""

from __future__ import annotations

import csv
import html
import json
import re
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import docx
import openpyxl
from markdown_it import MarkdownIt
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from interview.domain.debrief import Dissent, Outcome
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.exports.catalogue import make_document
from interview.services.context import Context
from interview.services.debriefs import record_decision, record_vote
from tests.factories import World, submit

CALM = "Drew the data flow unasked and named what breaks first."


def written(*skills: str, level: int, vote: Vote, text: str) -> ScorecardContent:
    """A scorecard with ``text`` in every field that takes text."""
    return ScorecardContent(
        ratings=tuple(Rating(skill_id=skill, level=level, evidence=text) for skill in skills),
        notes=text,
        vote=vote,
        vote_reason=text,
    )


def rate(context: Context, world: World, text: str = CALM) -> None:
    """Both scorecards of Cleo: Ines (design 2, coding 2), Ivan (design 5, listening 5)."""
    submit(context, world.cast.ines, world.workshop, written("design", "coding", level=2, vote=Vote.NO, text=text))
    submit(context, world.cast.ivan, world.talk, written("design", "listening", level=5, vote=Vote.STRONG_YES, text=text))


def decide(context: Context, world: World, text: str = CALM) -> None:
    """Rate, vote in the debrief, and decide with a dissent."""
    rate(context, world, text)
    record_vote(context, world.cast.ines, world.candidate_id, Vote.YES, text)
    dissent = [Dissent(person_id=world.cast.ines.person_id, reason=text)]
    record_decision(context, world.cast.hugo, world.candidate_id, Outcome.HIRE, reason=text, dissent=dissent)


def made(context: Context, world: World, form: str, kind: str = "loop-summary") -> bytes:
    """A document for Hugo."""
    subject = {"kit": world.workshop, "loop-plan": "weaver", "role-sheet": "weaver"}.get(kind, world.candidate_id)
    return make_document(context, world.cast.hugo, kind, subject, form).data


@dataclass(frozen=True)
class Totals:
    """What every format of a loop summary has to agree on: skill -> (n, mean, estimate), the outcome, the content hash."""

    skills: dict[str, tuple[str, str, str]]
    outcome: str
    content_hash: str


def pdf_text(data: bytes) -> str:
    """Every word of a PDF."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def docx_text(data: bytes) -> str:
    """Every paragraph and cell of a Word document."""
    document = docx.Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def docx_totals(data: bytes) -> Totals:
    """By python-docx, which also wrote it, from the saved bytes."""
    document = docx.Document(BytesIO(data))
    table = next(table for table in document.tables if table.rows[0].cells[0].text == "Skill")
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    styled = [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Intense Quote"]
    return Totals(_skills(rows), styled[1], str(document.core_properties.keywords))


def xlsx_totals(data: bytes) -> Totals:
    """By openpyxl."""
    book = openpyxl.load_workbook(BytesIO(data))
    sheet: Any = book["Skills"]
    rows = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    shown = [[*map(str, row[:5]), f"{row[5]:.1f}", f"{row[6]:.1f}"] for row in rows]  # Excel keeps 2.0 as 2
    overview: Any = book["Overview"]
    pairs = [(row[0], row[1]) for row in overview.iter_rows(values_only=True)]
    outcome = next(str(value).splitlines()[0] for name, value in pairs if name == "Recommendation")
    return Totals(_skills(shown), outcome, str(dict(pairs)["Content"]))


def html_totals(data: bytes) -> Totals:
    """By Lexbor."""
    page = LexborHTMLParser(data.decode())
    table = next(table for table in page.css("table") if table.css("th")[0].text() == "Skill")
    rows = [[cell.text() for cell in row.css("td")] for row in table.css("tbody tr")]
    footer = page.css_first("footer")
    assert footer is not None
    return Totals(_skills(rows), page.css(".callout strong")[-1].text(), footer.text().split()[1])


def md_totals(data: bytes) -> Totals:
    """By markdown-it, then Lexbor."""
    page = LexborHTMLParser(MarkdownIt("commonmark").enable("table").render(data.decode()))
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("tbody tr")]
    skills = [row for row in rows if len(row) == 8]
    quotes = [quote.text().strip().splitlines()[0] for quote in page.css("blockquote")]
    return Totals(_skills(skills), quotes[-1], re.findall(r"Content ([0-9a-f]{16})", page.body.text() if page.body else "")[-1])


def json_totals(data: bytes) -> Totals:
    """From the numbers themselves."""
    body = json.loads(data)
    skills = [skill for skill in body["content"]["skills"] if skill["ratings"] or skill["must_have"]]
    rows = {
        skill["name"]: (str(skill["n"]), f"{skill['raw_mean']:.1f}", f"{skill['estimate']:.1f}")
        for skill in skills
        if skill["raw_mean"] is not None
    }
    outcome = body["content"]["recommendation"]["outcome"].replace("_", " ").capitalize()
    return Totals(rows, outcome, body["content_hash"])


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """By the csv module."""
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"))))


def _skills(rows: list[list[str]]) -> dict[str, tuple[str, str, str]]:
    return {html.unescape(row[0]).removesuffix(" (must-have)"): (row[4], row[5], row[6]) for row in rows}
