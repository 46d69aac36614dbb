"""Which pages there are for whom, and the frame around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from interview.domain.person import Actor, PersonRole
from interview.errors import LoopwrightError
from interview.logs import note_refusal
from interview.services.context import Context
from interview.services.sessions import sign_out
from interview.ui import session
from interview.ui.components.page_language import announce_language
from interview.ui.pages import (
    audit,
    bank,
    bank_edit,
    bank_reviews,
    calibration,
    candidate,
    candidate_schedule,
    candidates,
    chase,
    connections,
    debrief,
    health,
    home,
    impact,
    imports,
    interviews,
    jobs,
    kit,
    loop,
    outcomes,
    own_ratings,
    people,
    pool,
    privacy,
    profile,
    role,
    roles,
    rules,
    schedule,
    tour,
)
from interview.ui.texts import N_, _

Render = Callable[[Context, Actor], None]

_ICON = Path(__file__).with_name("icon.png")
_PLANNERS = frozenset({PersonRole.ADMINISTRATOR, PersonRole.RECRUITER, PersonRole.HIRING_MANAGER})
_READERS = _PLANNERS | {PersonRole.BAR_RAISER, PersonRole.AUDITOR}
_EVERYBODY = frozenset(PersonRole)


_STYLE = """
<style>
/* Names that lead somewhere stand out; a light colour carries dark words in the dark theme. */
[data-testid="stPageLink"] a { padding-left: 0; }
[data-testid="stPageLink"] a p {
  font-weight: 650; font-size: 1rem; white-space: normal; color: light-dark(#0b5a63, #86d6de); text-decoration: underline;
}
[data-testid^="stBaseButton-primary"] p { color: light-dark(#ffffff, #06262a); }
/* Code that everybody can read: Streamlit's own blue is too light. */
[data-testid="stCode"] .token:is(.keyword, .builtin, .boolean, .number, .operator, .function) {
  color: light-dark(#0a4f9e, #9ccbff) !important;
}
[data-testid="stCode"] .token:is(.string, .triple-quoted-string) { color: light-dark(#1d6b34, #8fd6a1) !important; }
[data-testid="stCode"] .token:is(.inserted, .inserted-sign) { color: light-dark(#1d6b34, #8fd6a1) !important; }
[data-testid="stCode"] .token:is(.deleted, .deleted-sign) { color: light-dark(#a01c30, #f4a9b4) !important; }
[data-testid="stCode"] .token.unchanged { color: inherit !important; }
/* The parts of a date or a time are big enough for a finger. */
[role="spinbutton"] { display: inline-flex; align-items: center; justify-content: center; min-width: 24px; min-height: 24px; }
@media print {
  [data-testid="stHeader"], [data-testid="stToolbar"], button { display: none !important; }
  [data-testid="stMain"], [data-testid="stAppViewContainer"], [data-testid="stApp"] { position: static; overflow: visible; }
}
</style>
"""


@dataclass(frozen=True)
class Place:
    """A page: its address, its title, who finds it in the navigation, and whether it stands in the menu at all."""

    name: str
    title: str
    render: Render
    roles: frozenset[PersonRole]
    in_menu: bool = True


PLACES = (
    Place("home", N_("Home"), home.render, _EVERYBODY),
    Place("interviews", N_("My interviews"), interviews.render, _EVERYBODY),
    Place("candidates", N_("Candidates"), candidates.render, _READERS),
    Place("schedule", N_("Schedule"), schedule.render, _PLANNERS),
    Place("roles", N_("Roles"), roles.render, _READERS),
    Place("bank", N_("Questions"), bank.render, _EVERYBODY),
    Place("health", N_("Health"), health.render, _PLANNERS | {PersonRole.AUDITOR}),
    Place("pool", N_("People"), pool.render, _PLANNERS | {PersonRole.AUDITOR}),
    Place("audit", N_("Audit"), audit.render, frozenset({PersonRole.ADMINISTRATOR, PersonRole.AUDITOR})),
    Place("calibration", N_("Calibration"), calibration.render, _EVERYBODY - {PersonRole.AUDITOR}, in_menu=False),
    Place("outcomes", N_("Outcomes"), outcomes.render, frozenset({PersonRole.ADMINISTRATOR, PersonRole.AUDITOR}), in_menu=False),
    Place(
        "impact", N_("Adverse impact"), impact.render, frozenset({PersonRole.ADMINISTRATOR, PersonRole.AUDITOR}), in_menu=False
    ),
    Place("people", N_("Accounts"), people.render, frozenset({PersonRole.ADMINISTRATOR}), in_menu=False),
    Place("privacy", N_("Privacy"), privacy.render, frozenset({PersonRole.ADMINISTRATOR}), in_menu=False),
    Place("own-ratings", N_("How I rate"), own_ratings.render, _EVERYBODY, in_menu=False),
    Place("profile", N_("When I interview"), profile.render, _EVERYBODY, in_menu=False),
    Place("chase", N_("Scorecards to chase"), chase.render, _PLANNERS, in_menu=False),
    Place("imports", N_("Import a table"), imports.render, _PLANNERS, in_menu=False),
    Place("candidate-schedule", N_("What the candidate gets"), candidate_schedule.render, _READERS, in_menu=False),
    Place("bank-edit", N_("Change a question"), bank_edit.render, _EVERYBODY - {PersonRole.AUDITOR}, in_menu=False),
    Place("bank-reviews", N_("Proposed changes"), bank_reviews.render, _EVERYBODY - {PersonRole.AUDITOR}, in_menu=False),
    Place("tour", N_("A tour"), tour.render, _EVERYBODY, in_menu=False),
    Place("jobs", N_("Exports and long work"), jobs.render, _READERS, in_menu=False),
    Place("connections", N_("Connections"), connections.render, _EVERYBODY, in_menu=False),
    Place("role", N_("Role"), role.render, _READERS, in_menu=False),
    Place("loop", N_("Loop"), loop.render, _READERS, in_menu=False),
    Place("candidate", N_("Candidate"), candidate.render, _EVERYBODY, in_menu=False),
    Place("kit", N_("Interview"), kit.render, _EVERYBODY, in_menu=False),
    Place("rules", N_("How candidates are judged"), rules.render, _READERS, in_menu=False),
    Place("debrief", N_("Debrief"), debrief.render, _EVERYBODY, in_menu=False),
)
_GUEST_PLACES = frozenset({"interviews", "kit"})


def places_for(actor: Actor) -> tuple[Place, ...]:
    """The pages this person gets. Hiding a page is a courtesy; the services refuse what is not permitted."""
    if actor.interview_id is not None:
        return tuple(place for place in PLACES if place.name in _GUEST_PLACES)
    return tuple(place for place in PLACES if actor.roles & place.roles)


def run() -> None:
    """Run the page that the address names, for whoever is signed in."""
    st.set_page_config(page_title="Loopwright", page_icon=str(_ICON), layout="wide")
    actor = session.current_actor()
    if actor is None:
        st.title(_("You are signed out"))
        st.link_button(_("Sign in"), "/account/sign-in", type="primary")
        return
    places = places_for(actor)
    pages = {
        place.name: st.Page(
            partial(_show, place.render, actor),
            title=_(place.title),
            url_path=place.name,
            default=place is places[0],
            visibility="visible" if place.in_menu else "hidden",
        )
        for place in places
    }
    st.html(_STYLE)
    session.remember_pages(pages)
    chosen = st.navigation(list(pages.values()), position="top")
    session.show_message()
    chosen.run()
    _account(actor)


def _show(render: Render, actor: Actor) -> None:
    try:
        render(session.context(), actor)
    except LoopwrightError as refused:
        note_refusal(f"page {render.__module__.rpartition('.')[2]}", actor.person_id, refused)
        st.error(str(refused))


def _account(actor: Actor) -> None:
    st.space("large")
    name, leave = st.columns([5, 1], vertical_alignment="center")
    name.caption(_("Signed in as {name} · times in {timezone}").format(name=actor.name, timezone=actor.timezone))
    with name:
        session.link("connections", _("Tokens and connections"))
    if actor.interview_id is None:
        name.markdown(_("[Password and sessions](/account/mine)"))
    if leave.button(_("Sign out"), key="sign-out", width="stretch"):
        sign_out(session.context(), session.session_token() or "")
        st.rerun()
    announce_language()
