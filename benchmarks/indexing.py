"""How fast articles become an index, beside its limits and the recipe everybody copies: same articles, one run.

    pip install -e '.[benchmark]'
    python benchmarks/indexing.py [--articles PATH ...] [--limit N]      default: the sample archive

Words are those of the articles' paragraphs. Models are loaded (and ours is converted) before the clock starts; a row
of its own says how long that takes. The limits are encoding our passages and nothing else, and Chroma's bare `add` of
their vectors. The recipe is RecursiveCharacterTextSplitter(1000, 200), the same weights through sentence-transformers
as it comes, and LangChain's Chroma; langchain-huggingface does not go with the releases pinned here, so `AsItComes`
does by hand what its HuggingFaceEmbeddings does. CPU seconds count all cores: where other work shares the machine, they
say more than the clock does.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.settings import from_environment

from_environment()
os.environ["HF_HUB_OFFLINE"] = "1"

import chromadb
from chromadb.config import Settings
from langchain_core.embeddings import Embeddings
from rich.console import Console
from rich.table import Table
from sentence_transformers import SentenceTransformer

from corpus import Article, read_articles
from vectorstore import NewsIndex
from vectorstore.embedder import Embedder
from vectorstore.ledger import Ledger
from vectorstore.passages import embedded_text

_MOST_OVERHEAD, _LEAST_GAIN, _LEAST_SAVING, _LEAST_STATIC_GAIN = 1.10, 3.5, 100, 30
_WARM = ["The quay of Osterby was closed on Friday, and boats could not land there for some days. " * 12] * 150


@dataclass(frozen=True)
class Cost:
    """Wall-clock and CPU seconds."""

    wall: float
    cpu: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.cpu + other.cpu)


class AsItComes(Embeddings):
    """What langchain-huggingface's HuggingFaceEmbeddings does with its default settings."""

    def __init__(self, folder: Path) -> None:
        self.model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.model.encode_document([text.replace("\n", " ") for text in texts]).tolist()

    def embed_query(self, text: str) -> list[float]:
        return self.model.encode_query(text.replace("\n", " ")).tolist()


def cost(work: Callable[[], object]) -> Cost:
    """What one call takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def recipe(articles: list[Article], embeddings: Embeddings, folder: Path) -> None:
    """Split, embed and store as in the tutorials."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = [
        Document("\n\n".join(p.text for p in article.paragraphs), metadata={"id": article.id, "title": article.title})
        for article in articles
    ]
    pieces = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    Chroma.from_documents(
        pieces,
        embeddings,
        persist_directory=str(folder),
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder)),
    )


def passages_of(folder: Path) -> list[str]:
    """The texts that an index has embedded."""
    (place,) = (folder / "generations").iterdir()
    ledger = Ledger(place / "ledger.sqlite3")
    texts = [embedded_text(passage) for passage in ledger.passages(sorted(ledger.passage_ids())).values()]
    ledger.close()
    return texts


def measure_limits(embedder: Embedder, texts: list[str], folder: Path) -> tuple[Cost, Cost]:
    """Bare encoding and Chroma's bare add, with batches as large as it takes."""
    found = []
    encoding = cost(lambda: found.append(embedder.encode_passages(texts)))
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("bare", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    ids, step = [str(n) for n in range(len(texts))], client.get_max_batch_size()

    def add() -> None:
        for first in range(0, len(ids), step):
            collection.add(ids[first : first + step], embeddings=found[0][first : first + step])

    return encoding, cost(add)


def with_changes(articles: Iterator[Article], every: int) -> Iterator[Article]:
    """The articles, one in `every` with a word more in its first paragraph."""
    for number, article in enumerate(articles):
        first, *rest = article.paragraphs
        corrected = (replace(first, text=f"{first.text} (Corrected {every}.)"), *rest)
        yield replace(article, paragraphs=corrected) if number % every == 0 else article


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", nargs="+", default=[str(ROOT / "corpus" / "samples")])
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()

    def read() -> Iterator[Article]:
        return islice((a for a in read_articles(given.articles) if a.paragraphs), given.limit)

    articles = list(read())
    total = sum(len(p.text.split()) for article in articles for p in article.paragraphs)
    embedder = Embedder()
    table = Table("what", "s", "CPU s", "words/s", "against", "ratio (CPU)")

    def row(what: str, took: Cost, against: str = "", wall: float = 0, cpu: float = 0) -> None:
        ratio = f"{wall:.2f} ({cpu:.2f})" if wall else ""
        table.add_row(what, f"{took.wall:.2f}", f"{took.cpu:.2f}", f"{total / took.wall:,.0f}", against, ratio)

    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        loading = cost(lambda: embedder.encode_query("warm"))
        converting = cost(lambda: embedder.encode_passages(_WARM))
        index = NewsIndex.open(place / "index")
        index._embedder = embedder
        ours = cost(lambda: index.update(read()))
        encoding, adding = measure_limits(embedder, passages_of(place / "index"), place / "bare")
        again = cost(lambda: index.update(read()))
        one = cost(lambda: index.update(with_changes(read(), len(articles))))
        percent = cost(lambda: index.update(with_changes(read(), 100)))
        index.close()
        assert embedder.folder is not None, "the default model lies on disk"
        rival = AsItComes(embedder.folder)
        rival.embed_query("warm")
        theirs = cost(lambda: recipe(articles, rival, place / "recipe"))
        static = NewsIndex.open(place / "static", "static")
        distilling = cost(lambda: static.encode_query("warm"))
        by_table = cost(lambda: static.update(read()))
        static.close()
    limit = encoding + adding
    row("this index", ours, f"the two limits, at most {_MOST_OVERHEAD}", ours.wall / limit.wall, ours.cpu / limit.cpu)
    row("limit: encoding alone", encoding)
    row("limit: Chroma's add alone", adding)
    row("LangChain recipe", theirs, f"ours, at least {_LEAST_GAIN}", theirs.wall / ours.wall, theirs.cpu / ours.cpu)
    ratio = theirs.wall / by_table.wall, theirs.cpu / by_table.cpu
    row("this index, static embedding", by_table, f"LangChain recipe, at least {_LEAST_STATIC_GAIN}", *ratio)
    for what, took in (("nothing changed", again), ("one article changed", one), ("1 % changed", percent)):
        against = f"the first update, at least {_LEAST_SAVING}" if took is again else "the first update"
        row(f"update, {what}", took, against, ours.wall / took.wall, ours.cpu / took.cpu)
    table.add_row("loading the model", f"{loading.wall:.2f}", f"{loading.cpu:.2f}")
    table.add_row("converting it, and 150 texts", f"{converting.wall:.2f}", f"{converting.cpu:.2f}")
    table.add_row("distilling the static table", f"{distilling.wall:.2f}", f"{distilling.cpu:.2f}")
    Console().print(f"{len(articles):,} articles, {total:,} words; passages by {embedder.encoding}")
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
