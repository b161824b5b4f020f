"""The command that opens the page, and the rules for opening it to others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli_open import open_assistant
from assistant.options import (
    AllowChanges,
    Auth,
    BehindProxy,
    HostName,
    IndexFolder,
    LogAddresses,
    LogFile,
    LogQuestions,
    Mcp,
    Model,
    NoReader,
    OpenToAll,
    Port,
    QuestionsPerMinute,
    RerankerName,
    RootPath,
)
from assistant.settings import past_no_proxy
from assistant.terminal import UNUSABLE, complain, plain_errors

if TYPE_CHECKING:
    from assistant.page.journal import Journal
    from assistant.page.service import Service
    from assistant.page.users import UserFile

_QUESTIONS_PER_MINUTE = 30
_NOTES_PER_MINUTE = 30  # answers kept or judged, of each


def chat(
    index: IndexFolder = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Port = None,
    model: Model = None,
    reranker: RerankerName = None,
    no_reader: NoReader = False,
    auth: Auth = None,
    open_to_all: OpenToAll = False,
    questions_per_minute: QuestionsPerMinute = None,
    behind_proxy: BehindProxy = False,
    host_name: HostName = None,
    root_path: RootPath = "",
    log: LogFile = None,
    log_questions: LogQuestions = False,
    log_addresses: LogAddresses = False,
    allow_changes: AllowChanges = False,
    mcp: Mcp = False,
) -> None:
    """Open the page: a chat with its sources beside it.

    It is for whoever is at this machine, unless --host, --behind-proxy, --host-name or --root-path say that others are
    served; that takes --auth or --open-to-all.
    """
    with plain_errors():
        from assistant.page.policy import is_loopback
        from assistant.page.service import Service, per_minute

        beyond = not is_loopback(host)
        others = bool(beyond or behind_proxy or host_name or root_path or auth)
        if mcp:
            _check_mcp(host, login=auth is not None, passed_on=bool(behind_proxy or host_name or root_path))
        _check_openness(host if beyond else "", others, auth, open_to_all)
        path = _checked_path(root_path)
        users = _users(auth)
        logged = bool(others or log or log_questions or log_addresses)
        limit = questions_per_minute if questions_per_minute is not None else _QUESTIONS_PER_MINUTE if others else 0
        service = Service(
            users=users,
            questions=per_minute(limit),
            notes=per_minute(_NOTES_PER_MINUTE if others else 0),
            journal=_journal(log, log_questions, log_addresses, logged),
            allow_changes=allow_changes or not others,
            behind_proxy=behind_proxy,
            root_path=path,
            host_names=tuple(host_name or ()),
        )
        assistant = open_assistant(index, model, reranker, no_reader)
        from assistant.examples import examples_for

        for sentence in _meaning(service, others=others, beyond=beyond, log=log, logged=logged):
            complain(sentence)
        from assistant.page.serving import serve

        past_no_proxy(host)
        try:
            serve(assistant, host, port, examples_for(assistant.index), service, mcp=mcp)
        except OSError as error:
            complain(
                f"the page cannot be opened on {host}{f':{port}' if port else ''}: it is taken, or no address of this"
                " machine; choose another with --port or --host"
            )
            raise typer.Exit(UNUSABLE) from error


def _check_openness(host: str, others: bool, auth: Path | None, open_to_all: bool) -> None:
    """Nobody serves an archive to others without a login by oversight. Ends the command where it would be so."""
    from assistant.errors import ServingError

    if auth and open_to_all:
        raise ServingError("--auth asks for a login and --open-to-all for none: give one of them")
    if others and not auth and not open_to_all:
        reached = f"listening on {host}" if host else "behind a proxy"
        raise ServingError(
            f"{reached}, whoever can reach the page can read this archive: give --auth FILE to ask for a login, or"
            " --open-to-all if that is meant"
        )


def _check_mcp(host: str, *, login: bool, passed_on: bool) -> None:
    """Ends the command, saying why, where tools cannot be offered."""
    from assistant.errors import ServingError
    from assistant.page.mcp_door import why_not

    if why := why_not(host, login=login, passed_on=passed_on):
        raise ServingError(why)


def _checked_path(path: str) -> str:
    """A sub-path with a slash before it and none behind."""
    from assistant.errors import ServingError

    plain = "/" + path.strip("/") if path.strip("/") else ""
    if not re.fullmatch(r"(/[\w.~-]+)*", plain, re.ASCII) or "/.." in plain:
        raise ServingError(f"{path} is no path to serve the page under: write it as /news")
    return plain


def _users(path: Path | None) -> UserFile | None:
    from assistant.errors import ServingError
    from assistant.page.users import UserFile

    if path is None:
        return None
    users = UserFile(path)
    if not users.all():
        raise ServingError(f"{path} has no users: add one with  news-assistant users add NAME --auth {path}")
    if users.readable_by_others():
        complain(f"others on this machine can read {path}: chmod 600 {path}")
    return users


def _journal(log: Path | None, questions: bool, addresses: bool, logged: bool) -> Journal:
    from assistant.page.journal import Journal, open_journal, take_defects

    if not logged:
        return Journal()
    journal = open_journal(log, questions=questions, addresses=addresses)
    take_defects(journal)
    return journal


def _meaning(service: Service, *, others: bool, beyond: bool, log: Path | None, logged: bool) -> list[str]:
    """What is to be said before the page is opened to others, or written about."""
    said = []
    if others and not service.users:
        said.append("open to all: whoever can reach the page can read this archive and ask of it, without a login")
    if beyond and service.users:
        said.append("without a proxy that speaks HTTPS, passwords and answers can be read on their way")
    if logged:
        kept = "with the questions" if service.journal.questions else "without the questions"
        known = "with addresses" if service.journal.addresses else "with addresses hashed"
        said.append(f"what happens is written to {log or 'standard error'}, {kept}, {known}")
    return said
