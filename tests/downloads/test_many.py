import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.loopback import page

from marchland.downloads.many import default_home, fetch_all
from marchland.downloads.transfer import transfer
from marchland.downloads.wanted import Wanted
from marchland.errors import (
    AbsentError,
    ChecksumError,
    FetchError,
    FullDiskError,
    NotDataError,
    OfflineError,
)

FETCH = """
import sys
from pathlib import Path
from marchland.downloads.many import fetch_all
from marchland.downloads.wanted import Wanted, Way
fetch_all([Wanted(url, "text") for url in sys.argv[2:]], Way(Path(sys.argv[1])))
"""


@pytest.fixture
def texts(server):
    """Six texts on the server."""
    for number in range(6):
        (server.root / f"{number}.txt").write_bytes(b"text %d\n" % number * 5000)
    return [f"{number}.txt" for number in range(6)]


def test_many_files_with_their_size_announced_first(server, texts, want, way, watch):
    found = fetch_all([want(name, "text") for name in texts], way)
    assert [kept.path.read_bytes()[:6] for kept in found.values()] == [
        b"text %d" % n for n in range(6)
    ]
    assert watch.announced == [(6, 6 * 35_000, 0)]
    assert watch.come == 210_000
    heads = [a.method == "HEAD" for a in server.asked]
    assert heads == sorted(heads, reverse=True)


def test_a_warm_cache_opens_no_connection(server, texts, want, way, watch):
    wanted = [want(name, "text") for name in texts]
    first = fetch_all(wanted, way)
    server.stop()
    assert fetch_all(wanted, replace(way, offline=True)) == first
    assert fetch_all(wanted, way) == first
    assert len(watch.announced) == 1


def test_offline_names_what_is_missing(server, texts, want, way):
    fetch_all([want("0.txt", "text")], way)
    with pytest.raises(OfflineError) as caught:
        fetch_all([want(name, "text") for name in texts], replace(way, offline=True))
    assert [f.where for f in caught.value.faults] == [f"{server.base}/{n}" for n in texts[1:]]


def test_few_at_once_from_one_host(texts, want, way, monkeypatch):
    inside, most = [], []

    def watched(*words):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        kept = transfer(*words)
        inside.pop()
        return kept

    monkeypatch.setattr("marchland.downloads.many.transfer", watched)
    fetch_all([want(name, "text") for name in texts], way)
    assert max(most) == way.per_host == 2


@pytest.mark.usefixtures("texts")
def test_every_fault_is_told_and_what_came_is_kept(server, want, way):
    (server.root / "t.json").write_text("{}")
    server.faults["t.json"] = [page]
    wanted = [want("no.txt", "text"), want("0.txt", "text"), want("t.json", "json")]
    with pytest.raises(FetchError) as caught:
        fetch_all(wanted, way)
    assert type(caught.value) is FetchError
    assert len(caught.value.faults) == 2
    with pytest.raises(AbsentError):
        fetch_all([want("no.txt", "text"), want("never.txt", "text")], way)
    assert fetch_all(wanted[1:2], replace(way, offline=True))[wanted[1]]


def test_what_is_optional_may_be_absent_but_not_broken(server, want, way):
    absent = want("no.txt", "text", optional=True)
    assert fetch_all([absent], way) == {absent: None}
    asked = len(server.asked)
    assert fetch_all([absent], replace(way, offline=True)) == {absent: None}
    assert len(server.asked) == asked
    (server.root / "no.txt").write_text("now\n")
    assert fetch_all([absent], way) == {absent: None}
    assert fetch_all([absent], replace(way, ask_again=True))[absent].size == 4
    (server.root / "a.json").write_text("{}")
    server.faults["a.json"] = [page]
    with pytest.raises(NotDataError):
        fetch_all([want("a.json", "json", optional=True)], way)


@pytest.mark.usefixtures("texts")
def test_a_file_that_an_earlier_run_had(want, way):
    (kept,) = fetch_all([want("0.txt", "text")], way).values()
    again = want("0.txt", "text", sha256=kept.sha256)
    assert fetch_all([again], replace(way, offline=True))[again] == kept
    with pytest.raises(ChecksumError):
        fetch_all([want("0.txt", "text", sha256="0" * 64)], way)


@pytest.mark.usefixtures("texts")
def test_a_disk_that_cannot_hold_it_is_found_out_before(want, way, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("D", (), {"free": 60_000})())
    with pytest.raises(FullDiskError, match=r"35,000 bytes are to come, and 60,000 are free"):
        fetch_all([want("0.txt", "text")], way)


def test_an_address_that_is_none(way):
    with pytest.raises(FetchError, match="http://"):
        fetch_all([Wanted("ftp://a/b", "text")], way)


def test_killed_and_begun_again_it_is_the_same(server, way):
    """Kill -9 half-way through a large file; the next run fetches only the rest."""
    data = os.urandom(1_500_000).hex().encode()
    (server.root / "big.txt").write_bytes(data)
    server.delay_s = 0.01
    command = [sys.executable, "-c", FETCH, str(way.home), f"{server.base}/big.txt"]
    running = subprocess.Popen(command)
    while not (parts := list(way.home.glob("parts/*.part"))) or parts[0].stat().st_size < 300_000:
        time.sleep(0.01)
        assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert list(way.home.glob("files/*/*/*")) == []
    server.delay_s = 0
    subprocess.run(command, check=True)
    (kept,) = way.home.glob("files/*/*/*")
    assert kept.read_bytes() == data
    assert int(server.gets()[-1].headers["Range"].strip("bytes=-")) >= 300_000


def test_two_at_once_fetch_it_once(server, way):
    (server.root / "big.txt").write_bytes(b"x" * 500_000)
    server.delay_s = 0.01
    command = [sys.executable, "-c", FETCH, str(way.home), f"{server.base}/big.txt"]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    assert len(server.gets()) == 1


def test_where_the_cache_is():
    assert default_home({}, Path("/u")) == Path("/u/.cache/marchland")
    assert default_home({"XDG_CACHE_HOME": "/x"}, Path("/u")) == Path("/x/marchland")


def test_what_its_publisher_changed_is_fetched_anew_where_that_is_asked(server, texts, want, way):
    wanted = [want(name, "text") for name in texts]
    first = fetch_all(wanted, way)
    (server.root / "3.txt").write_bytes(b"text 3, second edition\n")
    assert fetch_all(wanted, way) == first
    server.asked.clear()
    again = fetch_all(wanted, replace(way, renew=True))
    assert [a.path for a in server.gets()] == ["/3.txt"]
    assert again[wanted[3]].path.read_bytes() == b"text 3, second edition\n"
    assert {f: k for f, k in again.items() if f != wanted[3]} == {
        f: k for f, k in first.items() if f != wanted[3]
    }
    assert first[wanted[3]].path.exists()  # an earlier run may still ask for it by checksum
    assert fetch_all(wanted, replace(way, renew=True, offline=True)) == again
    server.stop()
    assert fetch_all(wanted, replace(way, renew=True)) == again


@pytest.mark.usefixtures("texts")
def test_a_changed_file_that_a_run_demands_is_a_named_error(server, want, way):
    (kept,) = fetch_all([want("0.txt", "text")], way).values()
    (server.root / "0.txt").write_bytes(b"other\n")
    pinned = want("0.txt", "text", sha256=kept.sha256)
    with pytest.raises(ChecksumError, match="SHA-256"):
        fetch_all([pinned], replace(way, renew=True))
    assert fetch_all([pinned], replace(way, offline=True))[pinned] == kept
