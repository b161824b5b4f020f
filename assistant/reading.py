"""What the words of a question ask of the articles: when they were published, by which outlet, by whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from assistant.asking import without_time
from assistant.coverage import subject_of_coverage
from assistant.dates import day
from assistant.digest import asks_what_happened
from assistant.names import Named, find_author, find_source, may_name_an_author
from assistant.these_days import these_days
from assistant.timeline import subject_of_timeline
from assistant.types import Kind, Query, Understood
from assistant.when import When, find_when
from vectorstore import NewsIndex, TimePreference, content_words, fold, parse_day

# How much a time that is named lifts its articles, by how sure it is that they are meant. "This week", asked long after
# the archive's last article, may be any week; "the latest" is the newest on the subject, and what comes close to it.
_NAMED, _THESE_DAYS, _GUESSED = 1.2, 1.0, 0.3
_LATEST_FADES = timedelta(days=30)
_TIMES: frozenset[Kind] = frozenset({"dates", "recent"})  # both are read by one look at the words
_SUBJECTS: frozenset[Kind] = frozenset({"timeline", "coverage"})


@dataclass(frozen=True)
class Archive:
    """What must be known of an archive to tell which words of a question mean it.

    authors: gives their names when asked, since few questions need them. oldest, newest: days of publication.
    """

    sources: Sequence[str]
    authors: Callable[[], Sequence[str]]
    oldest: date | None
    newest: date | None


def archive_of(index: NewsIndex) -> Archive:
    """What there is to know of the archive in an index."""
    status = index.status()
    first, last = status.first_published, status.last_published
    names = [name for name, _ in status.sources]
    return Archive(names, index.authors, first.date() if first else None, last.date() if last else None)


def read_words(query: Query, archive: Archive, today: date | None = None, unread: Collection[Kind] = ()) -> Query:
    """The query with what its text says of time, outlet and author turned into filters or preferences.

    What the caller gave wins: with `since` or `until` no time is read, with `sources` no outlet,
    with `authors` no author. Words that say the same as what was given are no subject to search for either.
    today: the day that "yesterday" is told from; None means `query.as_of`, or else today.
    unread: what is not to be read, though the words may say it.
    """
    text = query.text
    source = None if "source" in unread else find_source(text, archive.sources)
    reads_author = "author" not in unread and may_name_an_author(text)
    author = find_author(text, archive.authors()) if reads_author else None
    if source and author and source.start < author.end and author.start < source.end:
        author = None
    source = source if not query.sources or _is_given(source, query.sources) else None
    author = author if not query.authors or _is_given(author, query.authors) else None
    given = bool((source and query.sources) or (author and query.authors))
    query = _with_names(query, None if query.sources else source, None if query.authors else author)
    when = None
    today = today or (query.as_of or datetime.now(UTC)).date()
    reported = source is not None or author is not None
    if query.since or query.until:
        told = find_when(text, today, archive.oldest, archive.newest, reported=reported)
        when = None if _TIMES.intersection(unread) else _given_time(query, told)
        query = replace(query, digest=when is not None and asks_what_happened(_cut(text, source, author, when)))
    elif not _TIMES.intersection(unread):
        happened = _what_happened(text, source, author, today, archive)
        when = happened or find_when(text, today, archive.oldest, archive.newest, reported=reported)
        query = _of_these_days(_with_time(query, when), today, archive.newest)
        query = replace(query, digest=happened is not None)
    query = replace(query, search_text=_without(text, source, author, when))
    newest = replace(when, hard=True) if when and when.latest and (source or author) else None
    of_the_newest = newest is not None and _without(text, source, author, newest) == text
    if query.digest or of_the_newest or _asks_for_articles(query, given=given):
        return replace(query, search_text=text, digest=True)
    return query if _SUBJECTS.intersection(unread) else _of_a_subject(query)


def _what_happened(text: str, source: Named | None, author: Named | None, today: date, archive: Archive) -> When | None:
    """The days of publication that are all a question asks for ("What happened on 3 May 2022?").

    Days that the archive does not have, or after the one it is asked from, are read as well: it has nothing of them.
    """
    latest = max(today, archive.newest or today)
    found = (find_when(text, asked, archive.oldest, archive.newest, reported=True) for asked in (today, latest))
    when = next(filter(None, found), None)
    if when is None or when.recent:
        return None
    return when if asks_what_happened(_cut(text, source, author, when)) else None


def _is_given(named: Named | None, given: Sequence[str]) -> bool:
    """Whether the names that were found in the words are all among those that the caller gave."""
    return named is not None and {*map(fold, named.names)} <= {*map(fold, given)}


def _given_time(query: Query, when: When | None) -> When | None:
    """The time named in the words, to be taken out of them, if the caller's own bounds lie within it or around it."""
    if when is None or when.recent or when.first is None or when.last is None:
        return None
    first = query.since.date() if query.since else date.min
    last = query.until.date() if query.until else date.max
    within = (first <= when.first and when.last <= last) or (when.first <= first and last <= when.last)
    return replace(when, hard=True) if within else None


