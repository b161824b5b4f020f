"""Where in an answer's text the words stand that answer the question, for whatever shows them in bold."""

from __future__ import annotations

from assistant.types import Answer


def places(answer: Answer) -> list[tuple[int, int]]:
    """(start, end) in `answer.text` of the words that answer, a place a citation that has some, in order.

    A quote is looked for in its own sentence only, which ends with its mark; where it is not there, nothing is found.
    """
    found: list[tuple[int, int]] = []
    sentence = 0
    for citation in answer.citations:
        mark = f"[{citation.number}]"
        end = answer.text.find(mark, sentence)
        if end < 0:
            continue
        quote = answer.text.rfind(citation.quote, sentence, end)  # the last: a title before it may be the same words
        place = citation.answer_in_quote
        if quote >= 0 and place:
            found.append((quote + place[0], quote + place[1]))
        sentence = end + len(mark)
    return found
