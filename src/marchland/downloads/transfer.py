"""One file brought here: begun where it was left, tried again, checked, kept."""

import json
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from marchland.downloads.ask import BROKEN, Answer, ask
from marchland.downloads.cache import Cache, disk_error, on_disk, write_whole
from marchland.downloads.sound import check_sound, refusal
from marchland.downloads.wanted import Kept, Wanted, Way
from marchland.errors import (
    AbsentError,
    ChangedError,
    ChecksumError,
    DamagedError,
    FetchError,
    UnreachableError,
)

PIECE = 1 << 16
CHANGES = 2
"""How often a file may change on the server while it is fetched."""

PASSING = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which it is worth asking again."""

MIRROR = "Check the connection and the proxy, or name a mirror of it in [mirrors]."


class Stopped(Exception):  # noqa: N818
    """The transfer was called off."""


class _Again(Exception):  # noqa: N818
    """A try failed in a way that may pass."""

    def __init__(self, why: str, pause_s: float | None = None) -> None:
        super().__init__(why)
        self.pause_s = pause_s


@dataclass
class _State:
    """How far one transfer is."""

    failures: int = 0
    changes: int = 0
    damaged: int = 0


def transfer(wanted: Wanted, cache: Cache, way: Way, stop: threading.Event) -> Kept:
    """Return a file from the cache, bringing it there first if need be.

    What had come of it earlier is continued, if the server still has that version and can
    send parts; else it is begun anew. Answers that pass, silence and cut connections are
    tried again after a pause that doubles, or is as long as the server asks for.

    Parameters
    ----------
    wanted : Wanted
    cache : Cache
    way : Way
        Patience, and who is told.
    stop : threading.Event
        Set to call it off.

    Returns
    -------
    Kept

    Raises
    ------
    FetchError
        Of the kind that says why; nothing is kept of the file then but what resumes it.
    OutputError
        If the cache cannot be written.
    """
    with cache.part(wanted) as part:
        if not way.renew and (kept := cache.find(wanted)) is not None:
            return kept  # another process has just brought it
        state, patience = _State(), way.patience
        while True:
            before = _size(part)
            try:
                about = _once(wanted, part, way, (state, stop))
                check_sound(wanted, part)
                return cache.add(wanted, part, about)
            except _Again as error:
                gained = _size(part) - before >= patience.gain
                state.failures = 1 if gained else state.failures + 1
                if state.failures >= patience.tries:
                    what = f"{error}, {state.failures} times in a row"
                    raise refusal(UnreachableError, wanted, what, MIRROR) from None
                if stop.wait(patience.pause_s(state.failures, error.pause_s)):
                    raise Stopped from None
            except FetchError as error:
                _forget(part)
                state.damaged += 1
                if not isinstance(error, DamagedError | ChecksumError) or state.damaged >= 2:
                    raise


def _once(
    wanted: Wanted, part: Path, way: Way, going: tuple[_State, threading.Event]
) -> dict[str, str | None]:
    """Try once; return what the server says about the file once all of it is in the part."""
    state, stop = going
    had, seen = _resumable(part)
    mark = seen.get("version") or seen.get("last-modified")
    headers = {"Range": f"bytes={had}-", "If-Range": str(mark)} if had else {}
    try:
        with ask(wanted.url, headers, quiet_s=way.patience.quiet_s, body=wanted.body) as answer:
            _check_status(wanted, answer, part)
            if answer.status != 206 or answer.start != had or _marks(answer) != seen:
                if had and _marks(answer) != seen:
                    _count_change(wanted, state)
                if answer.status == 206:
                    _forget(part)
                    raise _Again("the server sent another part than was asked for")
                had = 0
            _begin(part, had, _marks(answer))
            _receive(answer, part, way, stop)
    except BROKEN as error:
        reason = getattr(error, "reason", None) or error
        raise _Again(f"the connection failed ({reason})") from None
    size = answer.size
    if size is not None and _size(part) != size:
        raise _Again(f"the connection was cut after {_size(part):,} of {size:,} bytes")
    return answer.about


def _check_status(wanted: Wanted, answer: Answer, part: Path) -> None:
    status = answer.status
    if status in (200, 206):
        return
    if status in (404, 410):
        remedy = "Check the address; it may have moved, or cover other ground."
        raise refusal(AbsentError, wanted, f"the server has no such file ({status})", remedy)
    if status == 416:
        _forget(part)
        raise _Again("the server had no more of it")
    if status in PASSING:
        raise _Again(f"the server answered {status}", answer.asked_s)
    raise refusal(UnreachableError, wanted, f"the server refused it ({status})", MIRROR)


def _count_change(wanted: Wanted, state: _State) -> None:
    state.changes += 1
    if state.changes > CHANGES:
        what = f"the file changed on the server {state.changes} times while it was fetched"
        raise refusal(ChangedError, wanted, what, "Wait until its publisher is done; run again.")


def _receive(answer: Answer, part: Path, way: Way, stop: threading.Event) -> None:
    """Write what comes behind what is there, in pieces."""
    assert answer.data is not None
    patience, fresh, since = way.patience, 0, time.monotonic()
    try:
        out = part.open("ab", buffering=0)
    except OSError as error:
        raise disk_error(part, error) from None
    read = getattr(answer.data, "read1", answer.data.read)
    with out:
        while piece := read(PIECE):
            _write(out, piece, part)
            way.watch.advance(len(piece))
            fresh += len(piece)
            if stop.is_set():
                raise Stopped
            took = time.monotonic() - since
            if took >= patience.slow_s:
                if fresh < patience.slow_bytes:
                    raise _Again(f"only {fresh:,} bytes came in {took:.0f} s")
                fresh, since = 0, time.monotonic()


def _write(out: object, piece: bytes, part: Path) -> None:
    try:
        left = memoryview(piece)
        while left:
            left = left[out.write(left) :]  # type: ignore[attr-defined]
    except OSError as error:
        _forget(part)
        raise disk_error(part, error) from None


def _marks(answer: Answer) -> dict[str, str | int | None]:
    """Return what tells this version of the file from another."""
    tag = answer.headers.get("etag", "")
    strong = tag if tag and not tag.startswith("W/") else None
    modified = answer.headers.get("last-modified")
    return {"version": strong, "last-modified": modified, "size": answer.size}


def _begin(part: Path, had: int, marks: dict[str, str | int | None]) -> None:
    """Cut the part to what is kept of it, and note which version it is of."""
    with on_disk(part):
        if not had:
            part.write_bytes(b"")
        write_whole(part.with_suffix(".json"), json.dumps(marks))


def _resumable(part: Path) -> tuple[int, dict[str, str | int | None]]:
    """Return how many bytes can be kept, and of which version they are."""
    try:
        marks = json.loads(part.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        return 0, {}
    had, size = _size(part), marks.get("size")
    known = marks.get("version") or marks.get("last-modified")
    return (had, marks) if known and size and had < size else (0, {})


def _size(part: Path) -> int:
    try:
        return part.stat().st_size
    except OSError:
        return 0


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    part.with_suffix(".json").unlink(missing_ok=True)
