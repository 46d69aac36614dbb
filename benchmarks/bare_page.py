"""A Streamlit page as small as a form can be: thirty widgets, a fragment, no database. What Streamlit itself costs."""

import streamlit as st


@st.fragment
def rating() -> None:
    """A choice that reruns alone."""
    st.segmented_control("Your rating of bare", [1, 2, 3, 4, 5, 0], key="rating")
    st.caption("What the candidate did")


st.set_page_config(page_title="Bare", layout="wide")
st.title("Bare page")
for number in range(10):
    with st.container(border=True):
        st.header(f"Skill {number}")
        st.segmented_control(f"Level {number}", [1, 2, 3, 4, 5, 0], key=f"level-{number}")
        st.text_area(f"Evidence {number}", key=f"evidence-{number}")
        st.text_input(f"Note {number}", key=f"note-{number}")
rating()
