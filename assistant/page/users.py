"""Who may use a page with a login: a file of names and hashed passwords, one `name:hash` a line."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from filelock import FileLock

from assistant.errors import ServingError

SHORTEST_PASSWORD = 8
_LONGEST = 256
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1  # a twentieth of a second and 32 MB for each guess


class UserFile:
    """The users in a file. A file that was changed is read again when it is next asked."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser()
        self._read: tuple[tuple[int, int, int], dict[str, str]] | None = None

    def all(self) -> dict[str, str]:
        """The hash of each name. Raises ServingError for a file that cannot be read or is none of users."""
        try:
            stat = self.path.stat()
            version = stat.st_mtime_ns, stat.st_size, stat.st_ino
            if self._read is None or self._read[0] != version:
                self._read = version, _users(self.path)
        except OSError as error:
            raise ServingError(f"the users cannot be read from {self.path}: {error.strerror or error}") from error
        return self._read[1]

    def hash_of(self, name: str) -> str | None:
        """The hash that stands for a name now; None if there is none, or if nobody can be known just now."""
        try:
            return self.all().get(name)
        except ServingError:
            return None

    def accepts(self, name: str, password: str) -> bool:
        """Whether this is the password of this name. It takes as long for a name that there is none of."""
        known = self.hash_of(name)
        fits = _fits(password[:_LONGEST], known or _NOBODY)
        return known is not None and fits

    def put(self, name: str, password: str) -> bool:
        """Add a user, or give one a new password; False if the name was there.

        Raises ServingError for a name or password that cannot be used, and for a file that cannot be written.
        """
        _check_name(name)
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST:
            raise ServingError(f"a password has {SHORTEST_PASSWORD} to {_LONGEST} characters, not {len(password)}")
        with self._changing() as users:
            new = name not in users
            self._write(users | {name: _hashed(password)})
        return new

    def remove(self, name: str) -> bool:
        """Remove a user; False if there was none. Raises ServingError for a file that cannot be read or written."""
        with self._changing() as users:
            if name not in users:
                return False
            self._write({other: hashed for other, hashed in users.items() if other != name})
        return True

    def readable_by_others(self) -> bool:
        """Whether the file's mode lets others than its owner at it."""
        return os.name == "posix" and bool(self.path.stat().st_mode & 0o077)

    def _changing(self) -> _Changing:
        return _Changing(self)

    def _write(self, users: dict[str, str]) -> None:
        """The new file takes the old one's place at once, so that no reader ever meets half of it."""
        text = "".join(f"{name}:{hashed}\n" for name, hashed in sorted(users.items()))
        try:
            handle, half = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")  # mode 0600
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(half, self.path)
        except OSError as error:
            raise ServingError(f"the users cannot be written to {self.path}: {error.strerror or error}") from error


class _Changing:
    """The users, for as long as nobody else changes them."""

    def __init__(self, file: UserFile) -> None:
        self._file = file
        self._lock = FileLock(file.path.parent / f".{file.path.name}.lock", mode=0o600)

    def __enter__(self) -> dict[str, str]:
        try:
            self._file.path.parent.stat()  # the lock would make a folder that was misspelt
            self._lock.acquire()
        except OSError as error:
            raise ServingError(f"the users cannot be written to {self._file.path}: {error.strerror}") from error
        return self._file.all() if self._file.path.exists() else {}

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _users(path: Path) -> dict[str, str]:
    users: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise ServingError(f"{path} is no file of users: it is not text") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, hashed = line.strip().partition(":")
        if not name or _parts(hashed) is None:
            raise ServingError(
                f"{path} is no file of users: line {number} is not name:hash, as  news-assistant users add  writes it"
            )
        users[name] = hashed
    return users


def _check_name(name: str) -> None:
    if not name.strip() or name != name.strip() or len(name) > 64 or ":" in name or name.startswith("#"):
        raise ServingError("a name has 1 to 64 characters, no colon, no space at its ends, and no # at its start")
    if not name.isprintable():
        raise ServingError("a name has no control characters")


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(16)
    numbers = f"{_COST}${_BLOCK}${_PARALLEL}"
    return f"scrypt${numbers}${_text(salt)}${_text(_scrypt(password, salt, _COST, _BLOCK, _PARALLEL))}"


def _fits(password: str, hashed: str) -> bool:
    parts = _parts(hashed)
    if parts is None:
        return False
    cost, block, parallel, salt, digest = parts
    return hmac.compare_digest(_scrypt(password, salt, cost, block, parallel), digest)


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    secret = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(secret, salt=salt, n=cost, r=block, p=parallel, maxmem=2**28, dklen=32)


def _parts(hashed: str) -> tuple[int, int, int, bytes, bytes] | None:
    """What a hash is made of; None if it is none that this program would work through."""
    try:
        kind, cost, block, parallel, salt, digest = hashed.split("$")
        numbers = int(cost), int(block), int(parallel)
        decoded = base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
    except (ValueError, binascii.Error):
        return None
    bearable = 2**10 <= numbers[0] <= 2**17 and not numbers[0] & (numbers[0] - 1) and numbers[1:] == (8, 1)
    return (*numbers, *decoded) if kind == "scrypt" and bearable and len(decoded[1]) == 32 else None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


_NOBODY = f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_text(bytes(16))}${_text(bytes(32))}"
