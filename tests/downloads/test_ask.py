import pytest
from tests.loopback import status

from marchland.downloads.ask import AGENT, BROKEN, Answer, ask, iso


def test_a_file_with_what_tells_its_version(server):
    (server.root / "a.txt").write_bytes(b"hello")
    with ask(f"{server.base}/a.txt", {}, quiet_s=1) as answer:
        assert (answer.status, answer.size, answer.data.read()) == (200, 5, b"hello")
    assert answer.about["version"] == '"5d41402abc4b2a76b9719d911017c592"'
    assert answer.about["fetched"].endswith("+00:00")
    assert server.asked[0].headers["User-Agent"] == AGENT
    assert server.asked[0].headers["Accept-Encoding"] == "identity"


def test_a_part_of_a_file(server):
    (server.root / "a.txt").write_bytes(b"hello")
    with ask(f"{server.base}/a.txt", {"Range": "bytes=2-"}, quiet_s=1) as answer:
        assert (answer.status, answer.start, answer.size) == (206, 2, 5)
        assert answer.data.read() == b"llo"


def test_a_refusal_is_an_answer(server):
    with ask(f"{server.base}/no", {}, quiet_s=1) as answer:
        assert (answer.status, answer.data) == (404, None)


def test_a_file_of_this_machine(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"hello")
    with ask((tmp_path / "a.txt").as_uri(), {}, quiet_s=1) as answer:
        assert (answer.status, answer.size, answer.data.read()) == (200, 5, b"hello")
    with ask((tmp_path / "b.txt").as_uri(), {}, quiet_s=1) as answer:
        assert answer.status == 404
    with pytest.raises(BROKEN), ask("http://127.0.0.1:1/b.txt", {}, quiet_s=1):
        pass


def test_a_question_is_posted(server):
    server.answers["/api"] = b"{}"
    with ask(f"{server.base}/api", {}, quiet_s=1, body="[out:json];") as answer:
        assert answer.data.read() == b"{}"
    assert (server.asked[0].method, server.asked[0].body) == ("POST", b"[out:json];")


def test_the_usual_variables_name_a_proxy(server, monkeypatch):
    """The address is one that no name server knows, so only a proxy can answer."""
    monkeypatch.setenv("http_proxy", server.base)
    (server.root / "a.txt").write_bytes(b"by proxy")
    with ask("http://tiles.invalid/a.txt", {}, quiet_s=1) as answer:
        assert answer.data.read() == b"by proxy"


@pytest.mark.parametrize(
    ("said", "date", "wait_s"),
    [
        ("7", None, 7),
        ("Wed, 03 Jun 2026 10:00:30 GMT", "Wed, 03 Jun 2026 10:00:00 GMT", 30),
        ("Wed, 03 Jun 2026 09:00:00 GMT", "Wed, 03 Jun 2026 10:00:00 GMT", 0),
        ("soon", "Wed, 03 Jun 2026 10:00:00 GMT", None),
        ("", None, None),
    ],
)
def test_how_long_a_server_asks_us_to_wait(said, date, wait_s):
    headers = {"retry-after": said, **({"date": date} if date else {})}
    assert Answer(429, headers, None).asked_s == wait_s


def test_a_wait_in_a_real_answer(server):
    server.faults["a"] = [status(429, Retry_After="3")]
    with ask(f"{server.base}/a", {}, quiet_s=1) as answer:
        assert (answer.status, answer.asked_s) == (429, 3)


def test_dates():
    assert iso("Tue, 15 Nov 1994 12:45:26 GMT") == "1994-11-15T12:45:26+00:00"  # RFC 7231
    assert iso(None) is iso("yesterday") is None
