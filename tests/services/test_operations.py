"""Readiness and the examination of an installation."""

from __future__ import annotations

import shutil
from typing import NamedTuple

import pytest

from interview.services.context import Context
from interview.services.operations import examine, is_ready
from interview.storage.check import damage
from interview.storage.migrate import downgrade, upgrade


class _Disk(NamedTuple):
    total: int = 100
    used: int = 99
    free: int = 1


def test_ready_means_the_shape_that_this_version_needs(context: Context) -> None:
    assert is_ready(context.store)
    try:
        downgrade(context.store, "0001")
        assert not is_ready(context.store)
        findings = {finding.name: finding.problem for finding in examine(context, 0)}
        assert findings["database revision"] == "It is 0001, needed is 0003; run 'interview db upgrade'."
    finally:
        upgrade(context.store)


def test_what_is_missing_is_named(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: _Disk())
    problems = {finding.name: finding.problem for finding in examine(context, 3) if finding.problem}
    assert sorted(problems) == ["content", "disk space", "secret file"]
    assert problems["secret file"].endswith("it is made at the next start, and open invitations end.")
    assert damage(context.store) == ""
