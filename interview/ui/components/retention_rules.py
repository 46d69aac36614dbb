"""The retention rules as a small table to edit: saved together, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.person import Actor
from interview.domain.retention import RetentionRule
from interview.services.context import Context
from interview.services.privacy import get_retention_rules, save_retention_rules
from interview.ui import session
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import _, ngettext

_OUTCOMES = (None, CandidateState.HIRED, CandidateState.REJECTED, CandidateState.WITHDRAWN)


def retention_rules(context: Context, actor: Actor, countries: Sequence[str]) -> None:
    """Say which date wins, and let an administrator change the rules. ``countries``: as candidates have them."""
    st.write(
        _(
            "Months count from the day a case was closed. Where several rules fit, the one that keeps **longest** wins, since a "
            "law that asks for keeping outranks a wish to delete. A legal hold outranks every rule. Where no rule fits, "
            "and while a case is open, data is kept."
        )
    )
    rules = get_retention_rules(context, actor)
    key = session.nonce("rules")  # spent with the rules: the next ones start with what is stored
    with st.form("rules"):
        if not rules:
            st.caption(_("There is no rule yet, so everything is kept."))
        kept = [_row(rule, f"{key}-{place}") for place, rule in enumerate(rules)]
        st.markdown(_("**One more rule**"))
        added = _fields(None, f"{key}-new")
        if countries:
            st.caption(_("Write a country as candidates have it: {countries}.").format(countries=", ".join(countries)))
        if st.form_submit_button(_("Save the rules"), type="primary", key=key):
            wanted = [rule for rule in (*kept, added) if rule is not None]
            if session.tried(lambda: save_retention_rules(context, actor, wanted)):
                session.done(_("Rules saved. Nothing is erased before somebody starts it."), spent="rules")


def rule_words(rule: RetentionRule) -> str:
    """A rule in short, e.g. ``6 months, Germany, Rejected``."""
    months = ngettext("{count} month", "{count} months", rule.months).format(count=rule.months)
    return ", ".join([months, rule.country or _("any country"), _outcome_words(rule.outcome)])


def _row(rule: RetentionRule, key: str) -> RetentionRule | None:
    """One stored rule as it is now written; nothing if it is to go."""
    written = _fields(rule, key)
    removed = st.checkbox(_("Remove this rule ({rule})").format(rule=rule_words(rule)), key=f"{key}-remove")
    return None if removed else written or rule


def _fields(rule: RetentionRule | None, key: str) -> RetentionRule | None:
    """The rule that the fields say; nothing while no months are given."""
    where, outcome, months = st.columns(3)
    country = where.text_input(
        _("Country"), rule.country if rule else "", max_chars=64, placeholder=_("any country"), key=f"{key}-country"
    )
    chosen = outcome.selectbox(
        _("Outcome"),
        _OUTCOMES,
        index=_OUTCOMES.index(rule.outcome) if rule else 0,
        format_func=_outcome_words,
        key=f"{key}-outcome",
    )
    number = months.number_input(
        _("Months"), min_value=0, max_value=240, value=rule.months if rule else None, step=1, key=f"{key}-months"
    )
    return None if number is None else RetentionRule(country=country.strip(), outcome=chosen, months=int(number))


def _outcome_words(outcome: CandidateState | None) -> str:
    return _("any outcome") if outcome is None else candidate_state_words(outcome)
