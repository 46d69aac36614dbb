"""The table that somebody fills in with later performance, for the comparison with recommendations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from interview.exports.formats.delimited import disarmed
from interview.services.outcome_link import Hired


def outcome_csv(hired: Iterable[Hired]) -> str:
    """One line for each person who was hired, with an empty performance; names that a spreadsheet would compute are disarmed."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(["candidate", "name", "role", "decided", "performance"])
    for one in hired:
        lines.writerow([one.candidate_id, disarmed(one.name), disarmed(one.role), one.decided_at.date().isoformat(), ""])
    return text.getvalue()
