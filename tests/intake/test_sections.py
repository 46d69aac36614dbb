"""Which part of a posting a sentence belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.intake.headings import is_known_heading, kind_of
from interview.intake.sections import sections_of
from interview.intake.statements import lines_of, sentences_of


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What you'll do", "duties"),
        ("Essential Duties and Responsibilities", "duties"),
        ("🎯 Role Definition", "summary"),
        ("What we’re looking for", "requirements"),
        ("Required Skills & Competencies", "requirements"),
        ("Nice to have", "preferred"),
        ("Preferred Qualifications", "preferred"),
        ("Preferred Education:", "education"),
        ("Perks & Benefits", "benefits"),
        ("Our Commitment to Diversity & Inclusion", "equal_opportunity"),
        ("Entry Point From:", "career"),
        ("Keywords", "keywords"),
        ("Job-posting keywords", "keywords"),
        ("Your chance", "benefits"),
        ("Leadership expectations", "requirements"),
        ("How we hire", "process"),
        ("Dein Profil", "requirements"),
        ("Vos missions", "duties"),
        ("Lo que buscamos", "requirements"),
    ],
)
def test_headings_open_parts_of_their_kind(heading: str, kind: str) -> None:
    assert kind_of(heading) == kind


@pytest.mark.parametrize("line", ["Experience with Kafka", "Strong Python", "Knowledge of PostgreSQL", "Tallybird"])
def test_a_short_requirement_is_no_heading(line: str) -> None:
    assert not is_known_heading(line)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(section.kind, section.heading) for section in sections_of(text)]


@pytest.mark.parametrize("line", ["Bonus:", "One or more of these is a plus:", "Any of the following would be beneficial:"])
def test_a_heading_may_be_a_bullet_above_further_bullets(line: str) -> None:
    text = f"Requirements\n\n- Python\n- {line}\n  - Kafka\n"
    assert [section.kind for section in sections_of(text)][-1] == "preferred"


def test_a_long_heading_in_title_case_opens_a_part() -> None:
    text = "Nice To Have\n\n- Kafka\n\nOur Offer To Engineers Who Choose Our Town\n\nA long paragraph about leave.\n"
    assert [section.kind for section in sections_of(text)][-1] == "benefits"


def test_headings_inside_a_paragraph_open_parts() -> None:
    text = "We need a cook. Requirements: Two years at a stove. Nice to have: French. Benefits: Lunch."
    assert kinds(text) == [
        ("intro", ""),
        ("requirements", "Requirements"),
        ("preferred", "Nice to have"),
        ("benefits", "Benefits"),
    ]


def test_a_label_on_a_bullet_holds_for_that_bullet_only() -> None:
    text = "Requirements\n- Python\n- Nice to have: Rust\n- SQL"
    assert kinds(text) == [
        ("requirements", "Requirements"),
        ("preferred", "Nice to have"),
        ("requirements", "Requirements"),
    ]


def test_a_table_row_is_read_with_its_label() -> None:
    assert kinds("Specification\nEssential\tPython\nDesirable\tRust\n")[-2][0] == "preferred"


def test_an_unknown_heading_takes_its_kind_from_what_stands_below() -> None:
    assert ("duties", "The fun part") in kinds("Intro\n\nThe fun part:\n- Build services\n- Design APIs\n")


@given(st.text(alphabet="aA.:\n-• \t#*1", max_size=200))
def test_parts_and_sentences_never_leave_the_text_or_overlap(text: str) -> None:
    end = 0
    for section in sections_of(text):
        assert section.start >= end
        end = section.end
        for sentence in section.sentences:
            assert section.start <= sentence.start < sentence.end <= len(text)


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for line in lines_of(text) for s in sentences_of(text, line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Rust is advantageous.Back to Home", ["Rust is advantageous.", "Back to Home"]),
        ("Tools, e.g. Jenkins, etc. are used. Node.js too.", ["Tools, e.g. Jenkins, etc. are used.", "Node.js too."]),
        ("You will: • build • test • ship", ["You will:", "build", "test", "ship"]),
        ("‣ First\n➢ Second\n3) Third", ["First", "Second", "Third"]),
        ("**Bold item**\n## Heading", ["Bold item", "Heading"]),
        (
            "A long line that was broken by the layout of the page and\ngoes on here",
            ["A long line that was broken by the layout of the page and\ngoes on here"],
        ),
    ],
)
def test_sentences_are_cut_where_people_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_pictograms_are_bullets_and_may_stand_before_headings() -> None:
    text = (
        "Data Engineer\n\n🚀 What you'll be up to\n🧱 Build pipelines in Spark\n💸 Keep cloud costs in check\n\n"
        "🎯 Requirements\n- Python\n"
    )
    assert [(section.kind, len(section.sentences)) for section in sections_of(text)] == [
        ("intro", 1), ("duties", 2), ("requirements", 1),
    ]  # fmt: skip


def test_a_list_under_an_unknown_heading_belongs_to_the_duties_above() -> None:
    text = "Developer\n\nYour tasks\n- Build things\n\nPlumbing\n- Kubernetes day and night\n- Terraform all week\n"
    assert [section.kind for section in sections_of(text)][-1] == "duties"


@pytest.mark.parametrize("heading", ["You will", "You'll", "You’ll", "You will be"])
def test_you_will_opens_duties(heading: str) -> None:
    assert [section.kind for section in sections_of(f"Developer\n\n{heading}\n- Build things\n")][-1] == "duties"


def test_german_abbreviations_end_no_sentence() -> None:
    text = "Entwickler\n\nDein Profil\n- Cloud-Plattformen (z. B. Azure, AWS) und u. a. Terraform\n"
    assert len(sections_of(text)[-1].sentences) == 1
