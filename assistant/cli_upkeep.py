"""The commands that keep an archive alive: its sources, its updates, its versions, its health."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.options import AllowPrivate, AsJson, IndexFolder
from assistant.settings import from_environment
from assistant.terminal import DONE, NOTHING_FOUND, UNUSABLE, complain, plain_errors, print_json, print_lines

if TYPE_CHECKING:
    from vectorstore import NewsIndex, Refreshed

sources = typer.Typer(help="The files, folders, feeds and pages that the index follows.", no_args_is_help=True)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_EVERY_HELP = "How often: 15m, 6h, 1d."


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(sources, name="sources")
    for command in (update, watch, history, withdraw, check):
        app.command()(command)


@sources.command("add")
def add_sources(
    addresses: Annotated[
        list[str], typer.Argument(metavar="ADDRESS...", help="Feeds, pages, sitemaps, files, folders.")
    ],
    index: IndexFolder = None,
    every: Annotated[
        str, typer.Option("--every", help=f"{_EVERY_HELP} One not read for twice as long is called stale.")
    ] = "1d",
) -> None:
    """Remember where articles come from. `update` reads them."""
    with plain_errors():
        from vectorstore import SourceBook

        book, seconds = SourceBook(_folder(index)), _seconds(every)
        for address in addresses:
            print_lines([f"following {book.add(address, seconds).address}, every {_spoken(seconds)}"])
        print_lines(["Read them now with  news-assistant update"])


@sources.command("list")
def list_sources(index: IndexFolder = None, as_json: AsJson = False) -> None:
    """Show the sources, and how reading them went."""
    with plain_errors():
        from assistant.printing import source_lines
        from vectorstore import SourceBook

        found = SourceBook(_folder(index)).all()
        if as_json:
            print_json({"sources": [source.to_dict() for source in found]})
        else:
            print_lines(source_lines(found) or ["No sources: add one with  news-assistant sources add ADDRESS"])


@sources.command("remove")
def remove_sources(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS...", help="As `sources list` shows them.")],
    index: IndexFolder = None,
) -> None:
    """Stop following sources. What was read from them stays."""
    with plain_errors():
        from vectorstore import SourceBook

        book = SourceBook(_folder(index))
        missing = [address for address in addresses if not book.remove(address)]
        for address in missing:
            complain(f"{address} is no source of this index: see  news-assistant sources list")
        raise typer.Exit(NOTHING_FOUND if missing else DONE)


def update(index: IndexFolder = None, allow_private: AllowPrivate = False, as_json: AsJson = False) -> None:
    """Read every source again and bring the index up to date."""
    with plain_errors("stopped; what was finished is kept"):
        opened = _opened(index)
        done = _refresh_all(opened, allow_private, quiet=as_json)
        if not done:
            complain("there is no source to read: add one with  news-assistant sources add ADDRESS")
            raise typer.Exit(UNUSABLE)
        if as_json:
            from assistant.printing import report_to_dict

            print_json(
                {
                    "sources": [
                        {"address": one.source.address, "failed": one.failed, **report_to_dict(one.report)}
                        for one in done
                    ]
                }
            )
        failed = [one for one in done if one.failed]
        if len(failed) == len(done):
            raise typer.Exit(UNUSABLE)
        raise typer.Exit(NOTHING_FOUND if failed or any(one.report.skipped for one in done) else DONE)


def watch(
    every: Annotated[str, typer.Option("--every", help=f"{_EVERY_HELP}")] = "15m",
    index: IndexFolder = None,
    allow_private: AllowPrivate = False,
    rounds: Annotated[int, typer.Option("--rounds", min=0, help="Stop after so many; 0 goes on until stopped.")] = 0,
) -> None:
    """Keep the index up to date until stopped with Ctrl-C."""
    with plain_errors("stopped; what was finished is kept"):
        from vectorstore import NewsIndexError, SourceBook

        seconds, opened, done = _seconds(every), _opened(index), 0
        if not SourceBook(opened.folder).all():
            complain("there is no source to watch: add one with  news-assistant sources add ADDRESS")
            raise typer.Exit(UNUSABLE)
        while True:
            begun = time.monotonic()
            try:
                _refresh_all(opened, allow_private)
            except NewsIndexError as error:  # said, and tried again at the next turn: a job that stops is noticed late
                complain(str(error))
            done += 1
            if rounds and done >= rounds:
                return
            time.sleep(max(0.0, begun + seconds - time.monotonic()))


def history(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id or web address.")],
    index: IndexFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show what an article said before, and what changed when."""
    with plain_errors():
        from assistant.named import article_id
        from assistant.printing_history import history_lines, history_to_dict

        opened = _opened(index, must_exist=True)
        id_ = article_id(opened, article)
        versions = opened.history(id_)
        if as_json:
            print_json(history_to_dict(id_, versions))
        else:
            print_lines(history_lines(id_, versions))


