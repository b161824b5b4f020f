"""Archives of article files: their members one at a time, each unpacked to a file that is gone when the next comes.

Nothing an archive says of itself is believed: names that lead out of it, links and devices are not followed, and what
is unpacked is counted while it is unpacked.
"""

from __future__ import annotations

import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from corpus.files import READABLE, ArticleFile, At, Skip, kind_of, on_disk, open_bytes
from corpus.members import Choice, Meter, NotReadError, TooMuchError, copy_member, limit_of, target_of

_LONGEST_HEADER = 1_000_000
_DAMAGED = "the archive is damaged or cut off"
_LONG_HEADERS = (tarfile.XHDTYPE, tarfile.XGLTYPE, b"X", tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_ENDS_OF_TAR = ("EOFHeaderError", "EmptyHeaderError")  # two empty blocks, or just the end of the file


def unpacked(file: ArticleFile, skip: Skip, at: At) -> Iterator[ArticleFile]:
    """The members of an archive that may hold articles. Each is there until the next one is asked for.

    `skip` is told of members that are not read. Raises ValueError, EOFError or an error of gzip's where the archive
    is damaged or unpacks to more than it may: what came before stays read.
    """
    choice = Choice(file, skip)
    members = _zip_members if kind_of(file.path) == "zip" else _tar_members
    with TemporaryDirectory(prefix="news-") as folder:
        try:
            yield from members(file, choice, at, Path(folder))
        finally:
            choice.tell_of_strangers()
    if not choice.found:
        raise ValueError(f"no articles in this archive (looked for {READABLE})")


# --- .zip ------------------------------------------------------------------------------------------


def _zip_members(file: ArticleFile, choice: Choice, at: At, folder: Path) -> Iterator[ArticleFile]:
    try:
        archive = zipfile.ZipFile(file.path)
    except (zipfile.BadZipFile, NotImplementedError, struct.error, ArithmeticError, ValueError) as error:
        raise ValueError(_DAMAGED) from error
    size = file.path.stat().st_size
    meter = Meter(lambda: size)
    with archive:
        for member in archive.infolist():
            at(min(size, member.header_offset))
            if member.is_dir() or not choice.takes(member.filename, _kind_in_zip(member)):
                continue
            target = target_of(folder, member.filename)
            try:
                _unpack_zip_member(archive, member, target, meter)
            except NotReadError as error:
                choice.skip(member.filename, str(error))
            else:
                yield choice.file(member.filename, target)
            target.unlink(missing_ok=True)


def _kind_in_zip(member: zipfile.ZipInfo) -> str | None:
    mode = stat.S_IFMT(member.external_attr >> 16)
    if mode == stat.S_IFLNK:
        return "a link"
    if mode not in (0, stat.S_IFREG):
        return "a device"
    if member.flag_bits & 0x1:
        return "encrypted"
    # The others may unpack a few bytes to gigabytes at a stroke.
    return None if member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else "packed in a rare way"


def _unpack_zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, meter: Meter) -> None:
    own = Meter(lambda: member.compress_size)
    try:
        with archive.open(member) as packed, target.open("wb") as out:
            copy_member(packed, out, limit_of(member.filename), meter, own)
    except TooMuchError:
        raise
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        RuntimeError,
        struct.error,
        zlib.error,
        ValueError,
    ) as error:
        raise NotReadError("it is damaged") from error


# --- .tar ------------------------------------------------------------------------------------------


class _Header(tarfile.TarInfo):
    """A header of a tar archive. tarfile takes a damaged one for the end of the archive; here it is an error."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _LONG_HEADERS and header.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header that would fill the memory")
        return header

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> _Header:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if type(error).__name__ in _ENDS_OF_TAR:
                raise
            raise tarfile.ReadError(str(error)) from error


class _Metered:
    """The bytes of a tar archive, counted as they come out of the file."""

    def __init__(self, stream: IO[bytes], at: At) -> None:
        stored = on_disk(stream)
        self._stream = stream
        self._place = stored.tell
        self._at = at
        self._meter = Meter(stored.tell)

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many."""
        data = self._stream.read(size)
        self._meter.count(len(data))
        self._at(self._place())
        return data


def _tar_members(file: ArticleFile, choice: Choice, at: At, folder: Path) -> Iterator[ArticleFile]:
    with open_bytes(file.path) as stream:
        try:
            metered: IO[bytes] = _Metered(stream, at)  # type: ignore[assignment,arg-type]  # tarfile only reads it
            with tarfile.open(fileobj=metered, mode="r|", tarinfo=_Header) as archive:
                while member := archive.next():
                    archive.members = []  # type: ignore[attr-defined]  # it would keep all of them
                    if member.isdir() or not choice.takes(member.name, _kind_in_tar(member)):
                        continue
                    target = target_of(folder, member.name)
                    try:
                        _unpack_tar_member(archive, member, target)
                    except NotReadError as error:
                        choice.skip(member.name, str(error))
                    else:
                        yield choice.file(member.name, target)
                    target.unlink(missing_ok=True)
        except TooMuchError:
            raise
        except (tarfile.TarError, struct.error, ArithmeticError, ValueError) as error:
            raise ValueError(_DAMAGED) from error


def _kind_in_tar(member: tarfile.TarInfo) -> str | None:
    if member.issym() or member.islnk():
        return "a link"
    if not member.isreg():
        return "a device"
    return "packed in a rare way" if member.issparse() else None


def _unpack_tar_member(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    packed = archive.extractfile(member)
    assert packed is not None
    with packed, target.open("wb") as out:
        copy_member(packed, out, limit_of(member.name))
