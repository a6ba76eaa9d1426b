"""The seal of a run: digests of everything in ``run.json`` and of every file beside it.

A seal tells that something was changed, and where. It does not tell who made it: whoever changes a
number can make the seal anew, so a run that others will rely on is worth keeping its digest apart.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from marchland.errors import Fault

AGAIN = "Run the study again, and do not edit its files."
RUN, SEAL = "run.json", "seal"
SHORT = 16
"""Hexadecimal digits of the digest of a part, which says where; the whole has all 64."""


def sealed(run: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return a run with its seal.

    Parameters
    ----------
    run : mapping
        What ``run.json`` is to say, as JSON can hold it.
    folder : pathlib.Path
        Its folder, complete but for ``run.json``.

    Returns
    -------
    dict
        With ``seal``: ``files`` by path, ``parts`` of the run, and the ``digest`` of all of it.
        Each is a SHA-256; that of a GeoPackage is of what it holds and not of its bytes, which
        change when QGIS opens it.
    """
    body = {key: value for key, value in run.items() if key != SEAL}
    paths = (path for path in folder.rglob("*") if path.is_file() and path != folder / RUN)
    files = {path.relative_to(folder).as_posix(): _file(path) for path in paths}
    seal: dict[str, Any] = {"files": dict(sorted(files.items())), "parts": _parts(body)}
    return {**body, SEAL: {**seal, "digest": _digest({**body, SEAL: seal})}}


def broken(run: Mapping[str, Any], folder: Path) -> Iterator[Fault]:
    """Yield where a run is not as it was written; files that were added are no fault.

    Parameters
    ----------
    run : mapping
        What ``run.json`` says.
    folder : pathlib.Path
        Its folder.

    Yields
    ------
    Fault
        Where is a key of ``run.json``, such as ``scenario.limits``, or a file.
    """
    seal = run.get(SEAL)
    if not isinstance(seal, dict) or set(seal) != {"files", "parts", "digest"}:
        yield Fault(SEAL, "is missing, so nobody can tell whether the run was changed", AGAIN)
        return
    files, parts = seal["files"], seal["parts"]
    if not isinstance(files, dict) or not isinstance(parts, dict):
        yield Fault(SEAL, "is not as it was written", AGAIN)
        return
    found = [Fault(name, what, AGAIN) for name, what in _changed(files, folder)]
    body = {key: value for key, value in run.items() if key != SEAL}
    now = _parts(body)
    for part in sorted(now.keys() | parts.keys()):
        if now.get(part) != parts.get(part):
            what = "is not as it was written" if part in now else "was taken out"
            found.append(Fault(part, what if part in parts else "was put in", AGAIN))
    bare = {"files": files, "parts": parts}
    if not found and _digest({**body, SEAL: bare}) != seal["digest"]:
        found.append(Fault(SEAL, "is not as it was written", AGAIN))
    yield from found


def _changed(files: Mapping[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    home = folder.resolve()
    for name, digest in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(home):
            yield f"{SEAL}.files", f"{name!r} is no file of the run"
        elif not path.is_file():
            yield name, "is missing"
        elif _file(path) != digest:
            yield name, "is not as it was written"


def _parts(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the digest of every part: a key of ``run.json``, or a key within one of its keys."""
    parts = {}
    for key, value in body.items():
        inner = value.items() if isinstance(value, dict) and value else [("", value)]
        for name, part in inner:
            parts[f"{key}.{name}".rstrip(".")] = _digest(part)[:SHORT]
    return parts


def _digest(value: Any) -> str:  # noqa: ANN401
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _file(path: Path) -> str:
    if path.suffix == ".gpkg":
        try:
            return _held(path)
        except sqlite3.Error:
            return hashlib.sha256(b"no GeoPackage" + path.read_bytes()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _held(path: Path) -> str:
    """Return the SHA-256 of the tables of a GeoPackage and of every row in them."""
    found = hashlib.sha256()
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        listed = "SELECT name, type, sql FROM sqlite_master ORDER BY type, name"
        for name, kind, sql in base.execute(listed).fetchall():
            found.update(repr((name, kind, sql)).encode())
            if kind != "table" or str(sql).startswith("CREATE VIRTUAL"):
                continue
            quoted = name.replace('"', '""')
            for row in base.execute(f'SELECT * FROM "{quoted}"'):
                found.update(repr(row).encode())
    return found.hexdigest()
