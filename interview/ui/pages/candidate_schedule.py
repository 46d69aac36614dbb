"""What the candidate gets: the schedule in their zone, exactly as it is sent, and nothing of what is internal."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.exports.paper import Entry, Paragraph, Table
from interview.exports.schedule import gather_schedule, schedule_paper
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.table import table
from interview.ui.texts import _

_FORMS = (("PDF", "pdf"), ("Word", "docx"), ("Markdown", "md"))


def render(context: Context, actor: Actor) -> None:
    """Show the candidate's schedule as the document that is sent has it."""
    candidate_id = session.parameter("candidate")
    schedule = gather_schedule(context, actor, candidate_id)
    st.title(_("What {name} gets").format(name=schedule.candidate))
    session.link("candidate", _("back to the candidate"), candidate=candidate_id)
    st.caption(_("This is the whole text. Skills, weights, questions, ratings and notes are never in it."))
    missing = [meeting.title for meeting in schedule.meetings if meeting.starts_at is None or not meeting.people]
    if missing:
        st.warning(_("Still without a time or a name: {meetings}.").format(meetings=", ".join(missing)))
    paper = schedule_paper(schedule)
    with st.container(border=True):
        st.header(paper.title)
        st.write(paper.subtitle)
        for section in paper.sections:
            st.subheader(section.title)
            for block in section.blocks:
                match block:
                    case Paragraph():
                        st.write(block.text)
                    case Table():
                        table([column.title for column in block.columns], block.shown(), caption=block.name)
                    case Entry():
                        st.markdown(f"**{block.title}** · {block.mark}")
                        st.write(block.text)
                    case _:
                        pass
    columns = st.columns(4)
    for column, (word, form) in zip(columns, _FORMS, strict=False):
        column.link_button(f"{_('Schedule')} ({word})", f"/download/schedule/{candidate_id}.{form}", width="stretch")
    columns[-1].link_button(_("Calendar file"), f"/download/schedule/{candidate_id}.ics", width="stretch")
