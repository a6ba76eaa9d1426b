"""Where a layer came from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """One file fetched from a network.

    Parameters
    ----------
    url : str
        Where from.
    sha256 : str
        Its checksum.
    size : int
        Bytes.
    date : str or None
        When its server says it was changed, or else when it was fetched, ISO 8601.
    version : str or None
        The publisher's version, or the server's mark of it.
    """

    url: str
    sha256: str
    size: int
    date: str | None
    version: str | None


@dataclass(frozen=True)
class Provenance:
    """One file that a study read.

    Parameters
    ----------
    file : str
        Path as the scenario gives it.
    layer : str
        What it was read as.
    credit, licence : str
        Attribution as the licence asks for, and the licence.
    scale : str or None
        Scale or resolution of the geometry, in words.
    sha256 : str
        Checksum of the file.
    note : str
        What reading it did: reprojected, repaired, classes unmapped.
    origins : tuple of Origin
        The open data it was made from; none for a file of the analyst's own.
    """

    file: str
    layer: str
    credit: str
    licence: str
    scale: str | None
    sha256: str
    note: str
    origins: tuple[Origin, ...] = ()