def withdraw(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The article's id or web address.")],
    because: Annotated[str, typer.Option("--because", help="Why, for its history.")],
    index: IndexFolder = None,
) -> None:
    """Take an article out of every answer at once. Its history keeps what it said."""
    with plain_errors():
        from assistant.named import article_id

        opened = _opened(index, must_exist=True)
        id_ = article_id(opened, article)
        if not because.strip():
            complain("say why with --because")
            raise typer.Exit(UNUSABLE)
        if not opened.withdraw([id_], because.strip()):
            complain(f"{id_} is not in the archive any more")
            raise typer.Exit(NOTHING_FOUND)
        print_lines([f"withdrawn: {id_}"])


def check(
    repair: Annotated[bool, typer.Option("--repair", help="Put right what can be.")] = False,
    index: IndexFolder = None,
    as_json: AsJson = False,
) -> None:
    """See whether the index's files agree with each other."""
    with plain_errors():
        report = _opened(index, must_exist=True).check(repair=repair)
        if as_json:
            print_json(
                {
                    "articles": report.articles,
                    "passages": report.passages,
                    "problems": list(report.problems),
                    "repaired": report.repaired,
                }
            )
        else:
            looked = f"{report.articles:,} articles, {report.passages:,} passages"
            verdict = "put right" if report.repaired else "something is wrong" if report.problems else "all is well"
            print_lines([f"{looked}: {verdict}", *(f"- {problem}" for problem in report.problems)])
            if report.problems and not repair:
                complain("put it right with  news-assistant check --repair")
        raise typer.Exit(DONE if report.repaired or not report.problems else NOTHING_FOUND)


def _refresh_all(index: NewsIndex, allow_private: bool, *, quiet: bool = False) -> list[Refreshed]:
    """Read all sources, telling of each when it is done."""
    from assistant.printing import refreshed_lines
    from vectorstore import refresh

    done = []
    for one in refresh(index, allow_private=allow_private):
        done.append(one)
        if not quiet:
            print_lines(refreshed_lines(one))
    return done


def _folder(index: Path | None) -> Path:
    return Path(index or from_environment().index).expanduser()


def _opened(index: Path | None, *, must_exist: bool = False) -> NewsIndex:
    from vectorstore import NewsIndex

    return NewsIndex.open(_folder(index), must_exist=must_exist)


def _seconds(every: str) -> int:
    match = re.fullmatch(r"\s*(\d{1,6})\s*([smhd])\s*", every.lower())
    if not match or not int(match[1]):
        complain(f"{every} is no stretch of time: write it as 15m, 6h or 1d")
        raise typer.Exit(UNUSABLE)
    return int(match[1]) * _UNITS[match[2]]


def _spoken(seconds: int) -> str:
    """Seconds as a person would say it: `15m`, `6h`."""
    unit = next(name for name, size in reversed(_UNITS.items()) if seconds % size == 0)
    return f"{seconds // _UNITS[unit]}{unit}"
