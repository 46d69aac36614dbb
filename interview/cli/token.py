"""`interview token`: personal tokens for the HTTP API."""

from __future__ import annotations

from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.errors import NotFound
from interview.services.api_tokens import Scope, create_token, list_tokens, revoke_token
from interview.services.identity import list_people, system_actor

app = typer.Typer(help="Tokens with which programs use the HTTP API.", no_args_is_help=True)


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="For whom the token speaks.")],
    *,
    name: Annotated[str, typer.Option("--name", help="What uses it.")],
    scope: Annotated[list[Scope], typer.Option("--scope", help="What it may be used for; may be given several times.")],
    days: Annotated[int, typer.Option("--days", help="How long it lives.")] = 90,
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Make a token; it is printed once."""
    with opened(database) as application:
        context, actor = application.context, system_actor()
        person = next((one for one in list_people(context, actor) if one.email == email.strip().lower()), None)
        if person is None:
            raise NotFound(f"There is no account for {email}; see 'interview user add'.")
        made = create_token(context, actor, name=name, scopes=tuple(scope), days=days, person_id=person.id)
    if as_json:
        print_json({"id": made.view.id, "token": made.token, "expires_at": made.view.expires_at.isoformat()})
    else:
        print(f"{made.token}\nGood until {made.view.expires_at:%Y-%m-%d}; it is not shown again. Its id is {made.view.id}.")


@app.command("list")
def show(database: Database = None, *, as_json: AsJson = False) -> None:
    """Everybody's tokens, without the tokens themselves."""
    with opened(database) as application:
        views = list_tokens(application.context, system_actor(), everybody=True)
    if as_json:
        print_json([view.model_dump(mode="json") for view in views])
        return
    for view in views:
        state = f"until {view.expires_at:%Y-%m-%d}" if view.is_usable else "ended"
        print(f"{view.id} {view.person_id} {view.name} ({', '.join(view.scopes)}): {state}")


@app.command()
def revoke(token_id: Annotated[str, typer.Argument(help="The token's id.")], database: Database = None) -> None:
    """End a token at once."""
    with opened(database) as application:
        revoke_token(application.context, system_actor(), token_id)
    print(f"{token_id} is ended.")
