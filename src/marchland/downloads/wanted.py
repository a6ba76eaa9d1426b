"""What is wanted from a network, what is kept of it, and how patiently it is asked for."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

Kind = Literal["tiff", "zip", "pbf", "json", "text", "vrt"]
"""What a file has to turn out to be."""


@dataclass(frozen=True)
class Wanted:
    """One file on a server.

    Parameters
    ----------
    url : str
        With ``http``, ``https`` or ``file``.
    kind : {"tiff", "zip", "pbf", "json", "text", "vrt"}
        What it has to turn out to be.
    body : str or None
        What is posted, where the server answers questions; part of what is wanted.
    md5 : str or None
        The publisher's checksum, where there is one.
    sha256 : str or None
        The checksum that an earlier run had, where it has to be the same file.
    optional : bool
        Whether it may be absent from the server.
    """

    url: str
    kind: Kind
    body: str | None = None
    md5: str | None = None
    sha256: str | None = None
    optional: bool = False

    @property
    def key(self) -> str:
        """What the cache knows it by: a SHA-256 of its address and what is posted."""
        return hashlib.sha256(f"{self.url}\n{self.body or ''}".encode()).hexdigest()

    @property
    def name(self) -> str:
        """The last part of its address, as a name for the file."""
        last = self.url.partition("?")[0].rstrip("/").rpartition("/")[2]
        plain = "".join(c if c.isalnum() or c in "._-" else "_" for c in last)
        return plain.lstrip(".")[-120:] or "file"


@dataclass(frozen=True)
class Kept:
    """One file in the cache.

    Parameters
    ----------
    url : str
        Where it came from.
    path : pathlib.Path
        Where it is.
    size : int
        Bytes.
    sha256 : str
        Its checksum.
    version : str or None
        The server's mark of this version, an entity tag.
    modified, fetched : str or None
        When the server says it was changed, and when it was fetched, by the server's clock.
    """

    url: str
    path: Path
    size: int
    sha256: str
    version: str | None
    modified: str | None
    fetched: str | None


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, and how often to come back.

    Parameters
    ----------
    quiet_s : float
        How long a server may say nothing.
    slow_s, slow_bytes : float, int
        A transfer of fewer bytes than this in so many seconds is given up and begun again.
    tries : int
        How often in a row to try without getting on.
    first_s, longest_s : float
        The first pause, doubled each time, and the longest, which also bounds what a server
        may ask for.
    gain : int
        Bytes that count as getting on.
    """

    quiet_s: float = 60.0
    slow_s: float = 60.0
    slow_bytes: int = 60_000
    tries: int = 6
    first_s: float = 1.0
    longest_s: float = 120.0
    gain: int = 1_000_000

    def pause_s(self, failures: int, asked_s: float | None = None) -> float:
        """Return how long to wait after so many failures, or as long as the server asks."""
        own = self.first_s * 2.0 ** (failures - 1)
        return min(max(own, asked_s or 0.0), self.longest_s)


class Watch(Protocol):
    """Who is told how a transfer goes."""

    def announce(self, files: int, size: int, unknown: int) -> None:
        """Hear, before it starts, of so many files and bytes, and of files of unknown size."""

    def advance(self, size: int) -> None:
        """Hear that so many bytes have come."""


class Silent:
    """Nobody is told."""

    def announce(self, files: int, size: int, unknown: int) -> None:
        """Say nothing."""

    def advance(self, size: int) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Way:
    """How files are come by.

    Parameters
    ----------
    home : pathlib.Path
        Folder of the cache.
    offline : bool
        Whether no connection may be opened.
    ask_again : bool
        Whether to ask again for what a server did not have.
    renew : bool
        Whether to ask if what is in the cache is still what the server has, and to fetch
        what is not.
    at_once, per_host : int
        How many files to fetch at once, and how many of them from one host.
    patience : Patience
    watch : Watch
    """

    home: Path
    offline: bool = False
    ask_again: bool = False
    renew: bool = False
    at_once: int = 4
    per_host: int = 2
    patience: Patience = field(default_factory=Patience)
    watch: Watch = field(default_factory=Silent)
