"""The ASGI entry for those who expect one: ``streamlit run app.py`` and ``uvicorn app:app`` serve what ``interview serve`` does."""

from interview.bootstrap import build_app
from interview.ui.application import create_application

app = create_application(build_app())

if __name__ == "__main__":
    app.run()
