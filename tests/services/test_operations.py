"""Readiness and the examination of an installation."""

from __future__ import annotations

import shutil
from typing import NamedTuple

import pytest

from interview.domain.job import JobKind
from interview.services.context import Context
from interview.services.jobs import start_job
from interview.services.operations import examine
from interview.storage.check import damage
from interview.storage.migrate import downgrade, newest_revision, upgrade
from tests.factories import ROLE_ID, TestClock, World


class _Disk(NamedTuple):
    total: int = 100
    used: int = 99
    free: int = 1


def test_a_database_of_an_older_shape_is_named(context: Context) -> None:
    try:
        downgrade(context.store, "0001")
        findings = {finding.name: finding.problem for finding in examine(context, 0)}
        assert findings["database revision"] == f"It is 0001, needed is {newest_revision()}; run 'interview db upgrade'."
    finally:
        upgrade(context.store)


def test_jobs_that_nobody_does_are_named(context: Context, world: World, clock: TestClock) -> None:
    start_job(context, world.cast.rita, JobKind.EXPORT, subject_id=ROLE_ID)
    clock.forward(minutes=29)
    assert {finding.name: finding.problem for finding in examine(context, 0)}["background jobs"] == ""
    clock.forward(minutes=2)
    problem = {finding.name: finding.problem for finding in examine(context, 0)}["background jobs"]
    assert problem.startswith("1 jobs wait for longer than 30 minutes; is 'interview ")


def test_what_is_missing_is_named(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: _Disk())
    problems = {finding.name: finding.problem for finding in examine(context, 3) if finding.problem}
    assert sorted(problems) == ["content", "disk space", "secret file"]
    assert problems["secret file"].endswith("it is made at the next start, and open invitations end.")
    assert damage(context.store) == ""
