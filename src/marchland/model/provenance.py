"""Where a layer came from."""

from dataclasses import dataclass


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
    """

    file: str
    layer: str
    credit: str
    licence: str
    scale: str | None
    sha256: str
    note: str
