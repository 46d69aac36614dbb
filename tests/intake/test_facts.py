"""Title, level, years, pay, education, ladder, place: the facts beside the skills."""

from __future__ import annotations

import pytest

from interview.intake.career import place_of, years_of
from interview.intake.language import language_of
from interview.intake.pay import salary_of
from interview.intake.sections import sections_of
from interview.intake.title import level_of, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Senior Backend Engineer (m/f/d)\nBerlin", "Senior Backend Engineer"),
        ("Job Title: Data Analyst\nx", "Data Analyst"),
        ("Back to Home\n\nKey Responsibilities and Required Skills for Cloud Architect\n", "Cloud Architect"),
        ("# Staff Engineer at Acme\n", "Staff Engineer"),
        ("Acme\nPlatform Engineer - Remote\n", "Platform Engineer"),
        ("We are looking for a Senior Python Developer to join us.", "Senior Python Developer"),
        ("hello there, we bake bread.", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    ("title", "text", "years", "expected"),
    [
        ("Lead Member of Technical Staff", "", None, ("lead", "title")),
        ("Member of Technical Staff", "A senior individual contributor.", 4, ("senior", "text")),
        ("Senior Engineering Manager", "", None, ("manager", "title")),
        ("Software Engineer II", "", None, ("mid", "title")),
        ("Principal Engineer", "", None, ("principal", "title")),
        ("Software Engineer", "", 6, ("senior", "years")),
        ("Software Engineer", "", 12, ("staff", "years")),
        ("Software Engineer", "", 3, ("mid", "years")),
        ("Software Engineer", "", 1, ("junior", "years")),
        ("Software Engineer", "", None, ("", "none")),
        ("IT Specialist", "One year of specialised experience at the GS-11 level.", 1, ("", "none")),
    ],
)
def test_levels_come_with_their_basis(title: str, text: str, years: int | None, expected: tuple[str, str]) -> None:
    assert level_of(title, text, years) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5+ years of experience with Go", (5, None)),
        ("8–15+ years of professional experience", (8, 15)),
        ("4 to 10+ years of software engineering", (4, 10)),
        ("At least three years working in a team", (3, None)),
        ("Five or more years in data engineering", (5, None)),
        ("2 years with Go and 6 years of software development", (6, None)),
        ("Mindestens 5 Jahre Berufserfahrung", (5, None)),
        ("Founded 12 years ago", (None, None)),
    ],
)
def test_years_of_experience(line: str, expected: tuple[int | None, int | None]) -> None:
    text = f"Requirements\n- {line}\n"
    assert years_of(text, sections_of(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("💰 $160,000 - $240,000", (160_000, 240_000, "USD", "year")),
        ("Salary: €70k–85k", (70_000, 85_000, "EUR", "year")),
        ("Pay: £55,000 to £65,000 per annum", (55_000, 65_000, "GBP", "year")),
        ("Gehalt: 75.000 € bis 92.000 €", (75_000, 92_000, "EUR", "year")),
        ("Rate: $55-$65/hr", (55, 65, "USD", "hour")),
        ("CA$110,000 – CA$145,000 annually", (110_000, 145_000, "CAD", "year")),
        ("Base pay: $120,000 - $150,000 CAD", (120_000, 150_000, "CAD", "year")),
        ("Salary CHF 120'000 - 140'000", (120_000, 140_000, "CHF", "year")),
        ("up to £90,000 salary", (None, 90_000, "GBP", "year")),
        ("Salary from $100,000", (100_000, None, "USD", "year")),
        ("Salary: 5.000 € - 6.000 € pro Monat", (5_000, 6_000, "EUR", "month")),
    ],
)
def test_salaries(text: str, expected: tuple[float | None, float | None, str, str]) -> None:
    salary = salary_of(text)
    assert salary is not None
    assert (salary.min, salary.max, salary.currency, salary.period) == expected


@pytest.mark.parametrize(
    "text",
    ["💰 $ - $", "We raised $80M", "a $2,500 training budget", "401(k) and 5-10 days", "revenue of $100,000,000 - $200,000,000"],
)
def test_money_that_is_no_salary(text: str) -> None:
    assert salary_of(text) is None


def test_place_and_work_mode() -> None:
    assert place_of("Location: Bremen\nHybrid, two days in the office") == ("Bremen", "hybrid")
    assert place_of("Work from anywhere, fully remote") == (None, "remote")
    assert place_of("We bake bread") == (None, None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You will work with the team and build the services for our customers.", "en"),
        ("Du arbeitest mit dem Team und entwickelst die Dienste für unsere Kunden.", "de"),
        ("Vous travaillez avec une équipe pour les clients de la société.", "fr"),
        ("Trabajas con el equipo en los servicios para los clientes de la empresa.", "es"),
        ("Lavorerai con il team e svilupperai i servizi per i clienti della società.", "it"),
        ("Вы будете работать с командой", "other"),
        ("Python Kafka Docker", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language
