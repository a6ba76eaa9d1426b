"""A server on this machine that sends files, in parts where asked, and misbehaves on demand."""

import email.utils
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: dict
    body: bytes = b""


Fault = Callable[["Handler"], bool]
"""Answers a request itself and returns True, or changes how it is answered."""


@dataclass
class Loopback:
    """Files by their path, the faults each has in store, and every request that came."""

    root: Path
    ranges: bool = True
    delay_s: float = 0.0
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    server: ThreadingHTTPServer | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def gets(self, path: str = "") -> list[Asked]:
        """Requests for data whose path ends so."""
        return [a for a in self.asked if a.method != "HEAD" and a.path.endswith(path)]

    def start(self) -> "Loopback":
        handler = type("Handler", (Handler,), {"home": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    home: Loopback
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body=b""):
        path = re.sub(r"^http://[^/]+", "", self.path).partition("?")[0]  # a proxy is sent it all
        self.home.asked.append(Asked(self.command, path, dict(self.headers), body))
        store = next((v for k, v in self.home.faults.items() if path.endswith(k)), [])
        self.limit = self.rate = None
        if store and self.command != "HEAD" and store.pop(0)(self):
            return
        file = self.home.root / path.lstrip("/")
        data = self.home.answers.get(path) or (file.read_bytes() if file.is_file() else None)
        if data is None:
            self.plain(404, b"no such file")
            return
        self.send_data(data, file)

    def plain(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_data(self, data, file):
        tag = f'"{md5(data).hexdigest()}"'
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range") in (None, tag)
        start = int(found[1]) if found and same and self.home.ranges else 0
        if start >= len(data) > 0:
            self.plain(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.send_header("ETag", tag)
        stamp = file.stat().st_mtime if file.is_file() else 0
        self.send_header("Last-Modified", email.utils.formatdate(stamp, usegmt=True))
        self.end_headers()
        if self.command == "HEAD":
            return
        part = data[start:][: self.limit]
        try:
            self.pour(part)
        except OSError:
            self.close_connection = True
        if self.limit is not None:
            self.close_connection = True

    def pour(self, part):
        step = self.rate or 1 << 14
        for at in range(0, len(part), step):
            self.wfile.write(part[at : at + step])
            if self.rate or self.home.delay_s:
                self.wfile.flush()
                time.sleep(0.05 if self.rate else self.home.delay_s)


# Faults


def drop(after: int) -> Fault:
    """Cut the connection after so many bytes."""

    def fault(handler):
        handler.limit = after
        return False

    return fault


def status(code: int, **headers: str) -> Fault:
    """Answer with a status and nothing else."""

    def fault(handler):
        handler.plain(code, b"not now", **headers)
        return True

    return fault


def page(handler) -> bool:
    """Send a page in place of the file."""
    handler.plain(200, b"<!DOCTYPE html><html><body>Sign in</body></html>")
    return True


def drip(handler) -> bool:
    """Send one byte at a time."""
    handler.rate = 1
    return False


def drip_headers(handler) -> bool:
    """Begin an answer, and send one byte of its headers now and then without an end."""
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(600):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass
    handler.close_connection = True
    return True


def silence(handler) -> bool:
    """Say nothing for a while."""
    time.sleep(0.6)
    handler.close_connection = True
    return True


def damaged(cut: int | None = None, flip: int | None = None) -> Fault:
    """Send a file cut short, or with a byte changed, as if it were whole."""

    def fault(handler):
        path = handler.home.root / handler.path.lstrip("/")
        data = bytearray(path.read_bytes())
        if flip is not None:
            data[flip] ^= 0xFF
        handler.plain(200, bytes(data[:cut]), ETag='"other"')
        return True

    return fault


def changed(path: Path, data: bytes, then: Fault | None = None) -> Fault:
    """Replace the file on the server before it is answered."""

    def fault(handler):
        path.write_bytes(data)
        return then(handler) if then else False

    return fault
