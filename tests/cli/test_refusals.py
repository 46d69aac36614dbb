"""Refusals on the command line: one sentence, the right exit code, no traceback."""

from __future__ import annotations

import subprocess
import sys


def test_refusals_leave_no_traceback() -> None:
    command = [sys.executable, "-m", "interview", "intake", "/nowhere.txt"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert ran.stderr.startswith("interview: /nowhere.txt: ")
    assert "Traceback" not in ran.stderr
    assert subprocess.run([sys.executable, "-m", "interview", "nonsense"], capture_output=True, check=False).returncode == 2
