"""For administrators and auditors: do the intervals hold on our own ratings, and does a plain Rasch model agree?"""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.model_checks import ModelCheck, check_model
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.texts import _


def model_check(context: Context, actor: Actor) -> None:
    """A section that computes on demand; nothing for those who may not see it."""
    if not is_permitted(actor, Permission.READ_AUDIT):
        return
    st.header(_("Does the scoring model hold here?"))
    st.write(
        _(
            "Each interview of a decided candidate is left out, predicted from the others, and compared with what it gave: "
            "nine in ten should lie in their 90% intervals."
        )
    )
    if not st.button(_("Check now"), key="model-check"):
        return
    found = session.answer(lambda: check_model(context, actor))
    if found is not None:
        _show(found)


def _show(found: ModelCheck) -> None:
    check = found.check
    if check.covered is None:
        st.info(_("No candidate has three interviews yet, so none can be left out."))
    else:
        words = _("{covered:.0%} of {n} left-out interviews lay in their 90% intervals (standard error {error:.0%}).")
        st.markdown(words.format(covered=check.covered, n=check.n, error=check.standard_error))
        verdict = {
            None: _("Fewer than 50 interviews: too few to say whether that is enough."),
            True: _("The intervals hold what they promise."),
            False: _("The intervals are too narrow for these ratings: read every chance with more doubt than it shows."),
        }
        st.markdown(verdict[check.trustworthy])
        st.caption(
            _("Error of the prediction {model:.2f} levels; of the plain mean of the other ratings {mean:.2f}.").format(
                model=check.error, mean=check.error_of_mean
            )
        )
    table(
        [_("Interviewer"), _("Ratings"), _("Severity here, logits"), _("By a plain Rasch model")],
        [
            [
                one.interviewer,
                Cell(str(one.n), "number"),
                Cell(f"{one.model:+.2f}", "number"),
                Cell(f"{one.rasch:+.2f}", "number"),
            ]
            for one in found.severities
        ],
        caption=_(
            "A cross-check by another model. Ours is shrunk towards 0, more so with few ratings; signs and order should agree."
        ),
        empty=_("Nobody has ten interviews yet."),
    )
