"""Exports and other work that takes longer than a click: start it, see how far it is, stop it, fetch its file."""

from __future__ import annotations

import streamlit as st

from interview.domain.job import FILE_HOURS, Job, JobKind, JobState
from interview.domain.person import Actor
from interview.exports.catalogue import KINDS
from interview.services.context import Context
from interview.services.jobs import cancel_job, list_jobs, start_job
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.texts import N_, _

_LOOK_AGAIN_SECONDS = 2
_STATES = {
    JobState.QUEUED: N_("Waiting"),
    JobState.RUNNING: N_("At work"),
    JobState.DONE: N_("Done"),
    JobState.FAILED: N_("Not done"),
    JobState.CANCELLED: N_("Stopped"),
}
_DOCUMENTS = {name: kind for name, kind in KINDS.items() if kind.subject == "candidate"}


def render(context: Context, actor: Actor) -> None:
    """Show what can be started, and the actor's own jobs."""
    st.title(_("Exports and long work"))
    st.write(_("This runs in the background: you can leave the page, close the browser, and come back for the result."))
    roles = {view.role.id: view.role.title for view in list_roles(context, actor)}
    if roles:
        _export(context, actor, roles)
    session.link("privacy", _("Erase whose time is over"))
    jobs = list_jobs(context, actor)
    if jobs:
        st.header(_("Your latest jobs"))
    still_open = any(job.is_open for job in jobs)
    st.fragment(_jobs, run_every=_LOOK_AGAIN_SECONDS if still_open else None)(context, actor, roles)


def _export(context: Context, actor: Actor, roles: dict[str, str]) -> None:
    with st.container(border=True):
        st.subheader(_("Export all candidates of a role"))
        st.caption(_("One zip file with a document for each candidate whom you may read by now; blindness holds here, too."))
        role_id = st.selectbox(_("Role"), list(roles), format_func=roles.__getitem__, key="jobs-role")
        left, right = st.columns(2)
        document = left.selectbox(_("Document"), list(_DOCUMENTS), format_func=_document_title, key="jobs-document")
        form = right.selectbox(_("Format"), _DOCUMENTS[document].forms, format_func=str.upper, key="jobs-format")
        if st.button(_("Export"), type="primary", key=session.nonce("export")):
            parameters = {"document": document, "format": form}
            if session.tried(lambda: start_job(context, actor, JobKind.EXPORT, subject_id=role_id, parameters=parameters)):
                session.done(spent="export")


def _jobs(context: Context, actor: Actor, roles: dict[str, str]) -> None:
    for job in list_jobs(context, actor):
        with st.container(border=True, key=f"job-{job.id}"):
            _job(context, actor, job, roles)


def _job(context: Context, actor: Actor, job: Job, roles: dict[str, str]) -> None:
    what, act = st.columns([4, 1], vertical_alignment="center")
    what.markdown(f"**{_title(job, roles)}**")
    started = local_time(job.created_at, actor.timezone)
    what.caption(_("{state} · started {when}").format(state=_(_STATES[job.state]), when=started))
    if job.state is JobState.RUNNING and job.total:
        what.progress(job.done / job.total, text=_("{done} of {total}").format(done=job.done, total=job.total))
    if job.state is JobState.QUEUED and not context.store.is_embedded and job.attempts == 0:
        what.caption(_("A worker takes it up in a moment ('interview worker' has to be running)."))
    if job.outcome:
        what.write(job.outcome)
    if job.file_name and job.state is JobState.DONE:
        what.link_button(_("Download"), f"/download/job/{job.id}")
        what.caption(_("Kept for {hours} hours.").format(hours=FILE_HOURS))
    if job.is_open and not job.cancel_requested:
        act.button(_("Stop"), key=f"stop-{job.id}", on_click=_stop, args=(context, actor, job.id))
    elif job.is_open:
        act.caption(_("Stopping after this step"))


def _stop(context: Context, actor: Actor, job_id: str) -> None:
    cancel_job(context, actor, job_id)


def _title(job: Job, roles: dict[str, str]) -> str:
    if job.kind is JobKind.RETENTION:
        return _("Erase whose time is over")
    document = _document_title(job.parameters.get("document", ""))
    return _("{document} of every candidate for {role}").format(document=document, role=roles.get(job.subject_id, job.subject_id))


def _document_title(name: str) -> str:
    return _DOCUMENTS[name].title if name in _DOCUMENTS else name
