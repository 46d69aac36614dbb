"""The security page names tests; each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "security.md"


def test_every_test_that_the_security_page_names_exists() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named, missing = 0, []
    for line in text.splitlines():
        file = ""
        for path, name in re.findall(r"`(?:tests/)?((?:[a-z_]+/)?test_[a-z_]+\.py)?(?:::(test_\w+))?`", line):
            file = path or file
            if not file and not name:
                continue
            named += 1
            source = TESTS / file
            if not source.is_file() or (name and f"def {name}(" not in source.read_text(encoding="utf-8")):
                missing.append(f"{file}::{name}")
    assert missing == []
    assert named >= 40
