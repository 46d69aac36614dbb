"""Files that lie beside the checkout, not in it: the founding job descriptions and reference data with licences of their own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("LOOPWRIGHT_SHARED") or Path(__file__).resolve().parents[2] / "shared")


def shared_file(name: str) -> Path:
    """The path of a shared file such as ``jds/...``; the test is skipped where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} does not lie beside this checkout")
    return path
