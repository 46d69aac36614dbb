"""The steps of a debrief that people take: read, vote again, discuss, sign off; each is recorded."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.domain.scorecard import Vote
from interview.services.context import Context
from interview.services.debriefs import DebriefView, record_note, record_sign_off, record_vote
from interview.ui import session
from interview.ui.components.table import table
from interview.ui.components.times import local_time
from interview.ui.components.words import vote_words
from interview.ui.texts import _


def steps(view: DebriefView) -> None:
    """Where the debrief stands, in one line."""
    raters = {card.person_id for card in view.scorecards if not card.is_shadow}
    read = len(raters & set(view.readers))
    voted = len(raters & {vote.person_id for vote in view.votes})
    again = _("{count} of {all}").format(count=voted, all=len(raters)) if view.discussion_open else _("your turn")
    notes = _("{count} notes").format(count=len(view.notes)) if view.discussion_open else _("not open yet")
    parts = [
        _("**1 Read** ({count} of {all} raters)").format(count=read, all=len(raters)),
        _("**2 Vote again** ({state})").format(state=again),
        _("**3 Discuss** ({state})").format(state=notes),
        _("**4 Decide** (done)") if view.decision else _("**4 Decide**"),
    ]
    st.markdown(" → ".join(parts))


def votes(context: Context, actor: Actor, view: DebriefView) -> None:
    """Both votes of everybody, and the actor's own after reading."""
    st.header(_("Votes"))
    if not view.discussion_open:
        st.info(_("How others vote after reading opens once you have voted again, so that nobody is swayed."))
    everybody = dict.fromkeys([card.person_id for card in view.scorecards] + [vote.person_id for vote in view.votes])
    again = {vote.person_id: vote for vote in view.votes}
    table(
        [_("Who"), _("On the scorecard"), _("After reading")],
        [
            [
                view.names.get(person, person),
                ", ".join(vote_words(c.content.vote) for c in view.scorecards if c.person_id == person and c.content.vote),
                f"{vote_words(again[person].vote)}. {again[person].reason}" if person in again else "",
            ]
            for person in everybody
        ],
        empty=_("Nobody has voted yet."),
    )
    if not view.may_vote:
        return
    with st.form("vote", border=False):
        chosen = st.segmented_control(
            _("Your vote after reading"), list(Vote), format_func=vote_words, key=f"vote-{view.candidate.id}"
        )
        reason = st.text_input(_("Why? (optional)"), max_chars=500, key=f"vote-reason-{view.candidate.id}")
        if st.form_submit_button(_("Record my vote"), key=session.nonce("vote")):
            if chosen is None:
                st.error(_("Choose a vote first."))
                return
            if session.tried(lambda: record_vote(context, actor, view.candidate.id, chosen, reason)):
                session.done(_("Vote recorded."), "vote")


def discussion(context: Context, actor: Actor, view: DebriefView) -> None:
    """What was said, and a box to add to it."""
    if not view.discussion_open or not (view.notes or view.may_vote):
        return
    st.header(_("Discussion"))
    for note in view.notes:
        who = view.names.get(note.person_id, note.person_id)
        st.caption(f"{who} · {local_time(note.at, actor.timezone)}")
        st.text(note.text)
    if not view.may_vote:
        return
    with st.form("note", border=False):
        said = st.text_area(_("What was said that should stay on record?"), max_chars=4000, key=session.nonce("note-text"))
        pressed = st.form_submit_button(_("Keep this note"), key=session.nonce("note"))
        if pressed and session.tried(lambda: record_note(context, actor, view.candidate.id, said)):
            session.spend("note-text")
            session.done(_("Note kept."), "note")


def sign_off(context: Context, actor: Actor, view: DebriefView) -> None:
    """The bar raiser's word, and for a bar raiser the form to give it."""
    word = view.sign_off
    if word is None and not view.rules.sign_off and not view.may_sign_off:
        return
    st.header(_("Bar raiser"))
    if word is not None:
        who, when = view.names.get(word.person_id, word.person_id), local_time(word.at, actor.timezone)
        words = _("Signed off by {who}, {when}: {reason}") if word.approves else _("Blocked by {who}, {when}: {reason}")
        (st.success if word.approves else st.error)(words.format(who=who, when=when, reason=word.reason))
    elif view.rules.sign_off and view.discussion_open:
        st.info(_("A hire for this role needs a bar raiser's sign-off on the present ratings."))
    if not view.may_sign_off:
        return
    with st.form("sign-off", border=False):
        approves = st.radio(
            _("Your word as a bar raiser"),
            [True, False],
            format_func=lambda yes: _("Sign off a hire") if yes else _("Block a hire"),
            index=None,
            horizontal=True,
            key=f"word-{view.candidate.id}",
        )
        reason = st.text_input(_("Why? It is kept and shown"), max_chars=1000, key=f"word-reason-{view.candidate.id}")
        if st.form_submit_button(_("Record my word"), key=session.nonce("sign-off")):
            if approves is None:
                st.error(_("Choose one first."))
                return
            if session.tried(lambda: record_sign_off(context, actor, view.candidate.id, approves=approves, reason=reason)):
                session.done(_("Recorded."), "sign-off")
