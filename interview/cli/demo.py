"""`interview demo`: a made-up company to look around in."""

from __future__ import annotations

from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.services.demo import create_demo, remove_demo
from interview.services.identity import system_actor


def demo(
    database: Database = None,
    *,
    remove: Annotated[bool, typer.Option("--remove", help="Take the demo company away again.")] = False,
) -> None:
    """Make a demo company (two roles, fifteen people, eight candidates), marked "(demo)"; --remove takes it all away."""
    with opened(database) as application:
        context = application.context
        if remove:
            print(f"Removed the demo company with {remove_demo(context, system_actor())} candidates.")
            return
        made = create_demo(context, system_actor())
        print(f"Made {made.people} people, {len(made.roles)} roles ({', '.join(made.roles)}) and {made.candidates} candidates.")
        print("Sign in as one of them with a one-time link, good for three days:")
        for email, token in made.sign_in_tokens.items():
            print(f"  {email}: {context.settings.public_url or ''}/account/set-password?token={token}")
