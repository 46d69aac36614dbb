"""What Streamlit runs for every click."""

from interview.ui.navigation import run

run()
