"""The options of the commands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IndexFolder = Annotated[
    Path | None,
    typer.Option("--index", metavar="DIR", help="The index folder. [default: $NEWS_ASSISTANT_INDEX or ./news-index]"),
]
Embedding = Annotated[
    str | None,
    typer.Option(
        "--embedding",
        metavar="MODEL",
        help="For a new index: a model's path or hub name, or static, for archives of millions."
        " [default: $NEWS_ASSISTANT_EMBEDDING or the packaged model]",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Export = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Also write the answer with its sources to a new file; its ending says how: .md, .html or .json.",
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also read addresses of this machine and its private networks.")
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only articles from this day on, such as 2024-05-31.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only articles up to this day.")]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="Only this publisher; may be given again.")
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Answer as on this day: nothing known to be later is used."),
]
Literally = Annotated[
    bool,
    typer.Option(
        "--literal",
        help="Search for the words as typed; read no dates, outlets or authors from the question.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="PROVIDER:MODEL",
        help="Let a chat model write, checked sentence by sentence. [default: $NEWS_ASSISTANT_MODEL or none]",
    ),
]
RerankerName = Annotated[
    str | None,
    typer.Option(
        "--reranker",
        metavar="NAME",
        help="Let a cross-encoder, a folder or a hub name, order what is found. "
        "[default: $NEWS_ASSISTANT_RERANKER or none]",
    ),
]
NoReader = Annotated[
    bool,
    typer.Option("--no-reader", help="Do not use the trained reader; rank by words and embeddings alone."),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        min=1,
        max=65535,
        envvar="GRADIO_SERVER_PORT",
        show_envvar=False,
        help="The port. [default: $GRADIO_SERVER_PORT or the first free one from 7860]",
    ),
]
Mcp = Annotated[
    bool,
    typer.Option("--mcp", help="Also offer the archive as MCP tools, to programs of this machine."),
]

# How the page is served
Auth = Annotated[
    Path | None,
    typer.Option("--auth", metavar="FILE", help="Ask for a login; `users add` makes the file."),
]
OpenToAll = Annotated[
    bool,
    typer.Option("--open-to-all", help="Serve others without a login: whoever reaches the page reads the archive."),
]
QuestionsPerMinute = Annotated[
    int | None,
    typer.Option(
        "--questions-per-minute",
        metavar="N",
        min=0,
        max=100_000,
        help="For each user, or each address without a login; 0 is no limit. [default: 30 where others are served]",
    ),
]
BehindProxy = Annotated[
    bool,
    typer.Option(
        "--behind-proxy", help="A reverse proxy passes requests on: believe its X-Forwarded-For, -Host and -Proto."
    ),
]
HostName = Annotated[
    list[str] | None,
    typer.Option("--host-name", metavar="NAME", help="The page's name for others; may be given again."),
]
RootPath = Annotated[
    str,
    typer.Option("--root-path", metavar="PATH", help="The sub-path that the proxy serves the page under, as /news."),
]
LogFile = Annotated[
    Path | None,
    typer.Option(
        "--log",
        metavar="FILE",
        help="Write what happens as lines of JSON. [default: none, or standard error where others are served]",
    ),
]
LogQuestions = Annotated[bool, typer.Option("--log-questions", help="Also write the questions down.")]
LogAddresses = Annotated[
    bool, typer.Option("--log-addresses", help="Write the addresses of visitors down as they are, not hashed.")
]
AllowChanges = Annotated[
    bool,
    typer.Option("--allow-changes", help="Let those who are served change the index from the page."),
]
