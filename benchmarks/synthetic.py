"""An invented archive of any size, for measuring what does not depend on what articles say. The same on every run.

Words are drawn by Zipf's law, English's most frequent ones first and invented ones after them. Vectors are random and
not made from the words: each article lies near one of some thousand points of the unit sphere, its passages around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count, product
from typing import TYPE_CHECKING

from corpus import Article, Paragraph
from vectorstore.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FIRST_DAY, DAYS = datetime(2015, 1, 1, tzinfo=UTC), 3650
SOURCES = tuple(f"The {place} Post" for place in "Ar Be Ci Do El Fa Gi Ho Il Jo Ku La Mi No Ol Pa Qi Ro Su Te".split())
_FREQUENT = (
    "the of and to in a is was for that on with as he at by it his be from are this an or had which were their not have"
    " has who but all been its also after they one other about when there more no first into out would only some up so"
).split()
_VOCABULARY = 200_000
_DIMENSIONS, _POINTS, _TOGETHER = 384, 5_000, 0.6
_PARAGRAPHS, _WORDS, _TITLE_WORDS = (8, 22), (30, 90), 9


class Drawn(Embedder):
    """The packaged model for questions; passages get random vectors instead of being encoded."""

    def __init__(self) -> None:
        super().__init__()
        self._calls = 0

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Random unit vectors, shape (len(texts), dimensions); texts of one first line, the title, lie together."""
        import numpy as np

        self._calls += 1
        random = np.random.default_rng([1, self._calls])
        titles = {title: n for n, title in enumerate(dict.fromkeys(text.partition("\n")[0] for text in texts))}
        places = random.integers(0, _POINTS, len(titles))
        near = _points()[places[[titles[text.partition("\n")[0]] for text in texts]]]
        drawn = _TOGETHER * near + (1 - _TOGETHER) * _unit(random.standard_normal((len(texts), _DIMENSIONS)))
        return _unit(drawn).astype(np.float32)


def archive(passages: int) -> Iterator[Article]:
    """Articles of together so many paragraphs, each of which is one passage."""
    import numpy as np

    left = passages
    for number in count():
        if left <= 0:
            return
        random = np.random.default_rng([2, number])
        size = min(left, int(random.integers(*_PARAGRAPHS, endpoint=True)))
        texts = [f"{_sentence(random, int(random.integers(*_WORDS, endpoint=True)))}." for _ in range(size)]
        yield Article(
            f"article-{number}",
            _sentence(random, _TITLE_WORDS),
            tuple(Paragraph(position, text) for position, text in enumerate(texts, 1)),
            source=SOURCES[min(int(random.exponential(4)), len(SOURCES) - 1)],
            published=FIRST_DAY + timedelta(days=float(random.uniform(0, DAYS))),
        )
        left -= size


def questions(number: int) -> list[str]:
    """Questions of nine words each, as they would stand in a title: some frequent, some rare."""
    import numpy as np

    return [f"What {_sentence(np.random.default_rng([3, n]), 9).lower()}?" for n in range(number)]


def _sentence(random: np.random.Generator, length: int) -> str:
    import numpy as np

    vocabulary, shares = _vocabulary()
    chosen = np.searchsorted(shares, random.random(length) * shares[-1])
    return " ".join(vocabulary[n] for n in chosen).capitalize()


@cache
def _vocabulary() -> tuple[list[str], NDArray[np.float64]]:
    """The words, most frequent first, and the running sum of how often each comes."""
    import numpy as np

    syllables = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
    invented = ["".join(parts) for size in (2, 3) for parts in product(syllables, repeat=size)]
    np.random.default_rng(0).shuffle(invented)
    vocabulary = [*_FREQUENT, *invented][:_VOCABULARY]
    return vocabulary, np.cumsum(1 / (np.arange(len(vocabulary)) + 2.7))


@cache
def _points() -> NDArray[np.float64]:
    import numpy as np

    return _unit(np.random.default_rng(4).standard_normal((_POINTS, _DIMENSIONS)))


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
