"""The committee packet: handed out only after somebody has looked through what the redaction left."""

from __future__ import annotations

from dataclasses import replace

from interview.domain.person import Actor
from interview.errors import Conflict, Invalid
from interview.exports.candidate_loop import gather_loop
from interview.exports.catalogue import FORMATS, render
from interview.exports.document import Document
from interview.exports.loop_papers import committee_packet
from interview.exports.paper import Bullets, Callout, Entry, Paragraph, Particulars, Section
from interview.exports.redaction import Redacted, redact
from interview.services.context import Context

REVIEW = "review"
"""The form in which a packet is looked through: a page that says what was replaced and what may still give somebody away."""


def make_packet(context: Context, actor: Actor, candidate_id: str, form: str, *, reviewed: str = "") -> Document:
    """The packet without names and contact data.

    ``reviewed`` is the hash that the review page shows; with any other (a scorecard was amended since) it has to be looked
    through again, and :class:`~interview.errors.Conflict` is raised.
    """
    if form not in (*FORMATS, REVIEW):
        raise Invalid(f"A committee packet can't be made as '{form}'; choose one of {', '.join((*FORMATS, REVIEW))}.")
    redacted = redact(gather_loop(context, actor, candidate_id))
    paper = committee_packet(redacted.loop)
    if form == REVIEW:
        paper = replace(paper, label="Committee packet: review", sections=(_review(redacted), *paper.sections))
        return render(context, actor, redacted.loop, paper, "html")
    if reviewed != redacted.loop.hash:
        raise Conflict(f"Look through this packet first (form '{REVIEW}'), then ask for it with the hash that stands there.")
    return render(context, actor, redacted.loop, paper, form)


def _review(redacted: Redacted) -> Section:
    replaced = tuple((name, f"{count} times") for name, count in redacted.replaced.items())
    return Section(
        "Before this leaves the team",
        (
            Callout("Read every text below", f"If nothing gives the person away, ask for the packet with {redacted.loop.hash}."),
            Entry("Words that may still name somebody", "", "" if redacted.look_at else "None found.", redacted.look_at),
            Particulars(replaced) if replaced else Paragraph("Nothing had to be replaced."),
            Bullets(("What the program can't know: nicknames, employers, schools, products that only one person made.",)),
        ),
    )
