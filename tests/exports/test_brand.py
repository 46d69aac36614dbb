"""A company's own look: colour, logo, footer and templates from a folder."""

from __future__ import annotations

import base64
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from interview.errors import Invalid
from interview.exports.brand import PLAIN, load_brand
from interview.exports.catalogue import make_document
from interview.services.context import Context
from tests.exports import scenes
from tests.factories import ROLE_ID, World

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_folder_shapes_every_format(context: Context, world: World, tmp_path: Path) -> None:
    folder = tmp_path / "brand"
    folder.mkdir()
    (folder / "brand.yaml").write_text("name: Hartmann & Söhne\ncolour: '#8a1c3c'\nfooter: Internal\n", encoding="utf-8")
    (folder / "logo.png").write_bytes(PIXEL)
    (folder / "document.md").write_text("{{ brand.name }}: {{ paper.title }}\n", encoding="utf-8")
    ours = replace(context, settings=replace(context.settings, brand_dir=folder))

    def made(form: str) -> bytes:
        return make_document(ours, world.cast.hugo, "loop-plan", ROLE_ID, form).data

    assert made("md").decode() == "Hartmann & Söhne: Weaver\n".replace("&", "\\&")
    page = made("html").decode()
    assert "--accent: #8a1c3c" in page
    assert "data:image/png;base64," in page
    assert "Hartmann &amp; Söhne" in page
    assert "Internal" in scenes.pdf_text(made("pdf"))
    assert "8A1C3C" in _document_styles(made("docx"))


def _document_styles(data: bytes) -> str:
    return ZipFile(BytesIO(data)).read("word/styles.xml").decode()


def test_without_a_folder_or_a_file_there_is_our_own_look(tmp_path: Path) -> None:
    assert load_brand(None) == PLAIN
    bare = load_brand(tmp_path)
    assert (bare.name, bare.colour, bare.logo, bare.logo_address) == (PLAIN.name, PLAIN.colour, None, "")
    assert bare.template("document.md") == PLAIN.template("document.md")


@pytest.mark.parametrize("written", ["colour: red", "- a list", "name: [", "unknown: 1", "\udcff"])
def test_a_file_with_mistakes_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "brand.yaml").write_bytes(written.encode("utf-8", "surrogateescape"))
    with pytest.raises(Invalid, match=r"brand\.yaml: can't be used"):
        load_brand(tmp_path)


def test_a_folder_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="is no folder"):
        load_brand(tmp_path / "nowhere")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("document.md", "{{ brand.__class__.__init__.__globals__ }}", "md"), r"document\.md:1: .*unsafe"),
        (("document.md", "# Title\n\n{% for one in %}", "md"), r"document\.md:3: "),
        (("document.html", "<p>\n{{ paper.titel }}", "html"), r"document\.html:2: .*titel"),
        (("document.html", "{% include 'nothing.html' %}", "html"), r"document\.html:1: .*nothing"),
        (("document.typ", "#let x = ", "pdf"), "template or picture in this folder"),
        (("charts.typ", "#panic()", "docx"), "template or picture in this folder"),
        (("logo.png", "no picture", "pdf"), "template or picture in this folder"),
        (("logo.png", "no picture", "docx"), r"logo\.png: is no picture"),
    ],
)
def test_a_template_with_a_mistake_is_named_with_its_line(
    given: tuple[str, str, str], told: str, context: Context, world: World, tmp_path: Path
) -> None:
    file, written, form = given
    folder = tmp_path / "brand"
    folder.mkdir()
    (folder / file).write_text(written, encoding="utf-8")
    ours = replace(context, settings=replace(context.settings, brand_dir=folder))
    with pytest.raises(Invalid, match=told):
        make_document(ours, world.cast.hugo, "loop-plan", ROLE_ID, form)
