"""The command line. Heavy imports wait inside the commands, so that --help answers at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.options import (
    AsJson,
    AsOf,
    Embedding,
    IndexFolder,
    Literally,
    Model,
    NoReader,
    Port,
    RerankerName,
    Since,
    Sources,
    Until,
)
from assistant.settings import from_environment

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer
    from vectorstore import UpdateReport

DONE, NOTHING_FOUND, UNUSABLE, STOPPED = 0, 1, 2, 130

app = typer.Typer(
    name="news-assistant",
    help="Ask a news archive in plain words. Every sentence of an answer is tied to the paragraph it came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line; anything a person can mend is one sentence on standard error and exit status 2."""
    _set_output(errors="replace")  # a terminal that lacks a letter shows "?" for it
    app(prog_name="news-assistant")


@app.command()
def index(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Files and folders: .txt .md .html .json .jsonl .csv, each also .gz"),
    ],
    index: IndexFolder = None,
    embedding: Embedding = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index exactly these articles.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read articles and bring the index up to date with them."""
    settings = from_environment()
    kept = "the index is as it was" if rebuild else "what was finished is kept"
    with _plain_errors(f"stopped; {kept}"):
        from assistant.progress import progress_bar
        from corpus import read_articles
        from vectorstore import NewsIndex, NothingToIndexError, UpdateReport

        folder = index or settings.index
        opened = NewsIndex.open(folder, embedding or (None if _exists(folder) else settings.embedding))
        articles = read_articles(paths, leave_out=[opened.folder])
        with progress_bar(articles) as progress:
            try:
                report = opened.rebuild(articles, progress) if rebuild else opened.update(articles, progress)
            except NothingToIndexError:
                report = UpdateReport(skipped=tuple(articles.skipped))
        _print_report(report, opened.folder, as_json=as_json)
        if report.added + report.changed + report.unchanged == 0:
            raise typer.Exit(UNUSABLE)
        raise typer.Exit(NOTHING_FOUND if report.skipped else DONE)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.")],
    index: IndexFolder = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_of: AsOf = None,
    literal: Literally = False,
    model: Model = None,
    reranker: RerankerName = None,
    no_reader: NoReader = False,
    as_json: AsJson = False,
) -> None:
    """Ask one question.

    The exit status is 1 where the archive does not say.
    """
    with _plain_errors():
        assistant = _assistant(index, model, reranker, no_reader)
        answer = assistant.ask(question, as_of=as_of, since=since, until=until, sources=source, literal=literal)
        if as_json:
            _print_json(answer.to_dict())
        else:
            _print_answer(answer)
        if answer.status == "not_found":
            _name_unknown_sources(assistant, source or [])
            raise typer.Exit(NOTHING_FOUND)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    index: IndexFolder = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many paragraphs.")] = 10,
    literal: Literally = False,
    reranker: RerankerName = None,
    no_reader: NoReader = False,
    as_json: AsJson = False,
) -> None:
    """Show the paragraphs nearest to a question."""
    with _plain_errors():
        hits = _assistant(index, None, reranker, no_reader).search(query, k, literal=literal)
        from assistant.printing import hit_lines
        from assistant.types import hit_to_dict

        if as_json:
            _print_json({"query": query, "hits": [hit_to_dict(hit) for hit in hits]})
        else:
            _print_lines(hit_lines(hits) or ["Nothing found."])
        raise typer.Exit(DONE if hits else NOTHING_FOUND)


@app.command()
def chat(
    index: IndexFolder = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Port = None,
    model: Model = None,
    reranker: RerankerName = None,
    no_reader: NoReader = False,
) -> None:
    """Open the page: a chat with its sources beside it."""
    with _plain_errors():
        assistant = _assistant(index, model, reranker, no_reader)
        from assistant.page_policy import LOOPBACK

        if host not in LOOPBACK:
            _complain(f"listening on {host}: anyone who can reach this machine can read this archive")
        from assistant.examples import examples_for
        from assistant.page import serve

        try:
            serve(assistant, host, port, examples_for(assistant.index))
        except OSError as error:
            _complain(
                f"the page cannot be opened on {host}{f':{port}' if port else ''}: it is taken, or no address of this"
                " machine; choose another with --port or --host"
            )
            raise typer.Exit(UNUSABLE) from error


@app.command()
def status(index: IndexFolder = None, as_json: AsJson = False) -> None:
    """Show what is in the index."""
    with _plain_errors():
        from assistant.printing import status_lines, status_to_dict
        from vectorstore import NewsIndex

        found = NewsIndex.open(index or from_environment().index, must_exist=True).status()
        if as_json:
            _print_json(status_to_dict(found))
        else:
            _print_lines(status_lines(found))


def _assistant(index: Path | None, model: str | None, reranker: str | None, no_reader: bool) -> Assistant:
    settings = from_environment()
    from assistant.assistant import Assistant
    from assistant.reranker import NamedReranker
    from vectorstore import NewsIndex

    opened = NewsIndex.open(index or settings.index, must_exist=True)
    name = reranker or settings.reranker
    named = NamedReranker(name) if name else None
    assistant = Assistant(opened, model or settings.model, named, False if no_reader else settings.reader)
    if named:
        named.load()  # what is wrong with it is said before a page is opened
    return assistant


def _exists(folder: Path) -> bool:
    return os.path.exists(os.path.join(os.path.expanduser(folder), "index.json"))


def _name_unknown_sources(assistant: Assistant, asked: list[str]) -> None:
    """Nothing found may only mean that a publisher's name was misspelt."""
    from vectorstore import fold

    known = [name for name, _ in assistant.index.status().sources]
    for name in asked:
        if fold(name) not in map(fold, known):
            _complain(f"no source of this archive is called {name!r}: it has {', '.join(known[:10]) or 'none'}")


