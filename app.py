"""The ASGI entry: ``streamlit run app.py`` and ``uvicorn app:app`` serve the same application as ``interview serve``."""

from interview.bootstrap import build_app
from interview.ui.application import create_application

app = create_application(build_app())

if __name__ == "__main__":
    app.run()
