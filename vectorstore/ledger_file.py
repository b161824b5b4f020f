"""The ledger's file: opened, and brought up to what this version of the program expects."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from vectorstore.errors import IndexDamagedError
from vectorstore.schema import LATER_COLUMNS, LATER_SCHEMA, REPORTS_SCHEMA, SCHEMA

# SQLite's own 2 MB hold little of the full text of a large archive.
_CACHE_KIB = 32 * 1024


def open_file(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """The ledger in a file, or with `create` a new one; one that has gone is not made anew in silence.

    Raises IndexDamagedError.
    """
    place = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    try:
        db = sqlite3.connect(place, timeout=30, check_same_thread=False, isolation_level=None, uri=True)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if create:
            db.executescript(SCHEMA)
        db.execute("SELECT count(*) FROM stale_vectors")
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'copies_by_other'").fetchone():
            db.executescript(REPORTS_SCHEMA)
        if _missing_columns(db):
            _add_columns(db)
    except sqlite3.Error as error:
        raise IndexDamagedError(f"the ledger {path} cannot be opened ({error}): rebuild the index") from error
    return db


def _missing_columns(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    present = {
        (table, row[1])
        for table in {table for table, _ in LATER_COLUMNS}
        for row in db.execute(f"PRAGMA table_info({table})")
    }
    return {place: kind for place, kind in LATER_COLUMNS.items() if place not in present}


def _add_columns(db: sqlite3.Connection) -> None:
    db.execute("BEGIN IMMEDIATE")  # another process may be doing the same: look again once it has finished
    try:
        for (table, column), kind in _missing_columns(db).items():
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
        db.execute(LATER_SCHEMA)
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
