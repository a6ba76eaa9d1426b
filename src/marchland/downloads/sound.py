"""Whether a file is what it should be, before it is kept."""

import hashlib
import json
import warnings
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable
from pathlib import Path

from marchland.downloads.cache import sha256
from marchland.downloads.wanted import Kind, Wanted
from marchland.errors import ChecksumError, DamagedError, Fault, FetchError, NotDataError

TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
PAGES = (b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")
"""How a page of text begins, in lower case."""

AGAIN = "Run again; if it stays so, tell whoever runs the server, or name a mirror in [mirrors]."


def check_sound(wanted: Wanted, path: Path) -> None:
    """Raise unless a file is what was wanted, from its first byte to its last.

    Parameters
    ----------
    wanted : Wanted
        Its kind and checksums.
    path : pathlib.Path
        The file.

    Raises
    ------
    NotDataError
        If it is a page of text.
    ChecksumError
        If it is not the file that its publisher describes, or that an earlier run had.
    DamagedError
        If it is not of its kind, cut short or corrupted. Every pixel of a raster is read.
    """
    with path.open("rb") as data:
        head = data.read(512)
    if wanted.kind != "text" and head.lstrip().lower().startswith(PAGES):
        what = "the server sent a page of text in place of the file"
        remedy = "Open the address in a browser: a network may ask you to sign in first."
        raise refusal(NotDataError, wanted, what, remedy)
    _check_sums(wanted, path)
    try:
        READERS[wanted.kind](path)
    except (ValueError, ET.ParseError, OSError, zipfile.BadZipFile, EOFError) as error:
        what = f"the file is damaged or cut short, or no {wanted.kind}: {error}"
        raise refusal(DamagedError, wanted, what, AGAIN) from None


def refusal(kind: type[FetchError], wanted: Wanted, what: str, remedy: str) -> FetchError:
    """Return the error that says what is wrong with a file on a server."""
    return kind(wanted.url, [Fault(wanted.url, what, remedy)])


def _check_sums(wanted: Wanted, path: Path) -> None:
    if wanted.md5 is not None:
        with path.open("rb") as data:
            found = hashlib.file_digest(data, lambda: hashlib.md5(usedforsecurity=False))
        if found.hexdigest() != wanted.md5:
            what = f"its MD5 is {found.hexdigest()}, not {wanted.md5} as its publisher says"
            raise refusal(ChecksumError, wanted, what, AGAIN)
    if wanted.sha256 is not None and (mark := sha256(path)) != wanted.sha256:
        what = f"its SHA-256 is {mark}, not {wanted.sha256} as [checksums] says"
        remedy = "Take the line out of [checksums] to accept the file as it is now."
        raise refusal(ChecksumError, wanted, what, remedy)


def _tiff(path: Path) -> None:
    """Read every pixel: a block that is cut short or corrupted does not unpack."""
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    with path.open("rb") as data:
        if data.read(4) not in TIFF:
            raise ValueError("it does not begin as a TIFF does")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            with rasterio.open(path, driver="GTiff") as raster:
                for _, window in raster.block_windows(1):
                    raster.read(window=window)
    except (RasterioError, OSError) as error:
        raise ValueError(str(error.__cause__ or error)) from None


def _zip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if bad := archive.testzip():
            raise ValueError(f"{bad} in it is corrupted")


def _pbf(path: Path) -> None:
    """Walk the blocks of an OpenStreetMap extract: each says its own length."""
    size = path.stat().st_size
    with path.open("rb") as data:
        if data.read(4 + 2 + 9)[4:] != b"\x0a\x09OSMHeader":
            raise ValueError("it does not begin as a PBF does")
        at = 0
        while at < size:
            data.seek(at)
            length = int.from_bytes(data.read(4), "big")
            at += 4 + length + _blob_size(data.read(length))
    if at != size:
        raise ValueError(f"its last block ends at byte {at}, the file at {size}")


def _blob_size(header: bytes) -> int:
    """Return the field ``datasize``, number 3, of a blob's header."""
    at = 0
    while at < len(header):
        key, at = _varint(header, at)
        value, at = _varint(header, at)
        if key == 3 << 3:
            return value
        at += value if key & 7 == 2 else 0
    raise ValueError("a block does not say its length")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data):
        value |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return value, at
    raise ValueError("a block's header is cut short")


def _json(path: Path) -> None:
    json.loads(path.read_text(encoding="utf-8"))


def _text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.strip() or text.lstrip().startswith("<"):
        raise ValueError("it is empty, or a page")


def _vrt(path: Path) -> None:
    """Read the XML of a virtual raster; it is data, so what it could define is refused."""
    text = path.read_text(encoding="utf-8")
    if "<!ENTITY" in text or ET.fromstring(text).tag != "VRTDataset":
        raise ValueError("it is no virtual raster")


READERS: dict[Kind, Callable[[Path], None]] = {
    "tiff": _tiff,
    "zip": _zip,
    "pbf": _pbf,
    "json": _json,
    "text": _text,
    "vrt": _vrt,
}
"""What reads a file of each kind to its end."""
