"""The cache: files by their checksum, addresses by what they gave, nothing half there."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import IO

from marchland.downloads.wanted import Kept, Wanted
from marchland.errors import Fault, FullDiskError, InputError, OutputError

FULL = frozenset({"ENOSPC", "EDQUOT", "EFBIG"})
"""What systems call a disk, or a share of one, that holds no more."""


class Cache:
    """A folder in which every file fetched is kept under its checksum.

    ``files/`` holds them, ``addresses/`` which address gave which file, and ``parts/`` what
    has come so far of files that are not complete. A file appears in one step, complete and
    checked; what is in ``parts/`` is never read as data.

    Parameters
    ----------
    home : pathlib.Path
        The folder; made when it is first written to.
    """

    def __init__(self, home: Path) -> None:
        self.home = home

    def find(self, wanted: Wanted) -> Kept | None:
        """Return the file that an address gave, if it is there, whole and the one wanted.

        Parameters
        ----------
        wanted : Wanted

        Returns
        -------
        Kept or None
        """
        try:
            said = json.loads(self._address(wanted).read_text("utf-8"))
            kept = Kept(**{**said, "path": self.home / said["path"]})
            whole = kept.path.stat().st_size == kept.size
        except (OSError, ValueError, TypeError, KeyError):
            return None
        return kept if whole and wanted.sha256 in (None, kept.sha256) else None

    def add(self, wanted: Wanted, part: Path, about: dict[str, str | None]) -> Kept:
        """Move a complete, checked part into place and note its address.

        Parameters
        ----------
        wanted : Wanted
        part : pathlib.Path
            On the same disk; gone afterwards.
        about : dict
            ``version``, ``modified`` and ``fetched`` as the server says.

        Returns
        -------
        Kept
        """
        mark, size = sha256(part), part.stat().st_size
        path = self.home / "files" / mark[:2] / mark / wanted.name
        with on_disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
            kept = Kept(wanted.url, path, size, mark, **about)
            told = {**asdict(kept), "path": path.relative_to(self.home).as_posix()}
            write_whole(self._address(wanted), json.dumps(told, indent=1, sort_keys=True))
        return kept

    def forget(self, wanted: Wanted) -> None:
        """Forget which file an address gave, so that it is asked for again."""
        self._address(wanted).unlink(missing_ok=True)

    def is_absent(self, wanted: Wanted) -> bool:
        """Return whether the server is known not to have a file."""
        return self._address(wanted).with_suffix(".absent").exists()

    def mark_absent(self, wanted: Wanted) -> None:
        """Remember that the server does not have a file."""
        path = self._address(wanted).with_suffix(".absent")
        with on_disk(path):
            write_whole(path, wanted.url)

    @contextmanager
    def part(self, wanted: Wanted) -> Iterator[Path]:
        """Hold the part of a file for this process alone, and return where it is.

        Parameters
        ----------
        wanted : Wanted

        Yields
        ------
        pathlib.Path
            Another process that wants the same file waits until this one is done.
        """
        path = self.home / "parts" / f"{wanted.key}.part"
        with on_disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = path.with_suffix(".lock").open("w")
        with lock:
            _alone(lock)
            yield path

    def _address(self, wanted: Wanted) -> Path:
        return self.home / "addresses" / f"{wanted.key}.json"


def _alone(lock: IO[str]) -> None:
    """Wait for a lock that ends with the process that holds it, however that ends."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def write_whole(path: Path, text: str) -> None:
    """Write a small file in one step: it is there complete, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with draft.open("w", encoding="utf-8", newline="\n") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Explain what a disk refuses while something is written to it."""
    try:
        yield
    except OSError as error:
        raise disk_error(path, error) from None


def disk_error(path: Path, error: OSError) -> InputError:
    """Return the error that explains why a file could not be written."""
    if os_name(error) in FULL:
        remedy = "Free some space, or name a cache on another disk with --cache; then run again."
        return FullDiskError(str(path), [Fault(str(path), "the disk is full", remedy)])
    what = f"cannot be written: {error.strerror or error}"
    return OutputError.one(str(path), what, "Name a folder that you may write to, with --cache.")


def os_name(error: OSError) -> str:
    """Return the system's word for an error, such as ``ENOSPC``."""
    import errno

    return errno.errorcode.get(error.errno or 0, "")
