"""The ledger's tables. A change here needs a new FORMAT_VERSION, unless the ledger makes it where it opens."""

FORMAT_VERSION = 1

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    title TEXT NOT NULL,
    source TEXT,
    url TEXT,
    published INTEGER NOT NULL,      -- epoch seconds, for comparing
    published_text TEXT,             -- ISO 8601 as given, offset kept; NULL if not known
    language TEXT,
    dateline TEXT,
    authors TEXT NOT NULL            -- JSON list
);
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (published);
CREATE INDEX IF NOT EXISTS articles_by_source ON articles (source);

CREATE TABLE IF NOT EXISTS authors (article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, name TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
CREATE INDEX IF NOT EXISTS authors_by_article ON authors (article);

-- Every version ever seen; the text of those that were replaced is kept as JSON, the current one stands in paragraphs.
CREATE TABLE IF NOT EXISTS versions (
    article_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL,
    seen TEXT NOT NULL,
    replaced TEXT,
    content TEXT,
    PRIMARY KEY (article_id, version)
);

CREATE TABLE IF NOT EXISTS paragraphs (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    section TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article, position);

CREATE VIRTUAL TABLE IF NOT EXISTS passages_text
    USING fts5 (title, text, tokenize = 'porter unicode61 remove_diacritics 2');

-- Vectors of replaced passages that are still to be deleted from the vector store.
CREATE TABLE IF NOT EXISTS stale_vectors (id INTEGER PRIMARY KEY);
"""

# Columns that an index of before lacks, with their kind: `Ledger` adds them where it opens.
LATER_COLUMNS = {
    ("articles", "embargo"): "INTEGER",  # epoch seconds until which nothing may be told of it
    ("versions", "withdrawn"): "TEXT",  # why its publisher or an editor took it back
}
LATER_SCHEMA = "CREATE INDEX IF NOT EXISTS articles_by_embargo ON articles (embargo) WHERE embargo IS NOT NULL"

# Which articles are copies of one report. Also made in an index that was written before there were copies.
REPORTS_SCHEMA = """
-- Articles that were compared with the others; sampled is how many hashes of theirs are in the table below.
CREATE TABLE IF NOT EXISTS sketches (
    article INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    sampled INTEGER NOT NULL
);

CREATE TABLE IF NOT EXISTS sketch_hashes (
    hash INTEGER NOT NULL,
    published INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (hash, published, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sketch_hashes_by_article ON sketch_hashes (article);

-- Pairs of one report, both ways round; a report is whatever hangs together by them.
CREATE TABLE IF NOT EXISTS copies (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_by_other ON copies (other);
"""
