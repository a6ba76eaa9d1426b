"""Every way a server can fail: each ends in the whole file, or in an error by name."""

import errno
import threading

import pytest
from tests.loopback import changed, damaged, drip, drip_headers, drop, page, silence, status

from marchland.downloads import transfer as module
from marchland.downloads.cache import Cache
from marchland.downloads.transfer import Stopped, transfer
from marchland.errors import (
    AbsentError,
    ChangedError,
    ChecksumError,
    DamagedError,
    FullDiskError,
    NotDataError,
    UnreachableError,
)


@pytest.fixture
def bring(way, want, tile):  # noqa: ARG001
    """Fetch the tile, and say whether what is kept is what was served."""

    def call(name="tile.tif", **more):
        return transfer(want(name, **more), Cache(way.home), way, threading.Event())

    return call


def nothing_kept(way):
    return not list(way.home.glob("files/*/*/*")) and not list(way.home.glob("addresses/*"))


def test_a_file_comes_and_is_counted(bring, tile, watch):
    kept = bring()
    assert kept.path.read_bytes() == tile.read_bytes()
    assert watch.come == kept.size == tile.stat().st_size
    assert kept.modified
    assert kept.fetched


@pytest.mark.parametrize(
    "faults",
    [
        [drop(40_000)],
        [drop(40_000), drop(30_000), drop(0)],
        [status(500), status(503)],
        [status(429, Retry_After="0")],
        [silence],
        [drip],
        [drip_headers],
        [drop(40_000), drip, status(502), drop(100)],
        [damaged(cut=90_000)],
        [damaged(flip=90_000)],
    ],
    ids=[
        "cut",
        "cut thrice",
        "5xx",
        "429",
        "silence",
        "drip",
        "headers",
        "mixed",
        "short",
        "corrupted",
    ],
)
def test_what_passes_is_tried_again(bring, tile, server, faults):
    server.faults["tile.tif"] = faults
    assert bring().path.read_bytes() == tile.read_bytes()
    assert faults == []


def test_a_cut_transfer_is_continued(bring, server, watch):
    server.faults["tile.tif"] = [drop(40_000)]
    kept = bring()
    assert server.gets()[1].headers["Range"] == "bytes=40000-"
    assert watch.come == kept.size


def test_a_server_without_parts_is_asked_for_all_of_it(bring, tile, server, watch):
    server.ranges = False
    server.faults["tile.tif"] = [drop(40_000)]
    assert bring().path.read_bytes() == tile.read_bytes()
    assert watch.come == tile.stat().st_size + 40_000


def test_a_file_that_changes_between_parts_is_fetched_anew(bring, tile, server):
    data = tile.read_bytes()
    other = data + b"tail"
    server.faults["tile.tif"] = [drop(40_000), changed(tile, other)]
    assert bring().path.read_bytes() == other


def test_a_file_that_keeps_changing_is_refused(bring, tile, server, way):
    data = tile.read_bytes()
    server.faults["tile.tif"] = [
        drop(40_000),
        *(changed(tile, data + bytes([n]), drop(40_000)) for n in range(4)),
    ]
    with pytest.raises(ChangedError, match="changed on the server 3 times"):
        bring()
    assert nothing_kept(way)


@pytest.mark.parametrize(
    ("faults", "kind"),
    [
        ([drop(0)] * 9, UnreachableError),
        ([status(500)] * 9, UnreachableError),
        ([status(429, Retry_After="1")] * 9, UnreachableError),
        ([status(403)], UnreachableError),
        ([silence] * 9, UnreachableError),
        ([drip] * 9, UnreachableError),
        ([drip_headers] * 9, UnreachableError),
        ([status(404)], AbsentError),
        ([page], NotDataError),
        ([damaged(cut=90_000)] * 2, DamagedError),
        ([damaged(flip=90_000)] * 2, DamagedError),
    ],
    ids=[
        "cut",
        "500",
        "429",
        "403",
        "silence",
        "drip",
        "headers",
        "404",
        "page",
        "short",
        "corrupted",
    ],
)
def test_what_does_not_pass_is_named(bring, tile, server, way, faults, kind):
    server.faults["tile.tif"] = list(faults)
    with pytest.raises(kind) as caught:
        bring()
    assert f"{server.base}/tile.tif" in str(caught.value)
    assert nothing_kept(way)
    server.faults.clear()
    assert bring().path.read_bytes() == tile.read_bytes()


def test_a_wrong_checksum(bring, way):
    with pytest.raises(ChecksumError):
        bring(md5="0" * 32)
    assert nothing_kept(way)


@pytest.mark.usefixtures("tile")
def test_nobody_there(way, want, server):
    wanted = want("tile.tif")
    server.stop()
    with pytest.raises(UnreachableError, match="times in a row"):
        transfer(wanted, Cache(way.home), way, threading.Event())


def test_a_full_disk(bring, tile, way, monkeypatch):
    """The system refuses the third write, as a disk without room does."""
    write, calls = module._write, []

    class Full:
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    def scarce(out, piece, part):
        calls.append(piece)
        write(Full() if len(calls) == 3 else out, piece, part)

    monkeypatch.setattr(module, "PIECE", 1 << 12)
    monkeypatch.setattr(module, "_write", scarce)
    with pytest.raises(FullDiskError, match="the disk is full"):
        bring()
    assert nothing_kept(way)
    assert list((way.home / "parts").glob("*.part")) == []
    monkeypatch.undo()
    assert bring().path.read_bytes() == tile.read_bytes()


@pytest.mark.usefixtures("tile")
def test_it_can_be_called_off(way, want):
    stop = threading.Event()
    stop.set()
    with pytest.raises(Stopped):
        transfer(want("tile.tif"), Cache(way.home), way, stop)


def test_what_another_process_brought_is_used(bring, server):
    first = bring()
    assert bring() == first
    assert len(server.gets()) == 1
