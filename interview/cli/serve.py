"""``interview serve``: the application on an address of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from interview.bootstrap import build_app
from interview.services.identity import needs_first_administrator, setup_token
from interview.settings import load_settings, shipped_content_dir


def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65535)] = 8501,
    address: Annotated[
        str, typer.Option(help="The address to listen on; 127.0.0.1 is reached from this machine only.")
    ] = "127.0.0.1",
) -> None:
    """Serve the application, and say where it is and how to sign in."""
    import streamlit as st  # noqa: PLC0415 - Streamlit only where it is needed

    from interview.ui.application import SCRIPT, shipped_config, surroundings  # noqa: PLC0415

    app = build_app(load_settings())
    here = app.context.settings.public_url or f"http://{'localhost' if address in {'127.0.0.1', '0.0.0.0'} else address}:{port}"  # noqa: S104 - compared
    print(f"Loopwright: {here}")
    if needs_first_administrator(app.context):
        print(f"Create the first administrator: {here}/account/setup?token={setup_token(app.context)}")
        print("The first page then offers a demo company to look around in.", flush=True)
    else:
        print("Sign in with your account. Stop with Ctrl+C.", flush=True)
    for error in app.content_errors:
        print(f"Left out of the content: {error}", flush=True)
    config = {**shipped_config(shipped_content_dir()), "server.port": port, "server.address": address}
    st.App(SCRIPT, **surroundings(app)).run(config=config)
