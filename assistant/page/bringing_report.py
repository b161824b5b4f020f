"""What the page says of articles that people bring: how far the work is, and what came of it, as HTML."""

from __future__ import annotations

from assistant.bringing import LARGEST_DROP, MOST_ADDRESSES, Brought, Progress
from assistant.page.escaping import as_sentence, count, literal
from vectorstore import UpdateReport

MOST_NAMED = 50
_KINDS = "text, Markdown, HTML, PDF, JSON, CSV, NITF, NewsML and WARC files, also gzipped, and .zip and .tar archives"


def hint_html() -> str:
    """What can be added."""
    return (
        f"<p>Files: {_KINDS}, up to {LARGEST_DROP // 1_000_000} MB at a time. A file dropped again under its name takes"
        f" the place of what it said before. Addresses: feeds, pages and news sitemaps, up to {MOST_ADDRESSES}, one a"
        " line.</p>"
    )


def warning_html(articles: int) -> str:
    """What replacing the archive means, before it is done."""
    return (
        f'<p class="warning" role="alert"><strong>Replace the archive?</strong> {count(articles, "article")} will leave'
        " it, and only what you bring now will be in it. The answers before will no longer find their sources.</p>"
    )


def progress_html(progress: Progress) -> str:
    """How far the work is, in words and as a bar; the bar shows no share where nobody knows it."""
    known = progress.doing == "reading" and progress.share > 0
    bar = f'<progress max="1"{f" value={progress.share:.3f}" if known else ""} aria-label="How far it is"></progress>'
    if progress.doing == "fetching":
        words = f"Fetching … {count(progress.articles, 'article')}"
    elif not progress.articles:
        words = "Reading …"
    else:
        words = f"Reading … {count(progress.articles, 'article')}, {count(progress.embedded, 'passage')} encoded"
    return f'{bar}<p role="status">{words}</p>'


def trouble_html(sentence: str) -> str:
    """What went wrong, in one sentence."""
    return f'<p class="trouble" role="alert">{literal(as_sentence(sentence))}</p>'


def report_html(brought: Brought) -> str:
    """What came of it: counts, and what was left out, each with its reason."""
    report = brought.report
    read = report.added + report.changed + report.unchanged
    if not read and not report.withdrawn:
        head = "No article could be read, so nothing was changed."
    elif brought.whole:
        head = f"The archive was replaced: it holds {count(read, 'article')} now."
    else:
        head = "Done: ask about them above."
    return f'<div class="report" role="status"><p><strong>{head}</strong></p>{_counts(report)}{_skipped(report)}</div>'


def _counts(report: UpdateReport) -> str:
    always = {"added": report.added, "changed": report.changed, "unchanged": report.unchanged}
    seldom = {"removed": report.removed, "withdrawn": report.withdrawn}
    numbers = {**always, **{name: n for name, n in seldom.items() if n}, "skipped": len(report.skipped)}
    if report.copies:
        numbers["copy of another report" if report.copies == 1 else "copies of other reports"] = report.copies
    items = "".join(f"<li><strong>{number:,}</strong> {name}</li>" for name, number in numbers.items())
    return f'<ul class="counts">{items}</ul>'


def _skipped(report: UpdateReport) -> str:
    """The first of what was left out, and how many more there were."""
    items = "".join(
        f"<li><bdi>{literal(skipped.what)}</bdi>: {literal(skipped.why)}</li>"
        for skipped in report.skipped[:MOST_NAMED]
    )
    more = len(report.skipped) - MOST_NAMED
    rest = f"<p>… and {more:,} more.</p>" if more > 0 else ""
    return f'<p class="skipped-head">Skipped:</p><ul class="skipped">{items}</ul>{rest}' if items else ""
