"""Background work: started once, done once, watched, stopped, tried again; and nothing about candidates in its records."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from interview.domain.candidate import CandidateState
from interview.domain.job import ATTEMPTS, Job, JobKind, JobState
from interview.domain.person import Actor, PersonRole
from interview.domain.retention import RetentionRule
from interview.errors import Forbidden, Invalid, NotFound
from interview.jobs import kinds
from interview.jobs.kinds import Made, Work
from interview.jobs.local import run_due
from interview.jobs.run import run_job
from interview.services.audits import read_audit, verify_audit
from interview.services.candidates import add_candidate, withdraw_candidate
from interview.services.context import Context
from interview.services.identity import change_roles, deactivate_person, system_actor
from interview.services.interviews import assign_interviewers, declare_conflict
from interview.services.job_runs import Stopped, claim_job, due_jobs, end_job, note_progress
from interview.services.jobs import cancel_job, get_job_file, list_jobs, start_job
from interview.services.privacy import erase_candidate, list_due_for_erasure, save_retention_rules
from interview.storage.backup import write_backup
from tests.factories import ROLE_ID, TestClock, World, content, submit

SCORECARDS = {"document": "scorecards", "format": "json"}


def start(context: Context, actor: Actor) -> Job:
    return start_job(context, actor, JobKind.EXPORT, subject_id=ROLE_ID, parameters=SCORECARDS)


def stored(context: Context, job: Job) -> Job:
    with context.store.read() as unit:
        found = unit.jobs.get(job.id)
    assert found is not None
    return found


def test_an_export_runs_in_the_background_and_its_starter_fetches_the_file(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    add_candidate(context, world.cast.rita, name="Dana Wells", role_id=ROLE_ID)
    job = start(context, world.cast.rita)
    assert [(one.state, one.done) for one in list_jobs(context, world.cast.rita)] == [(JobState.QUEUED, 0)]
    run_due(context)
    (done,) = list_jobs(context, world.cast.rita)
    assert (done.state, done.done, done.total, done.attempts) == (JobState.DONE, 2, 2, 1)
    assert (done.outcome, done.file_name) == ("Documents: 2.", "weaver-scorecards-json.zip")
    name, data = get_job_file(context, world.cast.rita, job.id)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert (name, [entry["refused"] for entry in manifest["files"]]) == (done.file_name, ["", ""])


def test_an_export_is_as_blind_as_its_starter(context: Context, world: World) -> None:
    """Ines has submitted; Hugo sits on a panel himself and has not, so the file leaves out what he may not see yet."""
    submit(context, world.cast.ines, world.workshop, content("design", "coding", notes="TELLTALE"))
    assign_interviewers(context, world.cast.rita, world.talk, [world.cast.hugo.person_id])
    job = start(context, world.cast.hugo)
    run_due(context)
    assert stored(context, job).outcome.startswith("Documents: 0. Left out: 1;")
    _, data = get_job_file(context, world.cast.hugo, job.id)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["manifest.json"]
        assert b"TELLTALE" not in archive.read("manifest.json")


def test_the_same_work_is_started_once(context: Context, world: World) -> None:
    first, second = start(context, world.cast.rita), start(context, world.cast.rita)
    assert second.id == first.id
    assert start(context, world.cast.hugo).id != first.id
    run_due(context)
    assert start(context, world.cast.rita).id != first.id  # it is done: this is a new wish


def test_a_job_runs_once_however_often_it_is_delivered(context: Context, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []

    def note(work: Work) -> Made:
        runs.append(work.job.id)
        run_job(context, work.job.id)  # delivered a second time while it is at work
        return Made("Done.")

    monkeypatch.setitem(kinds.RUNS, JobKind.EXPORT, note)
    job = start(context, world.cast.rita)
    for _ in range(3):
        run_job(context, job.id)
    assert runs == [job.id]
    run_job(context, "job-that-nobody-knows")


def _always_fails(_work: Work) -> Made:
    raise ZeroDivisionError("Cleo Marsh divided by zero")


def test_a_failure_is_tried_again_and_then_given_up_with_a_reference(
    context: Context, world: World, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds.RUNS, JobKind.EXPORT, _always_fails)
    job = start(context, world.cast.rita)
    for attempt in range(1, ATTEMPTS + 1):
        run_due(context)
        assert stored(context, job).attempts == attempt
        assert due_jobs(context) == ()  # not at once
        clock.forward(minutes=2)
    failed = stored(context, job)
    assert (failed.state, failed.attempts) == (JobState.FAILED, 3)
    assert "report reference" in failed.outcome
    assert "Cleo" not in failed.outcome
    run_due(context)
    assert stored(context, job).attempts == 3


def test_a_refusal_is_not_tried_again_and_says_why(context: Context, world: World) -> None:
    job = start_job(context, world.cast.rita, JobKind.EXPORT, subject_id=ROLE_ID, parameters={"document": "kit", "format": "pdf"})
    run_due(context)
    assert (stored(context, job).state, stored(context, job).attempts) == (JobState.FAILED, 1)
    assert "no document about a candidate" in stored(context, job).outcome


def test_an_interrupted_run_is_taken_over_and_the_late_runner_changes_nothing(
    context: Context, world: World, clock: TestClock
) -> None:
    job = start(context, world.cast.rita)
    first = claim_job(context, job.id)
    assert first is not None
    assert claim_job(context, job.id) is None  # it is at work
    clock.forward(minutes=1)
    note_progress(context, first[0], 1, 4)
    clock.forward(minutes=1.5)
    assert due_jobs(context) == ()  # it was heard of a minute and a half ago
    clock.forward(minutes=1)
    assert due_jobs(context) == (job.id,)
    run_due(context)
    assert (stored(context, job).state, stored(context, job).attempts) == (JobState.DONE, 2)
    with pytest.raises(Stopped):
        note_progress(context, first[0], 2, 4)
    end_job(context, first[0], JobState.FAILED, "late")
    assert stored(context, job).state is JobState.DONE


def test_a_job_that_kills_its_process_every_time_is_given_up(context: Context, world: World, clock: TestClock) -> None:
    job = start(context, world.cast.rita)
    for _ in range(ATTEMPTS):
        assert claim_job(context, job.id) is not None
        clock.forward(minutes=3)
    assert claim_job(context, job.id) is None
    assert (stored(context, job).state, "interrupted 3 times" in stored(context, job).outcome) == (JobState.FAILED, True)


def test_a_waiting_job_is_stopped_at_once_and_a_running_one_after_its_step(
    context: Context, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = start(context, world.cast.rita)
    assert cancel_job(context, world.cast.rita, waiting.id).state is JobState.CANCELLED
    run_due(context)
    assert stored(context, waiting).attempts == 0
    steps = []

    def slow(work: Work) -> Made:
        for step in range(3):
            steps.append(step)
            cancel_job(context, work.actor, work.job.id)
            work.progress(step, 0)
        raise AssertionError("not stopped")

    monkeypatch.setitem(kinds.RUNS, JobKind.EXPORT, slow)
    running = start(context, world.cast.rita)
    run_due(context)
    assert (stored(context, running).state, steps) == (JobState.CANCELLED, [0])


def test_jobs_are_their_starters_alone_and_rights_are_asked_again(context: Context, world: World) -> None:
    cast = world.cast
    job = start(context, cast.rita)
    run_due(context)
    for other in (cast.ada, cast.hugo, cast.aud):
        with pytest.raises(Forbidden, match="your own jobs"):
            get_job_file(context, other, job.id)
        with pytest.raises(Forbidden, match="your own jobs"):
            cancel_job(context, other, job.id)
        assert list_jobs(context, other) == ()
    with pytest.raises(Forbidden):
        start_job(context, cast.hanna, JobKind.EXPORT, subject_id=ROLE_ID)  # not her role
    with pytest.raises(Forbidden):
        start_job(context, cast.rita, JobKind.RETENTION)
    with pytest.raises(Invalid, match="command line"):
        start_job(context, system_actor(), JobKind.RETENTION)
    change_roles(context, cast.ada, cast.rita.person_id, (PersonRole.INTERVIEWER,))
    with pytest.raises(Forbidden):
        get_job_file(context, replace_roles(cast.rita, PersonRole.INTERVIEWER), job.id)


def replace_roles(actor: Actor, *roles: PersonRole) -> Actor:
    return actor.model_copy(update={"roles": frozenset(roles)})


def test_rights_that_are_gone_by_the_time_it_runs_count(context: Context, world: World) -> None:
    cast = world.cast
    demoted, left = start(context, cast.rita), start(context, cast.hugo)
    change_roles(context, cast.ada, cast.rita.person_id, (PersonRole.INTERVIEWER,))
    deactivate_person(context, cast.ada, cast.hugo.person_id)
    run_due(context)
    assert stored(context, demoted).state is JobState.FAILED
    assert (stored(context, left).state, "no open account" in stored(context, left).outcome) == (JobState.FAILED, True)


def test_retention_runs_as_a_job_and_can_be_stopped_between_two_people(
    context: Context, world: World, clock: TestClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = world.cast
    ids = [add_candidate(context, cast.rita, name=f"Person {n}", role_id=ROLE_ID).id for n in range(4)]
    for one in ids:
        withdraw_candidate(context, cast.rita, one)
    save_retention_rules(context, cast.ada, [RetentionRule(months=1)])
    clock.forward(days=60)
    monkeypatch.setattr("interview.jobs.run._REPORT_SECONDS", 0)
    real = kinds.RUNS[JobKind.RETENTION]

    def stopped_after_two(work: Work) -> Made:
        def report(done: int, total: int) -> None:
            if done == 2:
                cancel_job(context, work.actor, work.job.id)
            work.progress(done, total)

        return real(replace(work, progress=report))

    monkeypatch.setitem(kinds.RUNS, JobKind.RETENTION, stopped_after_two)
    first = start_job(context, cast.ada, JobKind.RETENTION)
    run_due(context)
    assert stored(context, first).state is JobState.CANCELLED
    assert len(list_due_for_erasure(context, cast.ada)) == 2
    monkeypatch.setitem(kinds.RUNS, JobKind.RETENTION, real)
    second = start_job(context, cast.ada, JobKind.RETENTION)
    run_due(context)
    assert stored(context, second).outcome == "Candidates erased: 2."
    with context.store.read() as unit:
        states = {unit.candidates.get(one).state for one in ids}  # type: ignore[union-attr]
    assert states == {CandidateState.ERASED}
    assert verify_audit(context, cast.ada) > 10


def test_files_are_kept_for_a_day(context: Context, world: World, clock: TestClock) -> None:
    job = start(context, world.cast.rita)
    run_due(context)
    clock.forward(hours=23)
    run_due(context)
    assert get_job_file(context, world.cast.rita, job.id)[1]
    clock.forward(hours=2)
    other = start(context, world.cast.hugo)
    run_due(context)
    with pytest.raises(NotFound, match="not kept"):
        get_job_file(context, world.cast.rita, job.id)
    assert get_job_file(context, world.cast.hugo, other.id)[1]


def test_erasing_somebody_takes_their_files_along_and_stops_what_is_being_packed(context: Context, world: World) -> None:
    kept = start(context, world.cast.rita)
    run_due(context)
    packing = start(context, world.cast.hugo)
    claimed = claim_job(context, packing.id)
    assert claimed is not None
    erase_candidate(context, world.cast.ada, world.candidate_id)
    with pytest.raises(NotFound):
        get_job_file(context, world.cast.rita, kept.id)
    end_job(context, claimed[0], JobState.DONE, "Documents: 1.", file_name="x.zip", file=io.BytesIO(b"Cleo Marsh"))
    assert stored(context, packing).state is JobState.CANCELLED
    with context.store.read() as unit:
        assert unit.jobs.file(packing.id) is None


def test_who_is_recused_loses_the_files_that_hold_the_candidate(context: Context, world: World) -> None:
    cast = world.cast
    mine, others = start(context, cast.hugo), start(context, cast.rita)
    run_due(context)
    assert b"Cleo Marsh" in _unpacked(get_job_file(context, cast.hugo, mine.id)[1])
    declare_conflict(context, cast.rita, world.candidate_id, "Cousins.", person_id=cast.hugo.person_id)
    with pytest.raises(NotFound):
        get_job_file(context, cast.hugo, mine.id)
    assert get_job_file(context, cast.rita, others.id)[1]


def _unpacked(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_records_and_trail_of_a_job_name_no_candidate(context: Context, world: World) -> None:
    job = start(context, world.cast.rita)
    run_due(context)
    record: dict[str, Any] = stored(context, job).model_dump(mode="json")
    events = [sealed.model_dump_json() for sealed in read_audit(context, world.cast.ada, subject_id=job.id)]
    assert [json.loads(line)["event"]["action"] for line in events] == ["job.start", "job.done"]
    assert not any("Cleo" in text or "Marsh" in text for text in (json.dumps(record), *events))


def test_a_backup_leaves_the_files_out(context: Context, world: World) -> None:
    start(context, world.cast.rita)
    run_due(context)
    path = context.settings.data_dir / "b.zip"
    manifest = write_backup(context.store, path, context.now())
    assert (manifest.rows["jobs"], manifest.rows["job_files"]) == (1, 0)