@contextmanager
def _plain_errors(stopped: str = "stopped") -> Iterator[None]:
    """What a person can mend becomes one sentence and exit status 2; a defect of ours stays a traceback.

    So does being stopped by Ctrl-C, with the exit status that shells give it.
    """
    from assistant.errors import AssistantError
    from vectorstore import NewsIndexError

    try:
        yield
    except (NewsIndexError, AssistantError) as error:
        _complain(str(error))
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt:
        _complain(stopped)
        raise typer.Exit(STOPPED) from None


def _print_report(report: UpdateReport, folder: Path, *, as_json: bool) -> None:
    from assistant.printing import report_to_dict

    if as_json:
        _print_json(report_to_dict(report))
    else:
        _print_lines([f"{report} in {report.seconds:.1f} s ({folder})"])
    nothing_read = report.added + report.changed + report.unchanged == 0
    if nothing_read and len(report.skipped) == 1:
        _complain(f"no article could be read, so nothing was changed ({report.skipped[0]})")
        return
    for skipped in () if as_json else report.skipped:
        _complain(f"skipped {skipped}")
    if nothing_read:
        _complain("no article could be read, so nothing was changed")


def _print_answer(answer: Answer) -> None:
    """The answer and where each mark leads; on a terminal the words that answer are bold."""
    from assistant.printing import answer_in_bold, answer_lines, printable, printable_answer

    on_terminal = bool(sys.stdout and sys.stdout.isatty())
    text = answer_in_bold(answer) if on_terminal else printable_answer(answer.text)
    _print("\n".join([text, *map(printable, answer_lines(answer)[1:])]))


def _print_json(value: dict[str, Any]) -> None:
    from assistant.printing import json_line

    _set_output(encoding="utf-8")  # which JSON is, whatever the terminal
    _print(json_line(value))


def _print_lines(lines: list[str]) -> None:
    from assistant.printing import printable

    _print("\n".join(printable(line) for line in lines))


def _print(text: str) -> None:
    """Print at once, so that a reader who has gone, as `head` does, is noticed here and not at the very end."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _set_output(encoding: str | None = None, errors: str | None = None) -> None:
    if isinstance(sys.stdout, TextIOWrapper):  # a program started without a terminal may have none
        sys.stdout.reconfigure(encoding=encoding, errors=errors)


def _complain(sentence: str) -> None:
    from assistant.printing import printable

    print(f"news-assistant: {printable(sentence)}", file=sys.stderr)
