"""What the index hands on: passages, hits, and reports of what an update did."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from corpus import Paragraph, Skipped


@dataclass(frozen=True)
class Passage:
    """The unit that is searched: a paragraph, or a part of a long one, with all a citation needs.

    paragraph: 1-based position of the paragraph in the article.
    text: the words searched and shown; always `paragraph_text[start:end]`.
    start, end: character offsets of `text` inside the paragraph.
    """

    article_id: str
    paragraph: int
    text: str
    start: int
    end: int
    paragraph_text: str
    title: str
    section: str | None = None
    source: str | None = None
    url: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, int]:
        """The paragraph this passage belongs to."""
        return (self.article_id, self.paragraph)


@dataclass(frozen=True)
class Copy:
    """Another article that has the same paragraph: the same report elsewhere."""

    article_id: str
    title: str
    source: str | None = None
    url: str | None = None
    published: datetime | None = None


@dataclass(frozen=True)
class Hit:
    """A passage found, and why. `score` is higher for better; ranks are 1-based, None if not found that way.

    cosine: similarity of question and passage in [-1, 1].
    copies: the other articles that say the same paragraph, the first published first.
    """

    passage: Passage
    score: float
    dense_rank: int | None = None
    lexical_rank: int | None = None
    cosine: float | None = None
    copies: tuple[Copy, ...] = ()


@dataclass(frozen=True)
class TimePreference:
    """Articles of a stretch of time are preferred, those shortly before or after it a little, and none shut out.

    since, until: aware datetimes, both inclusive; None for no bound. weight: what an article of that time gains; as a
    measure, a passage that says all of the question scores about 1 for that, and its cosine on top. fades: how far
    outside an article gains half of it. latest: the stretch is moved to end with the newest article on the subject.
    """

    since: datetime | None
    until: datetime | None
    weight: float = 1.0
    fades: timedelta = timedelta(days=7)
    latest: bool = False

    def closeness(self, published: datetime | None) -> float:
        """1 inside the stretch, 1 / (1 + distance / fades) outside; 0 for a day that is not known."""
        if published is None:
            return 0.0
        before = self.since - published if self.since else timedelta(0)
        after = published - self.until if self.until else timedelta(0)
        return 1 / (1 + max(before, after, timedelta(0)) / self.fades)

    def ending(self, newest: datetime) -> TimePreference:
        """The same stretch, ending so much earlier."""
        if self.until is None or newest >= self.until:
            return self
        return replace(self, since=newest - (self.until - self.since) if self.since else None, until=newest)

    def reaching_back(self, by: timedelta) -> datetime | None:
        """The beginning of the stretch, so much earlier, or the first day there is; None if it is open."""
        try:
            return self.since - by if self.since else None
        except OverflowError:
            return self.since


@dataclass(frozen=True)
class DayCount:
    """How many articles an outlet has of one day, in UTC; source: None where the outlet is not known."""

    day: date
    source: str | None
    articles: int


@dataclass(frozen=True)
class Coverage:
    """How many articles there are of each day and outlet, the first day first; days without any are left out.

    undated: how many more have no known day. repeats: how many of all of these are copies of a report that another
    article brought earlier; they are counted too, since each outlet did bring it.
    """

    days: tuple[DayCount, ...] = ()
    undated: int = 0
    repeats: int = 0

    @property
    def dated(self) -> int:
        """How many articles have a known day."""
        return sum(count.articles for count in self.days)


@dataclass(frozen=True)
class Listing:
    """Some of the articles that pass filters, by their ids, the first published first, the undated last.

    total: how many pass in all, copies among them.
    """

    ids: tuple[str, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class UpdateReport:
    """What one update or rebuild did. Counts are articles.

    copies: how many of those written were recognised as copies of a report that was there already.
    withdrawn: how many were taken out because their publisher took them back.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[Skipped, ...] = ()
    passages_embedded: int = 0
    seconds: float = 0.0
    copies: int = 0
    withdrawn: int = 0

    def __str__(self) -> str:
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged, {self.removed} removed"
        copies = f", {self.copies} {'copy' if self.copies == 1 else 'copies'} of another report" if self.copies else ""
        withdrawn = f", {self.withdrawn} withdrawn" if self.withdrawn else ""
        return f"{counts}, {len(self.skipped)} skipped{copies}{withdrawn}"


@dataclass(frozen=True)
class Version:
    """What an article said for a time. Times are aware datetimes of this index, not of the publisher.

    number: from 1. replaced: None while it is the current one. withdrawn: why it was taken back, if it was.
    """

    number: int
    seen: datetime
    replaced: datetime | None
    title: str
    paragraphs: tuple[Paragraph, ...]
    withdrawn: str | None = None


@dataclass(frozen=True)
class CheckReport:
    """What a check found: how much was looked at, what is wrong in a sentence each, and whether it was put right."""

    articles: int
    passages: int
    problems: tuple[str, ...] = ()
    repaired: bool = False


@dataclass(frozen=True)
class IndexStatus:
    """What is in an index. Times are aware datetimes, None where there is nothing to tell.

    encoding: every way in which its vectors were made, `torch fp32` or `openvino bf16`; None where not recorded.
    embargoed: how many of the articles are not told of yet.
    """

    folder: str
    articles: int
    passages: int
    sources: tuple[tuple[str, int], ...]
    first_published: datetime | None
    last_published: datetime | None
    last_updated: datetime | None
    embedding_model: str
    format_version: int
    encoding: str | None = None
    embargoed: int = 0
