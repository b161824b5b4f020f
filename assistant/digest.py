"""The news of a day, an outlet or an author: what each report opens with, by day, and how many reports there are."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace

from assistant.agreement import repeats
from assistant.choose import Part, Role
from assistant.compose import Sentence, write
from assistant.dates import day, span
from assistant.evidence import Candidate
from assistant.gate import Gate
from assistant.passing import objection
from assistant.quoting import leans_back, readable
from assistant.refuse import reach
from assistant.sentences import split_sentences
from assistant.timeline import opening
from assistant.types import Query, Step, Withheld
from assistant.verify import without_marks
from corpus import Article
from corpus.changes import note_start
from vectorstore import Hit, Listing, NewsIndex, Passage

_HAPPENED = re.compile(
    r"""^\W*(?:(?:in|on|during)?\W+)?(?:(?:please|can\ you)\ )?(?:(?:tell|show|give)\ me\ )?what(?:['’]s)?\ ?(?:
        (?:else\ )?(?:all\ )?(?:has\ |had\ )?(?:happened|took\ place|occurred)
        |(?:was|were|is)\ (?:going\ on|happening|in\ the\ (?:news|papers?|headlines))
        |(?:was|were|is|are)\ (?:the\ )?(?:main\ |top\ |big(?:gest)?\ )?(?:news|headlines|stor(?:y|ies))
        |(?:made|(?:was|were|is)\ making)\ (?:the\ )?(?:news|headlines)
        )(?:\ in\ the\ (?:news|world))?(?:\ (?:in|on|during|of))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST = 8
_WIDELY = 4  # of those, at most so many because most others print a copy of them
_LOOKED_AT = 200
_WORDS = 30  # of each quotation
_FEWEST_WORDS = 5  # a byline or the name of a place opens no report
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


@dataclass(frozen=True)
class _Report:
    """One report: what it opens with, and how many of the articles looked at tell the same."""

    opens: Candidate
    articles: int = 1


def asks_what_happened(words: str) -> bool:
    """Whether a question, of which the time it names was taken out, asks nothing but what happened then."""
    return _HAPPENED.match(words) is not None


def digest(
    index: NewsIndex, query: Query, gate: Gate, withheld: list[Withheld]
) -> Generator[Step, None, tuple[list[Sentence], str]]:
    """A line for each of at most eight reports, the earliest first, and the words of a refusal where there is none.

    What does not pass the gate is put down in `withheld` before anything is given out, so that what is said of how
    many there are holds.
    """
    listed = _listed(index, query)
    reports = _reports(index, listed.ids, query)
    yield Step("found", query=query, hits=tuple(report.opens.hit for report in reports))
    yield Step("read", query=query, sentences=len(reports))
    told: list[_Report] = []
    for report in _by_worth(reports, newest=_open_in_time(query)):
        (sentence,) = write([_line(report)])
        if why := objection(index, gate, sentence):
            withheld.append(Withheld(sentence.text, why))
            yield Step("withheld", text=sentence.text, query=query)
            continue
        told.append(report)
        if len(told) == _MOST:
            break
    parts = [_line(report) for report in reports if report in told]
    sentences = list(write(parts, _how_many(query, listed, told)))
    for sentence in sentences:
        yield Step("sentence", text=sentence.text, query=query)
    return sentences, "" if sentences else _nothing(index, query, listed.total)


def _line(report: _Report) -> Part:
    return Part(readable(report.opens, _WORDS), Role.DATED)


# --- which reports ---------------------------------------------------------------------------------


def _open_in_time(query: Query) -> bool:
    """Whether no days are asked for, so that the newest are."""
    return not (query.since or query.until or query.fresh_from)


def _listed(index: NewsIndex, query: Query) -> Listing:
    return index.listing(
        query.since or query.fresh_from,
        min((bound for bound in (query.until, query.as_of) if bound), default=None),
        query.sources or None,
        query.authors or None,
        keep_undated=query.since is None and query.until is None,
        most=_LOOKED_AT,
        newest=_open_in_time(query),
    )


def _reports(index: NewsIndex, ids: Sequence[str], query: Query) -> list[_Report]:
    """The reports of these articles in the same order, each once, by the first of its copies."""
    copies = index.copies_of(ids, query.as_of)
    reports: list[_Report] = []
    place: dict[str, int] = {}
    for id_ in ids:
        if id_ in place:
            reports[place[id_]] = _with_one_more(reports[place[id_]])
            continue
        article = index.article(id_)
        opens = _opens(article) if article else None
        if opens is None:
            continue
        same = next((n for n, other in enumerate(reports) if repeats(opens, other.opens)), None)
        if same is None:
            same = len(reports)
            reports.append(_Report(replace(opens, copies=copies.get(id_, ()))))
        else:
            reports[same] = _with_one_more(reports[same])
        place |= dict.fromkeys((copy.article_id for copy in copies.get(id_, ())), same)
    return reports


def _with_one_more(report: _Report) -> _Report:
    return replace(report, articles=report.articles + 1)


def _opens(article: Article) -> Candidate | None:
    """What an article opens with, leaving aside what it says of its own correction; None if it has no words."""
    paragraphs = tuple(p for p in article.paragraphs if p.text.strip() and note_start(p.text) is None)
    if not paragraphs:
        return None
    long = (p for p in paragraphs if len(split_sentences(p.text)[0].text.split()) >= _FEWEST_WORDS)
    first = next(long, paragraphs[0])
    stretch, text = split_sentences(first.text)[0], first.text
    passage = Passage(
        article.id,
        first.position,
        text,
        0,
        len(text),
        text,
        article.title,
        first.section,
        article.source,
        article.url,
        article.published,
        article.authors,
    )
    candidate = Candidate(Hit(passage, 0.0), stretch, 0.0, 0.0, 0.0, 1, 1, offers=False, timely=True)
    opens = opening(candidate, replace(article, paragraphs=paragraphs))
    return candidate if leans_back(opens.stretch.text) and not leans_back(stretch.text) else opens


def _by_worth(reports: Sequence[_Report], *, newest: bool) -> list[_Report]:
    """All of them, those to be told first: the newest; or what most print a copy of, and the others evenly in time."""
    if newest:
        return sorted(reports, key=lambda report: report.opens.hit.passage.published is not None)[::-1]
    if len(reports) <= _MOST:
        return list(reports)
    copied = sorted((r for r in reports if r.opens.copies), key=lambda r: -len(r.opens.copies))
    widely = copied[:_WIDELY]
    rest, room = [r for r in reports if r not in widely], _MOST - len(widely)
    evenly = [rest[n * len(rest) // room] for n in range(room)]
    return [*widely, *evenly, *(r for r in rest if r not in evenly)]


# --- what is said of them --------------------------------------------------------------------------


def _how_many(query: Query, listed: Listing, told: Sequence[_Report]) -> str:
    """How many articles there are, and how many of them are told: `Found 12 articles of May 2024; eight of them:`."""
    of_them, shown = _described(query), len(told)
    found = f"Found {'one article' if listed.total == 1 else f'{listed.total:,} articles'}{of_them}"
    if query.stale:
        found = f"The archive ends on {day(query.stale)}. {found}"
    if shown == listed.total:
        return f"{found}:"
    if sum(report.articles for report in told) == listed.total:
        return f"{found}; those that say the same are told once:"
    return f"{found}; {_COUNTS[shown]} of {'the newest' if _open_in_time(query) else 'them'}:"


def _nothing(index: NewsIndex, query: Query, total: int) -> str:
    if total:
        there = "There is one article" if total == 1 else f"There are {total:,} articles"
        return f"{there}{_described(query)}, but nothing of what they open with can be shown. {reach(index.status())}"
    return f"The archive has no article{_described(query)}. {reach(index.status())}"


def _described(query: Query) -> str:
    """What the articles have in common: ` by Mara Lind from the Courier of 3–9 May 2022 (as of 5 May 2022)`."""
    since, until = query.since or query.fresh_from, query.until
    days = span(since.date() if since else None, until.date() if until else None)
    parts = [f"by {' or '.join(query.authors)}"] if query.authors else []
    parts += [f"from {' or '.join(query.sources)}"] if query.sources else []
    parts += [days if days.startswith(("since", "until")) else f"of {days}"] if days else []
    parts += [f"(as of {day(query.as_of)})"] if query.as_of and (until is None or query.as_of < until) else []
    return without_marks("".join(f" {part}" for part in parts))
