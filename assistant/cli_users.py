"""The commands that say who may log in to the page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.terminal import DONE, NOTHING_FOUND, UNUSABLE, complain, plain_errors, print_lines

users = typer.Typer(help="Who may log in to the page.", no_args_is_help=True)
_File = Annotated[Path, typer.Option("--auth", metavar="FILE", help="The file of users; `chat --auth` reads it.")]
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The login name.")]


@users.command("add")
def add_user(name: _Name, auth: _File) -> None:
    """Add a user, or give one a new password, which ends the sessions of the old one.

    The password is asked for; where there is no terminal, it is read from standard input.
    """
    with plain_errors("stopped; the users are as they were"):
        from assistant.page.users import UserFile

        added = UserFile(auth).put(name, _password())
        print_lines([f"{'added' if added else 'new password for'} {name} ({auth})"])


@users.command("list")
def list_users(auth: _File) -> None:
    """Show the names."""
    with plain_errors():
        from assistant.page.users import UserFile

        print_lines(sorted(UserFile(auth).all()) or ["No users: add one with  news-assistant users add NAME"])


@users.command("remove")
def remove_user(name: _Name, auth: _File) -> None:
    """Remove a user. Whoever is logged in as such is let in no longer."""
    with plain_errors():
        from assistant.page.users import UserFile

        removed = UserFile(auth).remove(name)
        if not removed:
            complain(f"{auth} has no user {name}")
        raise typer.Exit(DONE if removed else NOTHING_FOUND)


def _password() -> str:
    """The password, never echoed; asked for twice, since nobody sees what they type."""
    if not (sys.stdin and sys.stdin.isatty()):
        return sys.stdin.readline().rstrip("\r\n") if sys.stdin else ""
    first: str = typer.prompt("Password", hide_input=True)
    if typer.prompt("The same again", hide_input=True) != first:
        complain("the two are not the same")
        raise typer.Exit(UNUSABLE)
    return first
