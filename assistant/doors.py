"""What other programs may ask, over HTTP and as tools of a language model: the objects the command line prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import RequestError
from assistant.given import checked
from assistant.named import article_id
from assistant.printing import status_to_dict
from assistant.printing_article import article_to_dict
from assistant.printing_history import history_to_dict
from assistant.resolve import resolve
from assistant.types import Citation, Step, hit_to_dict
from vectorstore import SourceBook

NAMES = ("ask", "search", "status", "article", "history", "resolve")
# For the name of a function: what its steps are passed through, with the question, to come out as they were.
Watching = Callable[[str], Callable[[str, Iterator[Step]], Iterator[Step]]]
_MOST_HITS = 1000


class Doors:
    """The functions, each taking plain values and returning a plain object. Their docstrings are what callers read.

    watch: what questions and searches pass through, such as `Service.watch`, which may raise for one too many.
    """

    def __init__(self, assistant: Assistant, watch: Watching | None = None) -> None:
        self._assistant = assistant
        self._watch = watch or _unwatched
        self._index = assistant.index

    def call(self, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Call a function with values that another program gave; null is as good as leaving one out.

        Raises RequestError for a name or a value that it does not take, and what the function raises.
        """
        if name not in NAMES:
            raise RequestError(f"there is nothing called {name[:40]!r} here: there are {', '.join(NAMES)}")
        answer: dict[str, Any] = getattr(self, name)(**checked(getattr(Doors, name), given))
        return answer

    def ask(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        source: str | None = None,
        literal: bool = False,
        history: list[list[str]] | None = None,
        sources: list[str] | None = None,
        authors: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the news archive. Gives `status` (answered, partial or not_found), `text`, whose
        every sentence is a quotation with an [n] mark, and in `citations` for each mark the article, the paragraph
        and the exact quote. Where the archive does not say, `text` says so and `nearest` holds what comes closest.

        Args:
            question: What to ask, in plain words, at most 2,000 characters.
            since: Only articles published on this day or later, such as 2024-05-23.
            until: Only articles published on this day or earlier.
            as_of: Answer as on this day; nothing known to be published later is used.
            source: Only this publisher.
            literal: Search for the words as typed, and read no dates, publishers or authors from the question.
            history: What was said before, for a follow-up question: pairs of question and answer text.
            sources: Only these publishers.
            authors: Only articles by these people.
        """
        days = as_of or None, since or None, until or None
        bounds = *days, _all(source, sources)
        steps = self._assistant.stream(question, _pairs(history), *bounds, literal=literal, authors=authors or None)
        *_, last = self._watch("ask")(question, steps)
        assert last.answer is not None, "the last step carries the answer"
        return last.answer.to_dict()

    def search(
        self,
        query: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
        literal: bool = False,
        as_of: str | None = None,
        sources: list[str] | None = None,
    ) -> dict[str, Any]:
        """Find the paragraphs of the news archive nearest to a question. Gives `hits`, best first, each with its text,
        the article and the number of the paragraph.

        Args:
            query: What to look for, at most 2,000 characters.
            k: How many paragraphs, from 1 to 1,000.
            since: Only articles published on this day or later, such as 2024-05-23.
            until: Only articles published on this day or earlier.
            source: Only this publisher.
            literal: Search for the words as typed, and read no dates, publishers or authors from them.
            as_of: Search as on this day; nothing known to be published later is found.
            sources: Only these publishers.
        """
        if not 1 <= k <= _MOST_HITS:
            raise RequestError(f"the value of k must be a whole number from 1 to {_MOST_HITS:,}")
        days = as_of or None, since or None, until or None

        def steps() -> Iterator[Step]:
            hits = self._assistant.search(query, k, *days, _all(source, sources), literal=literal)
            yield Step("found", hits=tuple(hits))

        (found,) = self._watch("search")(query, steps())
        return {"query": query, "hits": [hit_to_dict(hit) for hit in found.hits]}

    def status(self) -> dict[str, Any]:
        """Tell what the news archive holds: how many articles, of which publishers and days, and when it was last
        brought up to date.
        """
        return status_to_dict(self._index.status(), SourceBook(self._index.folder).all())

    def article(self, article: str) -> dict[str, Any]:
        """Give one article of the news archive: its title, publisher, address, day, authors and language, its
        paragraphs with their numbers and sections, and what it says was corrected.

        Args:
            article: The article's id, as citations and hits have it, or its web address.
        """
        id_ = self._id(article)
        found = self._index.article(id_)
        if found is None:
            why = self._index.history(id_)[-1].withdrawn
            raise RequestError(f"{id_} was withdrawn: {why}" if why else f"{id_} is no longer in the archive")
        return article_to_dict(found)

    def history(self, article: str) -> dict[str, Any]:
        """Tell what an article of the news archive said before, and what changed when, also of one that was withdrawn.

        Args:
            article: The article's id, as citations and hits have it, or its web address.
        """
        id_ = self._id(article)
        return history_to_dict(id_, self._index.history(id_))

    def resolve(self, article: str, paragraph: int, quote: str, start: int) -> dict[str, Any]:
        """Tell whether a citation of an earlier answer is still what the news archive says. Gives `standing`: current,
        superseded, withdrawn, removed or unknown; the last version that says it, and the reason of a withdrawal.

        Args:
            article: The citation's article_id.
            paragraph: The citation's paragraph.
            quote: The citation's quote, letter for letter.
            start: The citation's start, where the quote begins in its paragraph.
        """
        if not quote or start < 0:
            raise RequestError("a citation has a quote, and a start that is no less than 0")
        id_ = self._id(article)
        citation = Citation(0, id_, "", None, None, None, paragraph, quote, start, start + len(quote))
        found = resolve(self._index, citation)
        version = found.version
        return {
            "article_id": id_,
            "standing": found.standing,
            "version": version.number if version else None,
            "seen": version.seen.isoformat() if version else None,
            "replaced": version.replaced.isoformat() if version and version.replaced else None,
            "why": found.why,
        }

    def _id(self, named: str) -> str:
        return article_id(self._index, named, embargoed_too=False)


def _unwatched(_: str) -> Callable[[str, Iterator[Step]], Iterator[Step]]:
    return lambda _, steps: steps


def _pairs(history: list[list[str]] | None) -> list[tuple[str, str]]:
    return [(question, answer) for question, answer in history or ()]


def _all(source: str | None, sources: list[str] | None) -> list[str] | None:
    """The publishers named in either way; None for all there are."""
    return [*([source] if source else []), *(sources or [])] or None
