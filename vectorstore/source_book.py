"""The sources an index follows: where they are, how often they are read, and how that went the last time.

sources/DIGEST.json    one file a source, replaced in one step; beside the generations, so a rebuild keeps them
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from vectorstore.errors import SourceError

EVERY_DAY = 24 * 3600
_LEAST_EVERY = 60
# A source that missed two turns is stale; one read every few minutes gets an hour.
_TURNS_MISSED, _LEAST_PATIENCE = 2, timedelta(hours=1)
_TIMES = ("added", "attempted", "succeeded")


@dataclass(frozen=True)
class Source:
    """A file, folder or web address whose articles an index follows.

    address: an http(s) URL, or an absolute path. every: seconds in which it should be read again.
    added, attempted, succeeded: when it was put down, last tried and last read; aware, None for never.
    error: what went wrong the last time, if anything. counts: articles of the last time it was read, by what became of
    them (added, changed, unchanged, withdrawn, skipped). generation, validators: what the web servers said of what was
    read into that generation of the index, so that nothing unchanged is sent again. ids: the article that each page
    asked for became, the one read last first.
    """

    address: str
    every: int = EVERY_DAY
    added: datetime | None = None
    attempted: datetime | None = None
    succeeded: datetime | None = None
    error: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    generation: str | None = None
    validators: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_web(self) -> bool:
        return bool(re.match(r"https?://", self.address, re.IGNORECASE))

    def is_stale(self, now: datetime | None = None) -> bool:
        """Whether it has not been read for longer than it should."""
        last = self.succeeded or self.added
        patience = max(timedelta(seconds=self.every) * _TURNS_MISSED, _LEAST_PATIENCE)
        return last is not None and (now or datetime.now(UTC)) - last > patience

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of `sources list --json` and of `status --json`."""
        return {
            "address": self.address,
            "every": self.every,
            **{name: _iso(getattr(self, name)) for name in _TIMES},
            "error": self.error,
            "counts": dict(self.counts),
            "stale": self.is_stale(),
        }


class SourceBook:
    """The sources of the index in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "sources"

    def all(self) -> list[Source]:
        """Every source, by address. Raises SourceError for a file that cannot be read."""
        return sorted((_read(path) for path in self._folder.glob("*.json")), key=lambda source: source.address)

    def readable(self) -> tuple[list[Source], list[SourceError]]:
        """Every source whose record can be read, by address, and what is wrong with the others."""
        found: list[Source] = []
        wrong: list[SourceError] = []
        for path in sorted(self._folder.glob("*.json")):
            try:
                found.append(_read(path))
            except SourceError as error:
                wrong.append(error)
        return sorted(found, key=lambda source: source.address), wrong

    def add(self, address: str, every: int = EVERY_DAY) -> Source:
        """Put a source down; one that is there already gets the new `every`.

        Raises SourceError for what is neither a web address nor a file or folder that is there.
        """
        if every < _LEAST_EVERY:
            raise SourceError(f"a source is read every {_LEAST_EVERY} seconds at most, not every {every}")
        place = settled(address)
        if not re.match(r"https?://[^/\s]", place, re.IGNORECASE) and not os.path.exists(place):
            raise SourceError(f"{address} is neither a web address nor a file or folder that is there")
        known = self.get(place)
        source = replace(known, every=every) if known else Source(place, every, datetime.now(UTC))
        self.save(source)
        return source

    def get(self, address: str) -> Source | None:
        """The source at an address, or None. Raises SourceError for a file that cannot be read."""
        path = self._path(settled(address))
        return _read(path) if path.exists() else None

    def remove(self, address: str) -> bool:
        """Forget a source; what was read from it stays. False if it is not there."""
        path = self._path(settled(address))
        if not path.exists():
            return False
        path.unlink()
        return True

    def save(self, source: Source) -> None:
        """Write a source down in one step. Raises SourceError where the folder cannot be written."""
        path = self._path(source.address)
        fields = asdict(source) | {name: _iso(getattr(source, name)) for name in _TIMES}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(f".{os.getpid()}.new")
            with open(temporary, "w", encoding="utf-8") as file:
                json.dump(fields, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except OSError as error:
            raise SourceError(f"the sources in {self._folder} cannot be written ({error.strerror or error})") from error

    def _path(self, address: str) -> Path:
        return self._folder / f"{hashlib.sha256(address.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.json"


def settled(address: str) -> str:
    """A web address as it is, a path as an absolute one."""
    text = address.strip()
    if re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        return text
    return os.path.abspath(os.path.expanduser(text))


def _read(path: Path) -> Source:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        times = {name: _moment(fields.get(name)) for name in _TIMES}
        if not isinstance(fields["address"], str) or type(fields["every"]) is not int or fields["every"] <= 0:
            raise TypeError("its address or its time is none")
        if not isinstance(fields.get("counts", {}), dict) or not isinstance(fields.get("ids", {}), dict):
            raise TypeError("its counts or its ids are none")
        validators = {url: (pair[0], pair[1]) for url, pair in fields.get("validators", {}).items()}
        return Source(**{**fields, **times, "validators": validators})
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise SourceError(f"{path} cannot be read ({error}): delete it and add the source again") from error


def _moment(said: str | None) -> datetime | None:
    moment = datetime.fromisoformat(said) if said else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
