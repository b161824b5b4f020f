"""A progress bar for reading articles into an index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from corpus import ArticleStream
from vectorstore.writing import Progress


@contextmanager
def progress_bar(articles: ArticleStream) -> Iterator[Progress | None]:
    """A progress bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich import progress
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading articles", total=1.0)

        def show(seen: int, embedded: int) -> None:
            bar.update(
                task, completed=articles.fraction, description=f"{seen:,} articles, {embedded:,} passages embedded"
            )

        yield show
