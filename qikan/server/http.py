"""The preview over HTTP, at the addresses that GitHub Pages gives a site."""

from __future__ import annotations

import errno
import http.server
import ipaddress
import json
import mimetypes
import os
import socket
import socketserver
import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from qikan import disk
from qikan.errors import CallError, QikanError
from qikan.model import Problem
from qikan.pages.addresses import NOT_FOUND
from qikan.server.preview import Preview, Status
from qikan.server.resident import File

OWN = "/__qikan__/"
"""The path of the preview's own files: no address of a site begins so."""
_HEARTBEAT = 15.0
"""Seconds after which a waiting browser is told that we are still here."""
_OWN_FILES = ("client.js", "client.css")
_TYPES = mimetypes.MimeTypes()  # its own table: the system's files differ
_TEXTS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
_OTHERS = {".woff2": "font/woff2", ".webp": "image/webp", ".avif": "image/avif"}


def content_type(path: str) -> str:
    """The type of a file, by its ending."""
    ending = os.path.splitext(path)[1].lower()
    if ending in _TEXTS:
        return f"{_TEXTS[ending]}; charset=utf-8"
    return _OTHERS.get(ending) or _TYPES.guess_type(f"a{ending}")[0] or "application/octet-stream"


def open_server(preview: Preview, host: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server that listens at a host and port; port 0 is any that is free.

    Raises:
        CallError: the port is taken, or the host is none of this machine's.
    """
    handler = type("Handler", (_Handler,), {"preview": preview, "own_host": host})
    try:
        return _Server((host, port), handler)
    except PermissionError:
        raise CallError(f"--port {port}: this user may not open it; write --port 8000") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            text = (
                f"--port {port}: another program has it; end that one, or write --port {port + 1}"
            )
            raise CallError(text) from None
        raise CallError(f"--host {host}: {error.strerror}; leave it out") from None


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can reach a host's address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name == "posix"  # elsewhere it would share a port that is taken

    def __init__(self, address: tuple[str, int], handler: type[_Handler]) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        self.host = address[0]
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Bind without asking a name server for the name of this machine."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def handle_error(self, *_: object) -> None:
        """Say nothing: a browser that went elsewhere is no news."""


class _Handler(http.server.BaseHTTPRequestHandler):
    preview: Preview
    own_host: str
    protocol_version = "HTTP/1.1"
    server_version = "qikan"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a request."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        try:
            if not self._is_own_host():
                self._send(HTTPStatus.FORBIDDEN, "a.txt", b"not a host of this preview\n")
            elif path.startswith(OWN):
                self._own(path.removeprefix(OWN))
            else:
                self._site(path)
        except ConnectionError:  # the browser went elsewhere
            self.close_connection = True
        except Exception as error:  # noqa: BLE001  (one answer failed: the preview goes on)
            text = (
                str(error) if isinstance(error, QikanError) else f"{type(error).__name__}: {error}"
            )
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "a.txt", f"{text}\n".encode())

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for the build."""

    def _is_own_host(self) -> bool:
        """Whether the address in the browser is ours.

        A page of somewhere else, whose host's name is made to lead to this machine, cannot read
        drafts: its name is not that of a preview on the loopback.
        """
        if not is_loopback(self.own_host):
            return True
        name = urllib.parse.urlsplit(f"//{self.headers.get('Host', '')}").hostname or ""
        return is_loopback(name)

    # ------------------------------------------------------------ the site

    def _site(self, path: str) -> None:
        base = self.preview.base_path
        if not self.preview.status.version:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "a.html", _WAITING, own_script=True)
        elif path in ("/", base.rstrip("/")) and path != base:
            self._redirect(base)
        elif path.startswith(base):
            self._file(path.removeprefix(base), base)
        else:
            self._not_found()

    def _file(self, path: str, base: str) -> None:
        """A file as GitHub Pages finds it: a folder's index, or a page named without ``.html``."""
        if not path or path.endswith("/"):
            path += "index.html"
        for name in (path, f"{path}.html"):
            file = self.preview.file(name)
            if file:
                self._answer(HTTPStatus.OK, name, file)
                return
        if self.preview.file(f"{path}/index.html"):
            self._redirect(urllib.parse.quote(f"{base}{path}/"))
            return
        self._not_found()

    def _not_found(self) -> None:
        file = self.preview.file(NOT_FOUND)
        self._answer(HTTPStatus.NOT_FOUND, NOT_FOUND, file or File(b"<p>404</p>"))

    def _answer(self, status: HTTPStatus, name: str, file: File | Problem) -> None:
        if isinstance(file, Problem):
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "a.html", _WAITING, own_script=True)
            return
        leads_on = file.page is not None and file.page.kind == "redirect"
        self._send(status, name, file.data, own_script=not leads_on)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", place)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(
        self, status: HTTPStatus, name: str, data: bytes, *, own_script: bool = False
    ) -> None:
        kind = content_type(name)
        if own_script and kind.startswith("text/html"):
            data = with_script(data, self.preview.status.version)
        self.send_response(status)
        for header, value in _HEADERS.items():
            self.send_header(header, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    # ------------------------------------------------------------ the preview's own files

    def _own(self, name: str) -> None:
        if name == "events":
            self._events()
        elif name in _OWN_FILES:
            data = disk.read(disk.HOME, f"qikan/server/{name}")
            self._send(HTTPStatus.OK, name, data)
        else:
            self._send(HTTPStatus.NOT_FOUND, "a.txt", b"no such file\n")

    def _events(self) -> None:
        """Tell of every status, as Server-Sent Events, until the browser goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number = 0
        while True:
            status = self.preview.wait(number, _HEARTBEAT)
            line = f"data: {event(status)}" if status.number != number else ":"
            self.wfile.write(f"{line}\n\n".encode())
            self.wfile.flush()
            number = status.number


_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_WAITING = (
    "<!DOCTYPE html>\n<html lang=zh-Hans><meta charset=utf-8><title>qikan</title>"
    "<body><p>这一页还没有做好。This page is not made yet.</p></body></html>\n"
).encode()


def with_script(data: bytes, version: str) -> bytes:
    """A page with the script that shows mistakes and loads the page again after a change."""
    tag = f'<script src="{OWN}client.js" data-version="{version}" defer></script>'.encode()
    before, end, after = data.rpartition(b"</body>")
    return before + tag + end + after if end else data + tag


def event(status: Status) -> str:
    """A status for the script, as JSON in one line."""
    value: Mapping[str, Any] = {
        "version": status.version,
        "failure": status.failure,
        "drafts": list(status.drafts),
        "problems": [
            {
                "place": f"{problem.path}:{problem.line}:{problem.col}",
                "text": problem.text,
                "severity": problem.severity,
                "caret": problem.caret() if problem.excerpt else "",
            }
            for problem in status.problems
        ],
    }
    return json.dumps(value, ensure_ascii=False)
