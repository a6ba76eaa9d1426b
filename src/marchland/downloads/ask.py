"""One question to one server, and what it answers."""

import http.client
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import IO, cast

from marchland import __version__

SCHEMES = ("http", "https", "file")
AGENT = f"marchland/{__version__} (decision support for borderlands; open data client)"
"""What we say we are: servers of open data ask for it."""

BROKEN = (
    urllib.error.URLError,
    http.client.HTTPException,
    socket.timeout,
    ConnectionError,
    ssl.SSLError,
)
"""How a connection fails; most of these pass."""


@dataclass(frozen=True)
class Answer:
    """What a server said before its data.

    Parameters
    ----------
    status : int
        200 whole file, 206 part of it, or why not.
    headers : mapping of {str: str}
        By name in lower case.
    data : file or None
        To be read from, where the status is 200 or 206.
    """

    status: int
    headers: Mapping[str, str]
    data: IO[bytes] | None

    @property
    def about(self) -> dict[str, str | None]:
        """What tells this version of the file from another, and when it was had."""
        tag = self.headers.get("etag")
        dates = (self.headers.get("last-modified"), self.headers.get("date"))
        modified, fetched = (iso(date) for date in dates)
        return {"version": tag, "modified": modified, "fetched": fetched}

    @property
    def size(self) -> int | None:
        """Bytes of the whole file, where the server says."""
        if self.status == 206:
            whole = self.headers.get("content-range", "").rpartition("/")[2]
            return int(whole) if whole.isdigit() else None
        length = self.headers.get("content-length", "")
        return int(length) if length.isdigit() else None

    @property
    def start(self) -> int | None:
        """The first byte of a part."""
        word = self.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
        return int(word) if word.isdigit() else None

    @property
    def asked_s(self) -> float | None:
        """How long the server asks us to wait, in s; a date is taken by its own clock."""
        said = self.headers.get("retry-after", "").strip()
        if said.isdigit():
            return float(said)
        then, now = iso(said), iso(self.headers.get("date"))
        if then is None or now is None:
            return None
        dates = [parsedate_to_datetime(self.headers[k]) for k in ("retry-after", "date")]
        return max((dates[0] - dates[1]).total_seconds(), 0.0)


def iso(date: str | None) -> str | None:
    """Return a date of an HTTP header as ISO 8601, or None where it is none."""
    try:
        return parsedate_to_datetime(date or "").isoformat()
    except (ValueError, TypeError):
        return None


@contextmanager
def ask(
    url: str,
    headers: Mapping[str, str],
    *,
    quiet_s: float,
    body: str | None = None,
    method: str | None = None,
) -> Iterator[Answer]:
    """Ask a server for a file, through the proxies that the usual variables name.

    Parameters
    ----------
    url : str
        With a scheme of :data:`SCHEMES`.
    headers : mapping of {str: str}
        Besides who we are.
    quiet_s : float
        How long the server may say nothing, and how long its headers may take in all.
    body : str or None
        What is posted.
    method : str or None
        ``HEAD`` asks for the headers alone.

    Yields
    ------
    Answer
        Whatever the status.

    Raises
    ------
    OSError, http.client.HTTPException
        If the connection fails, as :data:`BROKEN` lists.
    """
    said = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
    posted = body.encode() if body is not None else None
    request = urllib.request.Request(url, posted, said, method=method)
    try:
        with _opener(quiet_s).open(request, timeout=quiet_s) as data:
            status = getattr(data, "status", None) or 200  # a local file has none
            yield Answer(status, _lower(data.headers), cast("IO[bytes]", data))
    except urllib.error.HTTPError as error:
        with error:
            yield Answer(error.code, _lower(error.headers), None)
    except urllib.error.URLError as error:
        if not isinstance(error.reason, FileNotFoundError):
            raise
        yield Answer(404, {}, None)  # of a folder of this machine


def _opener(head_s: float) -> urllib.request.OpenerDirector:
    """Return what opens addresses, and hangs up on headers that take too long in all.

    A time-out counts silence only; a server that sends a byte now and then would never end.
    """

    class Prompt(http.client.HTTPConnection):
        def getresponse(self) -> http.client.HTTPResponse:
            late = threading.Event()
            clock = threading.Timer(head_s, _hang_up, [self.sock, late])
            clock.daemon = True
            clock.start()
            try:
                answer = super().getresponse()
            finally:
                clock.cancel()
            if late.is_set():  # what had come of the headers reads as all of them
                answer.close()
                raise TimeoutError("its headers took too long")
            return answer

    class PromptTLS(Prompt, http.client.HTTPSConnection):
        pass

    class Plain(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Prompt, req)

    class Secure(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(PromptTLS, req)

    return urllib.request.build_opener(Plain, Secure)


def _hang_up(connection: socket.socket | None, late: threading.Event) -> None:
    late.set()
    if connection is not None:
        with suppress(OSError):  # it may just have ended
            connection.shutdown(socket.SHUT_RDWR)


def _lower(headers: Message) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in headers.items()}
