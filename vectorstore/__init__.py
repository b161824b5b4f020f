"""The index: a ledger of articles, their vectors, and search over both. Knows corpus; answers no questions.

Errors (all are NewsIndexError):
    IndexMissingError      there is no index in the folder
    NotAnIndexError        the folder holds something else, or an index of another format
    WrongModelError        the index was made with another embedding model
    ModelMissingError      the embedding model cannot be found or is not what it should be
    IndexLockedError       another process is writing
    IndexNotWritableError  the folder cannot be written
    IndexDamagedError      the index's files cannot be read
    NothingToIndexError    a rebuild was given no article at all
    SourceError            a source cannot be followed, or its record cannot be read
"""

from vectorstore.dates import parse_day
from vectorstore.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexNotWritableError,
    ModelMissingError,
    NewsIndexError,
    NotAnIndexError,
    NothingToIndexError,
    SourceError,
    WrongModelError,
)
from vectorstore.index import NewsIndex
from vectorstore.passages import embedded_text
from vectorstore.refreshing import Refreshed, refresh
from vectorstore.source_book import Source, SourceBook
from vectorstore.stopwords import content_words
from vectorstore.text import fold, stem, words
from vectorstore.types import (
    CheckReport,
    Copy,
    Coverage,
    DayCount,
    Hit,
    IndexStatus,
    Listing,
    Passage,
    TimePreference,
    UpdateReport,
    Version,
)

__all__ = [
    "CheckReport",
    "Copy",
    "Coverage",
    "DayCount",
    "Hit",
    "IndexDamagedError",
    "IndexLockedError",
    "IndexMissingError",
    "IndexNotWritableError",
    "IndexStatus",
    "Listing",
    "ModelMissingError",
    "NewsIndex",
    "NewsIndexError",
    "NotAnIndexError",
    "NothingToIndexError",
    "Passage",
    "Refreshed",
    "Source",
    "SourceBook",
    "SourceError",
    "TimePreference",
    "UpdateReport",
    "Version",
    "WrongModelError",
    "content_words",
    "embedded_text",
    "fold",
    "parse_day",
    "refresh",
    "stem",
    "words",
]