def _asks_for_articles(query: Query, *, given: bool) -> bool:
    """Whether filters read from the words, or given and said there too, left none to search for."""
    hard = any(part.hard and part.kind != "recent" for part in query.read)
    return query.search_text == query.text and (hard or given)


def _with_names(query: Query, source: Named | None, author: Named | None) -> Query:
    if source:
        query = replace(query, sources=source.names)
        query = _noted(query, "source", source.start, source.end, " or ".join(source.names), hard=True)
    if author:
        query = replace(query, authors=author.names)
        query = _noted(query, "author", author.start, author.end, f"by {author.names[0]}", hard=True)
    return query


def _with_time(query: Query, when: When | None) -> Query:
    if not when:
        return query
    first, last = parse_day(when.first), parse_day(when.told_until, end=True)
    if when.hard:
        query = replace(query, since=first, until=last)
    else:
        query = replace(query, prefer=_preference(when, first, last))
    kind: Kind = "recent" if when.recent else "dates"
    words = query.text[when.start : when.end].strip(" ,")
    noted = Understood(kind, words, when.label, when.hard, when.first, when.last)
    return replace(query, read=(*query.read, noted))


def _of_a_subject(query: Query) -> Query:
    """The query for the subject alone, where a timeline or the outlets are asked for."""
    words = query.search_text.strip(" ?.")
    unfolded, told_of = subject_of_timeline(query.search_text), subject_of_coverage(query.search_text)
    if unfolded and content_words(unfolded):
        noted = Understood("timeline", words, f"{unfolded}, in order of time", hard=False)
        return replace(query, search_text=unfolded, timeline=True, read=(*query.read, noted))
    if told_of and content_words(told_of):
        noted = Understood("coverage", words, f"{told_of}, by outlet", hard=False)
        query = replace(query, search_text=without_time(told_of).strip() or told_of, coverage=True)
        query = replace(query, read=(*query.read, noted))
        if query.prefer and not query.prefer.latest and not query.fresh_from:
            # Which outlets told of it then: what was published at another time does not count.
            return replace(query, since=query.prefer.since, until=query.prefer.until, prefer=None)
        return query
    return query


def _of_these_days(query: Query, today: date, newest: date | None) -> Query:
    """The query bound to reports of these days, if they are what is asked about.

    Where no day was given to ask from, and the archive ended long ago, it is any of its days, and the query says so.
    """
    found = these_days(query.text, today)
    if not found or newest is None or query.since or query.until:
        return query
    first, words = found
    if query.as_of is None and newest < first:
        sentence = f"The archive ends on {day(newest)}, so it cannot tell of “{words}” as seen from today."
        return replace(query, stale=parse_day(newest), widened=(*query.widened, sentence))
    read = tuple(part for part in query.read if part.kind != "recent")
    label = f"published since {day(first)}"
    query = replace(query, fresh_from=parse_day(first), read=read)
    return replace(query, read=(*query.read, Understood("recent", words, label, hard=True)))


def _preference(when: When, first: datetime | None, last: datetime | None) -> TimePreference:
    if when.latest:
        return TimePreference(first, last, _NAMED, _LATEST_FADES, latest=True)
    return TimePreference(first, last, (_GUESSED if when.guessed else _THESE_DAYS) if when.recent else _NAMED)


def _noted(query: Query, kind: Kind, start: int, end: int, label: str, *, hard: bool) -> Query:
    words = query.text[start:end].strip(" ,")
    return replace(query, read=(*query.read, Understood(kind, words, label, hard)))


# --- the words that are left -----------------------------------------------------------------------

_ABOUT = "about|on|of|regarding|that mention|mentioning"
# What only asks for articles: once the filters stand, it is no subject to search for.
_ASKS_FOR_ARTICLES = re.compile(
    rf"""^\W*(?:(?:show|list|find|give|get|are|is|summari[sz]e)\b\s*)?(?:(?:me|there|all|any|the|some|what|which)\s+)*
        (?:articles?|stor(?:y|ies)|(?:news\ )?reports?|coverage|news|headlines?|pieces?)\b
        \s*(?:(?:were|was|are|is)\s+)?(?:(?:published|written|printed|that\ appeared)\b\s*)?(?:(?:{_ABOUT})\b)?
        |(?<=^what)\ (?:was|is|has\ been|had\ been|were)\ (?:reported|published|written|printed|said)\b
        |(?<=^what\ was)\ (?=(?:{_ABOUT})\b)""",
    re.IGNORECASE | re.VERBOSE,
)


def _without(text: str, source: Named | None, author: Named | None, when: When | None) -> str:
    """The text without what became a filter; all of it if nothing would be left to search for."""
    filters = (source, author, when if when and when.hard else None)
    if not any(filters):
        return text
    rest = _ASKS_FOR_ARTICLES.sub(" ", _cut(text, *filters))
    rest = re.sub(r"\s+([?.,;:!])", r"\1", " ".join(rest.split())).strip(" ,;:")
    rest = re.sub(r",(?=[?.!]?$)|,(?=,)", "", rest)
    return rest if content_words(rest) else text


def _cut(text: str, *parts: Named | When | None) -> str:
    """The text without these parts of it."""
    rest = text
    for start, end in sorted(((part.start, part.end) for part in parts if part), reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    return " ".join(rest.split())
