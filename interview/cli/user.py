"""`interview user`: accounts from the terminal of the machine that holds the database."""

from __future__ import annotations

from typing import Annotated

import typer

from interview.cli.database import Database, opened
from interview.cli.output import AsJson, print_json
from interview.domain.person import PersonRole
from interview.errors import NotFound
from interview.services.context import Context
from interview.services.identity import create_person, deactivate_person, list_people, reset_password, system_actor
from interview.services.single_sign_on import forget_single_sign_on

app = typer.Typer(help="Add people, give them a new password link, close accounts.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The person's e-mail address.")]


@app.command()
def add(
    email: Email,
    *,
    name: Annotated[str, typer.Option("--name", help="The person's name.")],
    role: Annotated[list[PersonRole], typer.Option("--role", help="What the person is; may be given several times.")],
    timezone: Annotated[str, typer.Option("--timezone", help="The person's time zone, e.g. Europe/Berlin.")] = "UTC",
    database: Database = None,
    as_json: AsJson = False,
) -> None:
    """Add somebody; prints the one-time link with which they set their password."""
    with opened(database) as application:
        context = application.context
        added = create_person(context, system_actor(), email=email, name=name, roles=tuple(role), timezone=timezone)
        path = f"/account/set-password?token={added.set_password_token}"
        if as_json:
            print_json({"id": added.person.id, "email": added.person.email, "set_password_path": path})
        else:
            print(f"Added {added.person.name}. One-time link, good for three days: {context.settings.public_url or ''}{path}")


@app.command("list")
def list_(database: Database = None, as_json: AsJson = False) -> None:
    """Everybody with an account."""
    with opened(database) as application:
        people = list_people(application.context, system_actor())
    if as_json:
        print_json([person.model_dump(mode="json") for person in people])
        return
    for person in people:
        print(f"{person.email}  {person.name}  {' '.join(person.roles)}{'' if person.active else '  (closed)'}")


@app.command()
def reset(email: Email, database: Database = None) -> None:
    """Print a new one-time link to set a password; the person is signed out everywhere."""
    with opened(database) as application:
        context = application.context
        token = reset_password(context, system_actor(), _id_of(application.context, email))
        print(f"One-time link, good for three days: {context.settings.public_url or ''}/account/set-password?token={token}")


@app.command()
def deactivate(email: Email, database: Database = None) -> None:
    """Close an account: sessions and links end at once, what the person wrote stays."""
    with opened(database) as application:
        person = deactivate_person(application.context, system_actor(), _id_of(application.context, email))
        print(f"Closed the account of {person.name}.")


@app.command()
def unlink(email: Email, database: Database = None) -> None:
    """Release an account from the company's sign-in: the next sign-in with its address is linked anew."""
    with opened(database) as application:
        released = forget_single_sign_on(application.context, system_actor(), _id_of(application.context, email))
        print("Released." if released else "This account was not linked.")


def _id_of(context: Context, email: str) -> str:
    for person in list_people(context, system_actor()):
        if person.email == email.strip().lower():
            return person.id
    raise NotFound(f"There is no account for {email}; 'interview user list' shows all.")
