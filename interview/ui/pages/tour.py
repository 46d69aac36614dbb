"""A tour: for each kind of user the few stops of their way, each one a real page."""

from __future__ import annotations

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.person import Actor, PersonRole
from interview.services.candidates import list_candidates
from interview.services.context import Context
from interview.services.interviews import my_interviews
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.texts import N_, _

Stop = tuple[str, str, str]
"""The page, its link's words, and what to look at there."""

_MANAGER: tuple[Stop, ...] = (
    (
        "roles",
        N_("From a job description to a role"),
        N_("Paste one. Each skill shows the sentence it was read from; weights and bars are yours."),
    ),
    (
        "loop",
        N_("A balanced loop"),
        N_("Choose minutes and shape, press assemble. The matrix shows gaps and single observers before anybody is invited."),
    ),
    (
        "candidates",
        N_("The pipeline at a glance"),
        N_("Who is where, and what is next. Nothing here tells how somebody was rated."),
    ),
    (
        "debrief",
        N_("The debrief"),
        N_("Raw ratings side by side, disagreement on top, a recommendation with its reasons and its doubt. You decide."),
    ),
)
_INTERVIEWER: tuple[Stop, ...] = (
    ("profile", N_("When I interview"), N_("Your hours, your skills, your cap. Nobody plans around them.")),
    ("interviews", N_("My interviews"), N_("Next, due and overdue, in this order.")),
    (
        "kit",
        N_("One page for the interview"),
        N_("Questions in order, anchors beside each rating. It saves while you type and stays blind until you submit."),
    ),
    ("own-ratings", N_("How I rate"), N_("A mirror for you alone, once there is enough to say something.")),
)
_RECRUITER: tuple[Stop, ...] = (
    (
        "imports",
        N_("Bring your tables"),
        N_("People, hours, candidates, past scorecards: a dry run says what each row would do."),
    ),
    ("schedule", N_("The schedule board"), N_("Who meets whom when, what clashes, and who could step in, in one click.")),
    ("chase", N_("Scorecards to chase"), N_("Who owes one and since when, with the reminder written for you.")),
    ("candidate-schedule", N_("What the candidate gets"), N_("The schedule in their zone; nothing internal is in it.")),
    ("pool", N_("The interviewer pool"), N_("Load this week, and who learns: shadow, lead, signed off.")),
    ("bank", N_("Questions"), N_("Search them, see how often each was asked, propose a better one for review.")),
)
_TOURS = {
    N_("Hiring manager"): (_MANAGER, frozenset({PersonRole.HIRING_MANAGER, PersonRole.ADMINISTRATOR})),
    N_("Interviewer"): (_INTERVIEWER, frozenset({PersonRole.INTERVIEWER, PersonRole.BAR_RAISER})),
    N_("Recruiter"): (_RECRUITER, frozenset({PersonRole.RECRUITER})),
}


def render(context: Context, actor: Actor) -> None:
    """Show the stops of one's own way first; the other ways are there to look at."""
    st.title(_("A tour in five minutes"))
    st.write(_("Each stop is a real page with real buttons. Come back here with the browser's back button."))
    titles = list(_TOURS)
    own = next((title for title, (_stops, roles) in _TOURS.items() if actor.roles & roles), titles[1])
    title = st.segmented_control(_("I am a"), titles, format_func=_, default=own, required=True, key="tour")
    parameters = _examples(context, actor)
    for number, (page, label, words) in enumerate(_TOURS[title][0], start=1):
        with st.container(border=True):
            st.caption(_("Stop {number}").format(number=number))
            if page in parameters or page not in {"loop", "debrief", "kit", "candidate-schedule"}:
                session.link(page, _(label), **parameters.get(page, {}))
            else:
                st.markdown(f"**{_(label)}**")
            st.write(_(words))


def _examples(context: Context, actor: Actor) -> dict[str, dict[str, str]]:
    """Things to show on pages that show one thing: the first that the actor may open."""
    found: dict[str, dict[str, str]] = {}
    roles = [view for view in list_roles(context, actor) if view.state == "published"]
    if roles:
        found["loop"] = {"role": roles[0].role.id}
    rows = list_candidates(context, actor)
    decided = [row for row in rows if row.candidate.state in {CandidateState.HIRED, CandidateState.REJECTED}]
    if rows:
        found["candidate-schedule"] = {"candidate": rows[0].candidate.id}
    if decided:
        found["debrief"] = {"candidate": decided[0].candidate.id}
    mine = my_interviews(context, actor)
    if mine:
        found["kit"] = {"interview": mine[0].interview.id}
    return found
