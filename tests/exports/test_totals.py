"""The same numbers in every format, read back by libraries that did not write them."""

from __future__ import annotations

import statistics
from collections import defaultdict
from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from interview.domain.scorecard import Vote
from interview.services.context import Context
from interview.services.debriefs import get_debrief, record_vote
from tests.exports import scenes
from tests.factories import SKILLS, World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def test_every_format_of_a_loop_summary_tells_the_same_totals(context: Context, world: World) -> None:
    scenes.decide(context, world)
    expected = scenes.json_totals(scenes.made(context, world, "json"))
    assert expected.skills["Designing"][:2] == ("2", "3.5")  # rated 2 and 5
    assert scenes.xlsx_totals(scenes.made(context, world, "xlsx")) == expected
    assert scenes.docx_totals(scenes.made(context, world, "docx")) == expected
    assert scenes.html_totals(scenes.made(context, world, "html")) == expected
    assert scenes.md_totals(scenes.made(context, world, "md")) == expected
    words = scenes.pdf_text(scenes.made(context, world, "pdf"))
    assert f"Recommendation {expected.outcome}" in words
    assert f"Content {expected.content_hash}" in words
    for name, numbers in expected.skills.items():
        assert f"{name}" in words
        assert " ".join(numbers) in words


def test_the_json_agrees_with_the_debrief_on_screen(context: Context, world: World) -> None:
    scenes.rate(context, world)
    screen = get_debrief(context, world.cast.hugo, world.candidate_id)
    told = scenes.json_totals(scenes.made(context, world, "json"))
    assert told.outcome.lower().replace(" ", "_") == screen.recommendation["outcome"]
    estimates = {skill["id"]: f"{skill['estimate']:.1f}" for skill in screen.recommendation["skills"] if skill["n"]}
    assert {name: told.skills[SKILLS[name]][2] for name in estimates} == estimates


def test_csv_records_add_up_to_the_same_means_and_name_their_content(context: Context, world: World) -> None:
    scenes.rate(context, world)
    expected = scenes.json_totals(scenes.made(context, world, "json"))
    rows = scenes.csv_rows(scenes.made(context, world, "csv"))
    levels = defaultdict[str, list[int]](list)
    for row in rows:
        levels[SKILLS[row["skill"]]].append(int(row["rating"]))
    assert {name: (str(len(given)), f"{statistics.mean(given):.1f}") for name, given in levels.items()} == {
        name: numbers[:2] for name, numbers in expected.skills.items()
    }
    assert {row["content"] for row in rows} == {expected.content_hash}
    assert {row["loop_version"] for row in rows} == {"1"}


def test_cells_of_a_workbook_are_typed_and_its_header_is_frozen(context: Context, world: World) -> None:
    scenes.rate(context, world)
    book = openpyxl.load_workbook(BytesIO(scenes.made(context, world, "xlsx")))
    skills = book["Skills"]
    assert skills.freeze_panes == "A2"
    assert [type(cell.value).__name__ for cell in skills[2]] == ["str", "int", "int", "str", "int", "float", "float", "float"]
    assert book["Interviews"]["B2"].is_date
    assert [len(getattr(sheet, "_charts")) for sheet in book.worksheets if sheet.title == "Chart"] == [1]  # noqa: B009 - no public name


def test_a_pdf_is_tagged_has_a_language_page_numbers_and_a_title(context: Context, world: World) -> None:
    scenes.rate(context, world)
    reader = PdfReader(BytesIO(scenes.made(context, world, "pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Cleo Marsh"
    assert f"Page 1 of {len(reader.pages)}" in reader.pages[0].extract_text()
    assert [entry.title for entry in reader.outline if not isinstance(entry, list)] == ["Cleo Marsh"]
    [chapters] = [entry for entry in reader.outline if isinstance(entry, list)]
    assert {"Recommendation", "Ratings", "Evidence"} <= {entry.title for entry in chapters if not isinstance(entry, list)}
    assert b"pdfuaid" in scenes.made(context, world, "pdf")  # PDF/UA-1, as the compiler validated it


def test_the_content_hash_is_of_what_is_shown_not_of_who_exported(context: Context, world: World) -> None:
    scenes.rate(context, world)
    before = scenes.json_totals(scenes.made(context, world, "json")).content_hash
    assert scenes.json_totals(scenes.made(context, world, "json", "debrief-pack")).content_hash == before
    record_vote(context, world.cast.ines, world.candidate_id, Vote.YES, "Convinced by the second interview.")
    assert scenes.json_totals(scenes.made(context, world, "json")).content_hash != before


def test_charts_are_in_every_format_that_people_look_at_and_say_what_they_show(context: Context, world: World) -> None:
    scenes.decide(context, world)
    said = "Designing: bar 4; rated 2, 5; estimate"
    root: Any = PdfReader(BytesIO(scenes.made(context, world, "pdf"))).trailer["/Root"]
    assert said in _alternatives(root["/StructTreeRoot"])
    pictures = docx.Document(BytesIO(scenes.made(context, world, "docx"))).inline_shapes
    assert any(said in getattr(picture, "_inline").docPr.get("descr", "") for picture in pictures)  # noqa: B009 - no public name
    page = scenes.made(context, world, "html").decode()
    assert f'role="img" aria-label="{said}' in page
    plan = scenes.made(context, world, "html", "loop-plan").decode()
    assert 'aria-label="Designing: 24, by weight 24"' in plan  # 48 minutes of questions, 8 of 16 by weight
    words = scenes.pdf_text(scenes.made(context, world, "pdf", "loop-plan"))
    assert "Minutes against weight" in words
    book = openpyxl.load_workbook(BytesIO(scenes.made(context, world, "xlsx", "loop-plan")))
    [chart] = [sheet for sheet in book.worksheets if getattr(sheet, "_charts")]  # noqa: B009 - no public name
    assert [cell.value for cell in chart[2]] == ["Designing", 24, 24]


def _alternatives(element: Any) -> str:
    """Every alternative text in the tree of tags."""
    element = element.get_object()
    if not hasattr(element, "get"):
        return ""
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return str(element.get("/Alt", "")) + " ".join(_alternatives(kid) for kid in kids if hasattr(kid, "get_object"))
