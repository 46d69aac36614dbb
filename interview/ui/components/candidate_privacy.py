"""What is done about one candidate's data: keep it on legal hold, hand it out, erase it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.held_data import HeldData, Standing
from interview.services.privacy import erase_candidate, lift_legal_hold, set_legal_hold
from interview.ui import session
from interview.ui.components.erasure_run import standing_words
from interview.ui.components.times import local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import _


def candidate_privacy(context: Context, actor: Actor, held: Sequence[HeldData]) -> None:
    """Choose a candidate, see how their data stands, and act."""
    if not held:
        st.write(_("There is no candidate whose data is held."))
        return
    labels = _labels(held)
    by_id = {one.candidate_id: one for one in sorted(held, key=lambda one: labels[one.candidate_id].casefold())}
    asked = session.parameter("candidate")
    chosen = st.selectbox(
        _("Candidate"),
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else None,
        format_func=labels.__getitem__,
        placeholder=_("Choose a candidate"),
        key="privacy-candidate",
    )
    session.keep_parameter("candidate", chosen or "")
    if chosen is None:
        return
    one = by_id[chosen]
    if one.standing is not Standing.ON_HOLD:  # whose reason stands with the hold
        st.write(standing_words(one, actor))
    _hold(context, actor, one)
    _hand_out(one)
    _erase(context, actor, one)


def _labels(held: Sequence[HeldData]) -> dict[str, str]:
    """A name for each choice that no other one has: two candidates of the same name are told apart by their ids."""
    plain = {one.candidate_id: f"{one.name} · {one.role} · {candidate_state_words(one.state)}" for one in held}
    seen = Counter(plain.values())
    return {key: label if seen[label] == 1 else f"{label} · {key}" for key, label in plain.items()}


def _hold(context: Context, actor: Actor, one: HeldData) -> None:
    with st.container(border=True, key="privacy-hold"):
        st.subheader(_("Legal hold"))
        if one.standing is not Standing.ON_HOLD:
            with st.form("hold", border=False):
                st.write(_("While data is on legal hold nobody can erase it, by a rule or by hand."))
                reason = st.text_input(_("Why it has to be kept"), max_chars=300, key=f"hold-reason-{one.candidate_id}")
                if st.form_submit_button(_("Put on legal hold"), key=session.nonce("hold")) and session.tried(
                    lambda: set_legal_hold(context, actor, one.candidate_id, reason=reason)
                ):
                    session.done(_("On legal hold."), spent="hold")
            return
        if one.hold:
            st.write(one.hold.reason)
            since = local_time(one.hold.held_at, actor.timezone)
            st.caption(
                _("By {name}, {when}").format(name=one.held_by, when=since)
                if one.held_by
                else _("Since {when}").format(when=since)
            )
        if st.button(_("Lift the hold"), key=session.nonce("lift")) and session.tried(
            lambda: lift_legal_hold(context, actor, one.candidate_id)
        ):
            session.done(_("The hold is lifted; the rules count again."), spent="lift")


def _hand_out(one: HeldData) -> None:
    with st.container(border=True, key="privacy-bundle"):
        st.subheader(_("When the candidate asks what is held"))
        st.write(
            _(
                "One JSON file with everything that is held about the candidate; names and addresses of interviewers and other "
                "people are replaced. Read it through before you send it: nicknames can't be found by a program."
            )
        )
        st.link_button(_("Download what is held"), f"/download/access-bundle/{one.candidate_id}.json")


def _erase(context: Context, actor: Actor, one: HeldData) -> None:
    with st.container(border=True, key="privacy-erase"):
        st.subheader(_("Erase now"))
        if one.standing is Standing.ON_HOLD:
            st.write(_("On legal hold: lift the hold first."))
            return
        st.markdown(
            _(
                "**What goes:** name, e-mail address, all evidence, notes and reasons with their drafts and earlier versions, "
                "the discussion, the stored recommendation, scorecards of other systems, mails and files of exports."
            )
        )
        st.markdown(
            _(
                "**What stays, and leads to nobody:** levels and votes with the interviewer who gave them, since how strictly "
                "people rate is learned from them; role, country and dates of the case, and the outcome that was decided; "
                "the audit trail, which never held a name or a text of candidates. Backups made earlier still hold everything "
                "until you delete them."
            )
        )
        with st.form("erase", border=False):
            typed = st.text_input(_("Type {name} to confirm").format(name=one.name), key=f"erase-name-{one.candidate_id}")
            if st.form_submit_button(_("Erase for good"), key=session.nonce("erase")):
                if " ".join(typed.split()).casefold() != " ".join(one.name.split()).casefold():
                    st.error(_("That is not the name. Nothing was erased."))
                elif session.tried(lambda: erase_candidate(context, actor, one.candidate_id)):
                    session.keep_parameter("candidate", "")
                    session.done(_("Erased."), spent="erase")
