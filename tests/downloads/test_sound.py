import hashlib
import io
import zipfile

import pytest

from marchland.downloads.sound import check_sound
from marchland.downloads.wanted import Wanted
from marchland.errors import ChecksumError, DamagedError, NotDataError


def zipped():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"hello" * 100)
    return buffer.getvalue()


def block(kind, size):
    """A block of a PBF: the length of its header, the header, its data."""
    head = b"\x0a" + bytes([len(kind)]) + kind + b"\x18" + bytes([size])
    return len(head).to_bytes(4, "big") + head + b"x" * size


PBF = block(b"OSMHeader", 20) + block(b"OSMData", 100) + block(b"OSMData", 7)
GOOD = {"zip": zipped(), "pbf": PBF, "json": b'{"a": 1}', "text": b"tile\n",
        "vrt": b"<VRTDataset/>"}  # fmt: skip


def look(tmp_path, kind, data, **more):
    path = tmp_path / "f"
    path.write_bytes(data)
    check_sound(Wanted("http://a/f", kind, **more), path)


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_sound_passes(tmp_path, kind):
    look(tmp_path, kind, GOOD[kind])


def test_a_raster_is_read_to_its_last_pixel(tile):
    whole = tile.read_bytes()
    check_sound(Wanted("http://a/f", "tiff"), tile)
    tile.write_bytes(whole[: len(whole) - 2000])
    with pytest.raises(DamagedError):
        check_sound(Wanted("http://a/f", "tiff"), tile)
    middle = len(whole) // 2
    tile.write_bytes(whole[:middle] + b"\xff\x00\xff\x00" + whole[middle + 4 :])
    with pytest.raises(DamagedError):
        check_sound(Wanted("http://a/f", "tiff"), tile)


@pytest.mark.parametrize("kind", GOOD)
def test_what_is_cut_short_is_refused(tmp_path, kind):
    with pytest.raises((DamagedError, NotDataError)):
        look(tmp_path, kind, GOOD[kind][:-3] if kind != "text" else b" \n")


@pytest.mark.parametrize("kind", ["tiff", "zip", "pbf", "json"])
def test_a_page_is_no_data(tmp_path, kind):
    with pytest.raises(NotDataError, match="sign in"):
        look(tmp_path, kind, b"\n <!DOCTYPE html><html>")


@pytest.mark.parametrize("kind", ["tiff", "zip", "pbf", "vrt"])
def test_something_else_is_refused(tmp_path, kind):
    with pytest.raises(DamagedError):
        look(tmp_path, kind, b"something else altogether, of some length")


def test_checksums(tmp_path):
    data = GOOD["json"]
    sums = {n: hashlib.new(n, data).hexdigest() for n in ("md5", "sha256")}
    look(tmp_path, "json", data, **sums)
    for name in sums:
        with pytest.raises(ChecksumError, match=sums[name]):
            look(tmp_path, "json", data, **{name: "0" * len(sums[name])})
