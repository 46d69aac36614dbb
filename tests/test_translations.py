"""The German texts: all of them, with the placeholders of the English ones, compiled and up to date."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from interview.texts import LOCALE
from tests.translating import compiled, texts_of_module

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/loopwright.po"))

in_each_language = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _messages(path: Path) -> list[Message]:
    return [message for message in _read(path) if message.id]


def _names(text: str) -> set[str]:
    return {field.split(":")[0] for field in re.findall(r"{(.*?)}", text)}


@in_each_language
def test_every_text_on_screen_is_translated(path: Path) -> None:
    assert [message.id for message in _messages(path) if not all(_forms(message.string or ""))] == []


@in_each_language
def test_a_translation_has_the_placeholders_of_its_text_and_no_other(path: Path) -> None:
    for message in _messages(path):
        wanted = set().union(*map(_names, _forms(message.id)))
        for form in _forms(message.string or ""):
            if isinstance(message.id, str):
                assert _names(form) == wanted, message.id
            assert _names(form) <= wanted, message.id


@in_each_language
def test_marks_links_and_paragraphs_stay_as_they_are(path: Path) -> None:
    for message in _messages(path):
        for form in _forms(message.string or ""):
            of_text, of_form = (tuple(map(text.count, ("**", "\n", "`"))) for text in (_forms(message.id)[-1], form))
            assert of_form == of_text, message.id


@in_each_language
def test_the_catalogue_holds_exactly_the_texts_in_the_code(path: Path) -> None:
    """After a change of a text: ``make texts``, and translate what is new."""
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
    ways: tuple[tuple[str, list[tuple[str, Any]]], ...] = (
        ("ui", [("**.py", texts_of_module)]),
        ("api/templates", [("**.html", "jinja2")]),
    )
    found = {text[2] for folder, way in ways for text in extract_from_dir(ROOT / "interview" / folder, way, keywords=keywords)}
    known = {tuple(message.id) if not isinstance(message.id, str) else message.id for message in _messages(path)}
    assert {str(key) for key in found} == {str(key) for key in known}


@in_each_language
def test_what_runs_is_what_was_written(path: Path) -> None:
    assert path.with_suffix(".mo").read_bytes() == compiled(path), "run: make texts"
