"""The Streamlit entry."""
