"""Files of every kind become text; what can't be read is refused in one sentence, in bounded time and memory."""

from __future__ import annotations

import resource
import time

import pytest

from interview.errors import Unreadable
from interview.intake.pdf import unwrap
from interview.intake.read import MAX_BYTES, MAX_CHARACTERS, read_document
from tests.intake import files

TEXT = "Rôle: Senior Engineer\n• Python – “five years”"


def test_a_word_file_keeps_headings_bullets_and_table_cells() -> None:
    assert read_document(files.docx_file(), "job.docx").split("\n") == [
        "Senior Python Engineer",
        "",
        "Requirements",
        "- 5+ years of Python and PostgreSQL",
        "- Clear written communication",
        "Location\tBremen",
    ]


def test_a_pdf_gives_its_lines() -> None:
    text = read_document(files.pdf_file(), "job.pdf")
    assert [line for line in files.LINES if line not in text] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_every_usual_encoding_gives_the_same_text(encoding: str) -> None:
    assert read_document(TEXT.encode(encoding), "job.txt") == TEXT


def test_bytes_of_no_usual_encoding_are_guessed() -> None:
    russian = "Мы ищем инженера с опытом разработки на языке Python и знанием баз данных. " * 5
    assert "Python" in read_document(russian.encode("koi8-r") + b"\x98\x81", "job.txt")


def test_text_in_a_cyrillic_code_page_is_refused_and_not_taken_for_accented_letters() -> None:
    russian = "Мы ищем инженера с опытом разработки на языке Python и знанием баз данных. "
    with pytest.raises(Unreadable, match="not text in an encoding we know; save it as UTF-8"):
        read_document(russian.encode("cp1251"), "job.txt")


def test_lines_that_a_page_broke_are_joined_again() -> None:
    broken = "You will build the services that our customers depend on every\nday of the year\n- and more\nfor all time"
    joined = "You will build the services that our customers depend on every day of the year\n- and more\nfor all time"
    assert unwrap(broken) == joined


def test_line_ends_odd_spaces_and_invisible_characters_are_tidied() -> None:
    assert read_document("A\r\nb\u00a0c\rd\u200be  \n\n\n\nf\n".encode(), "job.txt") == "A\nb c\nde\n\nf"


def test_the_content_decides_and_not_the_ending() -> None:
    assert read_document(files.docx_file(), "job.pdf") == read_document(files.docx_file(), "job.docx")
    assert read_document(files.pdf_file(), "job.txt") == read_document(files.pdf_file(), "job.pdf")


HTML = (
    "<html><head><title>x</title><script>var a='Kafka';</script></head>"
    "<body><h1>Cook</h1><ul><li>Soup &amp; bread</li></ul></body></html>"
)


def test_html_loses_scripts_and_keeps_lines() -> None:
    assert read_document(HTML.encode(), "job.html") == "Cook\n\n- Soup & bread"


def test_html_that_a_feed_escaped_twice_reads_the_same() -> None:
    once = HTML.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read_document(once.encode(), "job.html") == read_document(HTML.encode(), "job.html")
    assert read_document(once.replace("&", "&amp;").encode(), "job.txt") == "Cook\n\n- Soup & bread"


def test_html_tables_keep_a_label_beside_its_cell() -> None:
    table = b"<html><body><table><tr><td>Essential</td><td>Python</td></tr></table></body></html>"
    assert read_document(table, "job.html") == "Essential\tPython"


def test_html_is_read_to_a_depth_that_people_write() -> None:
    deep = b"<html><body>" + b"<div>" * 1_000 + b"Engineer" + b"</div>" * 1_000
    assert read_document(deep, "job.html") == "Engineer"


def test_html_nested_a_hundred_thousand_deep_is_refused() -> None:
    with pytest.raises(Unreadable, match="nested more than 2,000 deep"):
        read_document(b"<html><body>" + b"<div>" * 100_000 + b"Engineer", "job.html")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\xef\xbb\xbf", "is empty"),
        (b"\x00\x01\x02\x03" * 500, "binary file"),
        (b"\x07\x08\x0e" * 500, "binary file"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 99, "a picture"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "old Word file"),
        (b"\xff\xfeA", "damaged"),
        ("🎉🚀✨ 💼💼".encode(), "no words"),
        (b"x" * (MAX_BYTES + 1), "larger than 10 MB"),
        (b"word " * (MAX_CHARACTERS // 4), "characters, more than"),
        (b"PK\x03\x04broken", "damaged archive"),
        (b"%PDF-1.7 broken", "damaged PDF"),
        (b"<html><body><script>a</script><p></p></body></html>", "no words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_job_description_is_refused_with_file_reason_and_remedy(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(data, "job.txt")
    sentence = str(refused.value)
    assert sentence.startswith("job.txt: ")
    assert said in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (files.image_only_pdf, "only images"),
        (files.locked_pdf, "protected by a password"),
        (files.pdf_bomb, "only images"),
        (files.zip_bomb, "unpacks to more than 50 MB"),
        (files.plain_zip, "not a Word file"),
        (files.broken_docx, "not a readable Word file"),
        (files.endless_docx, "more than 5,000 paragraphs"),
        (lambda: files.pdf_file(200), "200 pages"),
    ],
    ids=["image-only", "locked", "pdf bomb", "word bomb", "zip", "broken", "endless", "200 pages"],
)
def test_hostile_documents_are_refused_quickly(data: object, said: str) -> None:
    content = data()  # type: ignore[operator]  # a function or a lambda from the list above
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(Unreadable, match=said):
        read_document(content, "job.bin")
    assert time.process_time() - started < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes


@pytest.mark.parametrize(("rows", "columns"), [(3, 1_000_000_000), (1_500, 2)], ids=["wide", "tall"])
def test_merged_cells_are_read_once_however_far_they_reach(rows: int, columns: int) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    lines = read_document(files.merged_docx(rows, columns), "job.docx").splitlines()
    assert lines[:3] == ["Duties\tduty 0", "duty 1", "duty 2"]
    assert len([line for line in lines if "duty" in line]) == rows
    assert time.process_time() - started < 40
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kilobytes
