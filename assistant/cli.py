"""The command line. Heavy imports wait inside the commands, so that --help answers at once."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant import cli_desk, cli_upkeep
from assistant.cli_chat import chat
from assistant.cli_open import open_assistant
from assistant.cli_users import users
from assistant.options import (
    AllowPrivate,
    AsJson,
    AsOf,
    Embedding,
    Export,
    IndexFolder,
    Literally,
    Model,
    NoReader,
    RerankerName,
    Since,
    Sources,
    Until,
)
from assistant.settings import from_environment
from assistant.terminal import (
    DONE,
    NOTHING_FOUND,
    UNUSABLE,
    complain,
    plain_errors,
    print_json,
    print_line,
    print_lines,
    set_output,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer
    from corpus import ArticleStream
    from vectorstore import NewsIndex, UpdateReport

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
    set_output(errors="replace")  # a terminal that lacks a letter shows "?" for it
    app(prog_name="news-assistant")


@app.command()
def index(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH_OR_URL...", help="Files, folders, archives; feeds, pages and news sitemaps."),
    ],
    index: IndexFolder = None,
    embedding: Embedding = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index exactly these articles.")] = False,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Read articles and bring the index up to date with them."""
    settings = from_environment()
    kept = "the index is as it was" if rebuild else "what was finished is kept"
    with plain_errors(f"stopped; {kept}"):
        from corpus import read_articles
        from vectorstore import NewsIndex

        folder = index or settings.index
        opened = NewsIndex.open(folder, embedding or (None if _exists(folder) else settings.embedding))
        articles = read_articles(paths, leave_out=[opened.folder], allow_private=allow_private)
        report = _index(opened, articles, rebuild=rebuild)
        _print_report(report, opened.folder, as_json=as_json)
        if report.added + report.changed + report.unchanged == 0:
            raise typer.Exit(UNUSABLE)
        raise typer.Exit(NOTHING_FOUND if report.skipped else DONE)


def _index(opened: NewsIndex, articles: ArticleStream, *, rebuild: bool) -> UpdateReport:
    from assistant.progress import progress_bar
    from vectorstore import NothingToIndexError, UpdateReport

    with progress_bar(articles) as progress:
        try:
            return opened.rebuild(articles, progress) if rebuild else opened.update(articles, progress)
        except NothingToIndexError:
            return UpdateReport(skipped=tuple(articles.skipped))


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
    export: Export = None,
    as_json: AsJson = False,
) -> None:
    """Ask one question.

    The exit status is 1 where the archive does not say.
    """
    with plain_errors():
        cli_desk.check_export_option(export)
        assistant = open_assistant(index, model, reranker, no_reader)
        answer = assistant.ask(question, as_of=as_of, since=since, until=until, sources=source, literal=literal)
        if as_json:
            print_json(answer.to_dict())
        else:
            _print_answer(answer)
        cli_desk.export_answer(export, answer, assistant, quiet=as_json)
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
    with plain_errors():
        hits = open_assistant(index, None, reranker, no_reader).search(query, k, literal=literal)
        from assistant.printing import hit_lines
        from assistant.types import hit_to_dict

        if as_json:
            print_json({"query": query, "hits": [hit_to_dict(hit) for hit in hits]})
        else:
            print_lines(hit_lines(hits) or ["Nothing found."])
        raise typer.Exit(DONE if hits else NOTHING_FOUND)


app.command()(chat)


@app.command()
def status(index: IndexFolder = None, as_json: AsJson = False) -> None:
    """Show what is in the index."""
    with plain_errors():
        from assistant.printing import status_lines, status_to_dict
        from vectorstore import NewsIndex, SourceBook

        opened = NewsIndex.open(index or from_environment().index, must_exist=True)
        found, followed = opened.status(), SourceBook(opened.folder).all()
        if as_json:
            print_json(status_to_dict(found, followed))
        else:
            print_lines(status_lines(found, followed))


def _exists(folder: Path) -> bool:
    return os.path.exists(os.path.join(os.path.expanduser(folder), "index.json"))


def _name_unknown_sources(assistant: Assistant, asked: list[str]) -> None:
    """Nothing found may only mean that a publisher's name was misspelt."""
    from vectorstore import fold

    known = [name for name, _ in assistant.index.status().sources]
    for name in asked:
        if fold(name) not in map(fold, known):
            complain(f"no source of this archive is called {name!r}: it has {', '.join(known[:10]) or 'none'}")


def _print_report(report: UpdateReport, folder: Path, *, as_json: bool) -> None:
    from assistant.printing import report_to_dict

    if as_json:
        print_json(report_to_dict(report))
    else:
        print_lines([f"{report} in {report.seconds:.1f} s ({folder})"])
    nothing_read = report.added + report.changed + report.unchanged == 0
    if nothing_read and len(report.skipped) == 1:
        complain(f"no article could be read, so nothing was changed ({report.skipped[0]})")
        return
    for skipped in () if as_json else report.skipped:
        complain(f"skipped {skipped}")
    if nothing_read:
        complain("no article could be read, so nothing was changed")


def _print_answer(answer: Answer) -> None:
    """The answer and where each mark leads; on a terminal the words that answer are bold."""
    from assistant.printing import answer_in_bold, answer_lines, printable, printable_answer

    on_terminal = bool(sys.stdout and sys.stdout.isatty())
    text = answer_in_bold(answer) if on_terminal else printable_answer(answer.text)
    print_line("\n".join([text, *map(printable, answer_lines(answer)[1:])]))


cli_upkeep.register(app)
cli_desk.register(app)
app.add_typer(users, name="users")
