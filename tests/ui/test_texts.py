"""Everything that people read on screen goes through the catalogue of texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from interview.texts import catalogue, language_for, languages
from tests.factories import Cast
from tests.ui.conftest import Visit

UI = Path(__file__).resolve().parents[2] / "interview" / "ui"

SHOWING = frozenset(
    """
    title header subheader caption write markdown text info warning error success toast badge metric spinner status progress
    button form_submit_button link_button download_button menu_button text_input text_area number_input selectbox multiselect
    radio checkbox toggle slider select_slider pills segmented_control date_input time_input datetime_input file_uploader feedback
    chat_input expander popover tabs dialog page_link link done say table Cell altair_chart dataframe data_editor
    """.split()
)
"""The calls that put words on a screen, ours and Streamlit's."""

WORDY = frozenset({"label", "help", "placeholder", "caption", "empty", "alt", "title", "body", "hint", "text", "options"})
"""Their keywords that are read; others are keys, widths and the like."""

MARKS_AND_TAGS = re.compile(
    r":[a-z]+(-[a-z]+)*\[|:material/\w+:|</?\w[^>]*>|\]\(#[\w-]*|&\w+;|\b(PDF|Word|Excel|Markdown|Loopwright)\b"
)
WORD = re.compile(r"[A-Za-z]")
SENTENCE = re.compile(r"[^\W\d_]{2,} |\b[A-Z][a-z]| [a-z]{2,}")


def bare_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each literal that a showing call shows without asking the catalogue."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _name(call.func) in SHOWING and _receiver(call) != "_log":
            shown = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in WORDY)]
            for argument in shown:
                found = list(_inside(argument))
                is_label = argument in call.args[:1] and _receiver(call) not in {"session", ""}
                yield from ((line, text) for line, text in found if (WORD if is_label else SENTENCE).search(_stripped(text)))


def _inside(node: ast.AST) -> Iterator[tuple[int, str]]:
    if isinstance(node, ast.Call) and (_name(node.func) in {"_", "ngettext", "N_", "get", "recall", "nonce", "InlineData"}):
        return
    if isinstance(node, ast.Compare | ast.Lambda | ast.keyword):
        return
    if isinstance(node, ast.Subscript):
        yield from _inside(node.value)
        return
    if isinstance(node, ast.Constant):
        yield from ((node.lineno, text) for text in _literal(node))
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.FormattedValue) or child is node.value:
            yield from _inside(child)


def _literal(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return [text for part in node.values for text in _literal(part)]
    return []


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _receiver(call: ast.Call) -> str:
    return _name(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def _stripped(text: str) -> str:
    return MARKS_AND_TAGS.sub("", text)


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_no_screen_shows_a_text_that_the_catalogue_does_not_know(path: Path) -> None:
    found = sorted(set(bare_texts(ast.parse(path.read_text(encoding="utf-8")))))
    assert found == [], f'{path.name}: wrap these in _("...") from interview.ui.texts'


@pytest.mark.parametrize(
    ("line", "texts"),
    [
        ('st.title("Hello")', ["Hello"]),
        ('column.button("go", key="go")', ["go"]),
        ('st.write(f"{count} loops are open")', [" loops are open"]),
        ('st.caption(" · ".join([name, "still open"]))', ["still open"]),
        ('st.text_input(_("Name"), help="What people call you")', ["What people call you"]),
        ('table(["Skill", _("Bar")], rows)', ["Skill"]),
        ('session.link("roles", "All roles")', ["All roles"]),
        ('st.title(_("Hello {name}").format(name=person["First name"]))', []),
        ('session.link("own-ratings", _("How I rate"))', []),
        ('st.markdown(f"**{name}** :green-badge[{state}]")', []),
    ],
)
def test_a_bare_text_is_found_and_nothing_else(line: str, texts: list[str]) -> None:
    assert sorted({text for _, text in bare_texts(ast.parse(line))}) == texts


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_the_catalogue_is_asked_with_whole_literal_sentences(path: Path) -> None:
    """An f-string or a sum inside ``_`` would look for a text that no catalogue can hold."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = [argument for call in calls if _name(call.func) == "ngettext" for argument in call.args[:2]]
    asked += [argument for call in calls if _name(call.func) in {"N_", "_"} for argument in call.args]
    joined = [ast.unparse(node) for node in asked if isinstance(node, ast.JoinedStr | ast.BinOp | ast.Call)]
    assert joined == []


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("fr-FR,de;q=0.5", "de"),
        ("en-GB,de;q=0.5", "en"),
        ("de_CH.UTF-8", "de"),
        ("fr", "en"),
        ("", "en"),
        ("../../etc/passwd", "en"),
    ],
)
def test_a_browser_gets_the_first_language_of_its_list_that_we_have(wanted: str, language: str) -> None:
    assert language_for(wanted) == language


def test_english_and_german_are_there_and_an_unknown_text_stays_as_it_is() -> None:
    assert languages() == {"de", "en"}
    assert catalogue("de").gettext("Home") == "Start"
    assert catalogue("en").gettext("Home") == "Home"
    assert catalogue("de").gettext("Nobody translated this.") == "Nobody translated this."


def test_a_page_speaks_the_language_of_the_browser_and_an_unknown_one_gets_english(visit: Visit, cast: Cast) -> None:
    tab = visit(cast.ines)
    assert tab.title == "Hello Ines"
    tab.app.context = {"locale": "de-DE"}
    assert tab.run().title == "Guten Tag, Ines"
    tab.app.context = {"locale": "fr-FR"}
    assert tab.run().title == "Hello Ines"
