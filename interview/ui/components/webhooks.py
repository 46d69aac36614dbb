"""Webhooks: addresses that are told what happens, and the log of what was sent to them."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.webhooks import (
    EVENTS,
    DeliveryView,
    WebhookView,
    add_webhook,
    list_deliveries,
    list_webhooks,
    remove_webhook,
    resend_delivery,
)
from interview.ui import session
from interview.ui.components.shown_once import shown_once
from interview.ui.components.times import local_time
from interview.ui.texts import _

_SHOWN = 20


def webhooks(context: Context, actor: Actor) -> None:
    """Show every webhook with its log, and a form for one more."""
    st.write(_("An address of another system is told what happened, by ids alone. It fetches the rest with a token."))
    _fresh()
    with st.expander(_("Add a webhook")), st.form("webhook", border=False):
        url = st.text_input(_("Address"), key="webhook-url", placeholder="https://hooks.example.com/interviews")
        events = st.pills(_("Events"), sorted(EVENTS.values()), selection_mode="multi", key="webhook-events")
        if st.form_submit_button(_("Add the webhook"), type="primary", key=session.nonce("webhook")):
            new = session.answer(lambda: add_webhook(context, actor, url, tuple(events)))
            if new is not None:
                session.remember("webhook-secret", new.secret)
                session.done(spent="webhook")
    hooks = list_webhooks(context, actor)
    if not hooks:
        st.caption(_("No webhook yet."))
    for hook in hooks:
        with st.container(border=True, key=f"hook-{hook.id}"):
            _webhook(context, actor, hook)


def _fresh() -> None:
    """The secret of the webhook that was added last. It is shown once."""
    with st.container(key="webhook-fresh"):
        secret = session.recall("webhook-secret")
        if secret:
            told = _("Give this secret to the receiver, who checks signatures with it. It is not shown again.")
            shown_once("webhook-secret", told, secret, put_away=_("I have copied it"), key="webhook-copied")


def _webhook(context: Context, actor: Actor, hook: WebhookView) -> None:
    what, act = st.columns([4, 1], vertical_alignment="center")
    what.text(hook.url)
    what.caption(", ".join(hook.events))
    with act.popover(_("Remove")):
        st.write(_("Its log goes, too."))
        if st.button(_("Remove the webhook"), key=f"remove-{hook.id}") and session.tried(
            lambda: remove_webhook(context, actor, hook.id)
        ):
            session.done(_("Removed."))
    log = list_deliveries(context, actor, hook.id, limit=_SHOWN)
    if not log:
        st.caption(_("Nothing sent yet."))
        return
    with st.expander(_("Latest deliveries")):
        for delivery in log:
            _delivery(context, actor, delivery)


def _delivery(context: Context, actor: Actor, delivery: DeliveryView) -> None:
    what, act = st.columns([4, 1], vertical_alignment="center")
    state = _delivery_state(actor, delivery)
    what.markdown(f"{delivery.event} · {local_time(delivery.created_at, actor.timezone)}  \n{state}")
    waits = delivery.next_at is not None and delivery.attempts == 0
    if (
        not waits
        and act.button(_("Send again"), key=f"again-{delivery.id}")
        and session.tried(lambda: resend_delivery(context, actor, delivery.id))
    ):
        session.done(_("It is sent again in a moment."))


def _delivery_state(actor: Actor, delivery: DeliveryView) -> str:
    if delivery.next_at is not None:
        when = local_time(delivery.next_at, actor.timezone)
        failed = _("failed ({outcome}), tried again {when}").format(outcome=delivery.outcome, when=when)
        return failed if delivery.attempts else _("on its way")
    if delivery.delivered_at is not None:
        return _("arrived ({outcome})").format(outcome=delivery.outcome)
    return _("given up after {attempts} attempts ({outcome})").format(attempts=delivery.attempts, outcome=delivery.outcome)
