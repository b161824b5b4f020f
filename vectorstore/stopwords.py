"""Words that tell nothing about what a question is about."""

from __future__ import annotations

from vectorstore.text import words

_STOPWORDS = frozenset(
    """a about after all also am an and any are as at be because been before being between both but by can could did
    do does doing down during each few for from further had has have having he her here hers him his how i if in
    into is it its itself just me more most my no nor not now of off on once only or other our out over own s same
    she should so some such t than that the their them then there these they this those through to too under until
    up upon us very was we were what when where which while who whom whose why will with would you your according
    tell give know please say said says next else further happen happened happening explain describe speak spoke
    speaking talk talked week month year day today yesterday tomorrow recently latest many much""".split()
)


def content_words(text: str) -> list[str]:
    """The folded words of a text that carry its subject, each once, in order; none for "what is it"."""
    return [word for word in dict.fromkeys(words(text)) if word not in _STOPWORDS]
