"""``interview coverage-table``: which lines of the roles the banks hold questions for, as Markdown."""

from __future__ import annotations

from interview.content.catalogue import require_catalogue
from interview.content.coverage import coverage_page
from interview.settings import load_settings


def coverage_table() -> None:
    """Print docs/coverage.md: each line of a role, its skills, and the number of questions at each level."""
    print(coverage_page(require_catalogue(load_settings().content_dir)), end="")
