"""The reader from outside, on weights that were never trained: what it says may be wrong, how it says it may not."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from processes import environment

from assistant import ModelError, QuestionError, Reader, ReaderError, Support
from assistant.reader import reader as module
from assistant.reader.pairs import LONGEST
from corpus import read_articles

QUESTION = "How many people were injured in the ferry accident?"
TEXTS = [(a.title, p.text) for a in read_articles(SAMPLES) for p in a.paragraphs][:50]
FERRY = "The ferry Amber hit the pier at Osterby on Friday. Twelve people were injured, police said."
SAYS_NOTHING = ["", "  \n\t", "…", "?! --- ***", "\x00\x00", "😀😀", "___"]
LONG = " ".join(f"Paragraph {n} of the report says nothing of the harbour." for n in range(80))


def test_there_is_a_probability_for_each_text(untrained_reader: Reader) -> None:
    answers = untrained_reader.answers(QUESTION, TEXTS)
    assert len(answers) == len(TEXTS)
    assert {type(value) for value in answers} == {float}
    assert all(0 < value < 1 for value in answers)
    assert len(set(answers)) > len(TEXTS) / 2
    assert untrained_reader.answers(QUESTION, []) == []
    assert untrained_reader.read(QUESTION, []) == []


def test_what_is_said_of_a_text_does_not_depend_on_the_texts_beside_it(untrained_reader: Reader) -> None:
    rows = [*TEXTS, ("", LONG), ("", FERRY), ("", "Osterby.")]
    together = untrained_reader.read(QUESTION, rows)
    order = random.Random(5).sample(range(len(rows)), len(rows))
    mixed = untrained_reader.read(QUESTION, [rows[n] for n in order])
    for n, reading in zip(order, mixed, strict=True):
        (alone,) = untrained_reader.read(QUESTION, [rows[n]])
        for other in (reading, alone):  # to the last bit on some processors; in bfloat16 others round by the batch
            assert other.answers == pytest.approx(together[n].answers, abs=0.01)
            assert other.spans[0].probability == pytest.approx(together[n].spans[0].probability, abs=0.01)
            assert other.spans[0].text == together[n].spans[0].text
    assert [reading.answers for reading in together] == untrained_reader.answers(QUESTION, rows)


def test_spans_are_words_of_the_text_and_do_not_overlap(untrained_reader: Reader) -> None:
    for (_, text), reading in zip(TEXTS, untrained_reader.read(QUESTION, TEXTS), strict=True):
        assert 1 <= len(reading.spans) <= 5
        likely = [span.probability for span in reading.spans]
        assert likely == sorted(likely, reverse=True)
        assert sum(likely) <= 1.001
        for span in reading.spans:
            assert text[span.start : span.end] == span.text == span.text.strip() != ""
        edges = sorted((span.start, span.end) for span in reading.spans)
        assert all(end <= start for (_, end), (start, _) in pairwise(edges))


def test_the_span_of_a_sentence_is_the_best_of_its_reading(untrained_reader: Reader) -> None:
    sentence = "Twelve people were injured, police said."
    (reading,) = untrained_reader.read(QUESTION, [("A ferry", sentence)])
    assert untrained_reader.span(QUESTION, sentence, title="A ferry") == reading.spans[0]


def test_the_span_of_several_sentences_is_by_more_than_one_reading(untrained_reader: Reader) -> None:
    for text in (FERRY, f"{FERRY} Nobody died.", LONG):
        (reading,) = untrained_reader.read(QUESTION, [("A ferry", text)])
        span = untrained_reader.span(QUESTION, text, title="A ferry")
        assert span is not None
        assert text[span.start : span.end] == span.text
        assert span.probability not in {other.probability for other in reading.spans}


def test_there_is_no_span_where_neither_text_nor_words_answer(
    untrained_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert untrained_reader.span(QUESTION, FERRY) is not None
    monkeypatch.setattr(module, "LEAST_SPAN", 1.1)
    monkeypatch.setattr(module, "LEAST_ANSWERS", 1.1)
    assert untrained_reader.span(QUESTION, FERRY) is None
    monkeypatch.setattr(module, "LEAST_SPAN", 0.0)
    assert untrained_reader.span(QUESTION, FERRY) is not None


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_a_text_that_says_nothing_answers_nothing(untrained_reader: Reader, text: str) -> None:
    assert untrained_reader.answers(QUESTION, [("A title", text), ("", FERRY)])[0] == 0.0
    assert untrained_reader.span(QUESTION, text) is None
    assert untrained_reader.support("A ferry sank.", [text]) == Support("neither", 1.0)
    assert untrained_reader.support("A ferry sank.", [text, FERRY]) == untrained_reader.support(
        "A ferry sank.", [FERRY]
    )


def test_no_sentence_supports_nothing(untrained_reader: Reader) -> None:
    assert untrained_reader.support("A ferry sank.", []) == Support("neither", 1.0)


@pytest.mark.parametrize("question", SAYS_NOTHING)
def test_a_question_that_says_nothing_is_refused(untrained_reader: Reader, question: str) -> None:
    for ask in (
        lambda: untrained_reader.answers(question, [("", FERRY)]),
        lambda: untrained_reader.span(question, FERRY),
        lambda: untrained_reader.read(question, []),
    ):
        with pytest.raises(QuestionError, match=r"^the question is empty: it needs a word or a number$"):
            ask()
    with pytest.raises(QuestionError, match=r"^the claim is empty"):
        untrained_reader.support(question, [FERRY])


@pytest.mark.parametrize(
    ("ask", "reason"),
    [
        (lambda r: r.answers(None, [("", FERRY)]), "the question must be a str, not None"),
        (lambda r: r.answers(QUESTION, FERRY), "the texts must be a list of (title, text) pairs, not str"),
        (lambda r: r.answers(QUESTION, None), "the texts must be a list of (title, text) pairs, not None"),
        (lambda r: r.answers(QUESTION, [FERRY]), "each of the texts must be a (title, text) pair, not str"),
        (lambda r: r.read(QUESTION, [("", FERRY, 1)]), "each of the texts must be a (title, text) pair, not tuple"),
        (lambda r: r.read(QUESTION, [(None, FERRY)]), "a title must be a str, not None"),
        (lambda r: r.answers(QUESTION, [("", b"x")]), "a text must be a str, not bytes"),
        (lambda r: r.span(QUESTION, None), "a text must be a str, not None"),
        (lambda r: r.span(QUESTION, FERRY, 3), "a title must be a str, not int"),
        (lambda r: r.support(None, [FERRY]), "the claim must be a str, not None"),
        (lambda r: r.support(QUESTION, FERRY), "the sentences must be a list of sentences, not str"),
        (lambda r: r.support(QUESTION, None), "the sentences must be a list of sentences, not None"),
        (lambda r: r.support(QUESTION, [FERRY, 7]), "a sentence must be a str, not int"),
    ],
)
def test_what_is_no_text_is_told_in_a_sentence(untrained_reader: Reader, ask: Any, reason: str) -> None:
    with pytest.raises(TypeError) as raised:
        ask(untrained_reader)
    assert str(raised.value) == reason


@pytest.mark.parametrize(
    "text",
    [
        "\ud800Twelve people\udfff were injured.",
        "Twelve\x00 people\x00 were injured.",
        "😀 Twelve 👩‍👩‍👧 people were injured 🚢.",
        "أصيب اثنا عشر شخصا في حادث العبارة",
        "フェリー事故で12人が負傷した。",
        "İstanbul'da on iki kişi yaralandı, Zoe\u0308 e\u0301tait la\u0300.",
        "a" * 5_000,
        "Twelve\u2028people\xa0were\u200binjured",
    ],
)
def test_no_letter_is_too_odd(untrained_reader: Reader, text: str) -> None:
    (reading,) = untrained_reader.read(QUESTION, [(text, text)])
    assert 0 < reading.answers < 1
    assert reading.spans
    for span in reading.spans:
        assert text[span.start : span.end] == span.text == span.text.strip()
    assert 0 < untrained_reader.answers(text, [("", FERRY)])[0] < 1
    assert untrained_reader.support(text, [text]).probability > 1 / 3


def test_a_long_text_is_read_to_its_end(untrained_reader: Reader) -> None:
    windows = untrained_reader._windows(QUESTION, [("A report", LONG)])[0]
    assert len(windows) > 3
    assert max(len(pair.ids) for pair in windows) == LONGEST
    (reading,) = untrained_reader.read(QUESTION, [("A report", LONG)])
    logits = untrained_reader._engine.logits(windows)
    assert reading.answers == max(untrained_reader._calibration.answers(found.answers) for found in logits)
    assert all(LONG[span.start : span.end] == span.text for span in reading.spans)


def test_a_novel_costs_no_more_than_its_first_windows(
    untrained_reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    novel = "The captain said nothing. " * 40_000
    started = time.process_time()
    assert len(untrained_reader._windows(QUESTION, [("", novel)])[0]) == module.MOST_WINDOWS == 64
    assert len(untrained_reader._windows(QUESTION, [("", "x" * 1_000_000)])[0]) == 1
    assert time.process_time() - started < 20
    monkeypatch.setattr(module, "MOST_WINDOWS", 4)
    assert 0 < untrained_reader.answers(QUESTION, [("", novel)])[0] < 1
    claim = "The captain said nothing."
    assert untrained_reader.support(claim, [novel, FERRY]) == untrained_reader.support(claim, [novel])


def test_many_sentences_are_read_in_several_readings(untrained_reader: Reader) -> None:
    many = [f"Sentence {n} says that the pier was closed on Friday." for n in range(60)]
    found = untrained_reader.support("The pier was closed.", many)
    assert found.label in ("supports", "refutes", "neither")
    assert found.probability > 1 / 3


def test_threads_may_share_one(untrained_reader: Reader) -> None:
    expected = untrained_reader.read(QUESTION, TEXTS[:8])
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: untrained_reader.read(QUESTION, TEXTS[:8]), range(12)))
    assert found == [expected] * 12


class Longest:
    """A model of the user's own: the longer, the better."""

    def predict(self, pairs: list[tuple[str, str]], /) -> list[float]:
        return [float(len(text)) - 40 for _, text in pairs]


