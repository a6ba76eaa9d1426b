import errno

import pytest

from marchland.downloads.cache import Cache, on_disk, write_whole
from marchland.downloads.wanted import Wanted
from marchland.errors import FullDiskError, OutputError

WANTED = Wanted("http://a/b.txt", "text")
ABOUT = {"version": '"v1"', "modified": None, "fetched": "2026-06-01T00:00:00+00:00"}


def add(cache, data=b"hello"):
    with cache.part(WANTED) as part:
        part.write_bytes(data)
        return cache.add(WANTED, part, ABOUT)


def test_a_file_is_kept_under_its_checksum(tmp_path):
    cache = Cache(tmp_path)
    assert cache.find(WANTED) is None
    kept = add(cache)
    assert kept.sha256.startswith("2cf24dba5fb0a30e")  # of "hello", as FIPS 180 has it
    assert kept.path == tmp_path / "files" / "2c" / kept.sha256 / "b.txt"
    assert kept.path.read_bytes() == b"hello"
    assert cache.find(WANTED) == kept
    assert list((tmp_path / "parts").glob("*.part")) == []


def test_a_cache_may_be_moved(tmp_path):
    kept = add(Cache(tmp_path / "one"))
    (tmp_path / "one").rename(tmp_path / "two")
    found = Cache(tmp_path / "two").find(WANTED)
    assert found.sha256 == kept.sha256
    assert found.path.read_bytes() == b"hello"


@pytest.mark.parametrize("spoil", ["cut", "gone", "note"])
def test_what_is_not_whole_is_not_there(tmp_path, spoil):
    cache = Cache(tmp_path)
    kept = add(cache)
    if spoil == "cut":
        kept.path.write_bytes(b"hel")
    elif spoil == "gone":
        kept.path.unlink()
    else:
        next((tmp_path / "addresses").iterdir()).write_text("{")
    assert cache.find(WANTED) is None
    assert add(cache) == kept


def test_a_small_file_is_written_in_one_step(tmp_path):
    write_whole(tmp_path / "a" / "b.json", "{}")
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["b.json"]


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, FullDiskError), (errno.EDQUOT, FullDiskError), (errno.EACCES, OutputError)],
)
def test_what_a_disk_refuses_is_explained(tmp_path, number, kind):
    with pytest.raises(kind, match="--cache"), on_disk(tmp_path / "x"):
        raise OSError(number, "no")
