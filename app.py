"""The ASGI entry: ``streamlit run app.py`` and ``uvicorn app:app`` serve the same application as ``interview serve``."""

import streamlit as st

from interview.bootstrap import build_app
from interview.ui.application import SCRIPT, surroundings

# Streamlit recognises an application by this very call in the file it is given, so it can't move into a function.
app = st.App(SCRIPT, **surroundings(build_app()))

if __name__ == "__main__":
    app.run()