def test_another_model_may_say_whether_a_text_answers(reader_weights: Path, untrained_reader: Reader) -> None:
    reader = Reader.load(reader_weights, answers_from=Longest())
    rows = [("", FERRY), ("A title", ""), ("", "The pier was closed on Friday evening.")]
    assert reader.answers(QUESTION, rows) == [pytest.approx(1.0), 0.0, pytest.approx(0.119, abs=1e-3)]
    readings = reader.read(QUESTION, rows)
    assert [reading.answers for reading in readings] == reader.answers(QUESTION, rows)
    assert [r.spans for r in readings] == [r.spans for r in untrained_reader.read(QUESTION, rows)]


def test_another_model_that_is_none_is_refused(reader_weights: Path) -> None:
    with pytest.raises(ModelError, match=r"no method named predict \(int\)$"):
        Reader.load(reader_weights, answers_from=7)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="has no name"):
        Reader.load(reader_weights, answers_from=" ")


def test_a_path_may_be_a_text(reader_weights: Path) -> None:
    assert Reader.load(str(reader_weights)).answers(QUESTION, [("", FERRY)])
    with pytest.raises(ReaderError, match=r"^there is no file with weights of a reader at "):
        Reader.load(reader_weights.with_name("none"))


WITHOUT_A_WORD = """
import sys
from assistant import Reader
print(len(Reader.load(sys.argv[1]).read("Who?", [("", "Mara Lind said so.")])), "openvino" in sys.modules)
"""


def test_loading_says_nothing(tmp_path: Path, reader_weights: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_A_WORD, str(reader_weights)]
    done = subprocess.run(command, env=environment(tmp_path), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 False\n", "")
