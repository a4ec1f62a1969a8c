"""The preview over HTTP, at the addresses that GitHub Pages gives a site."""

from __future__ import annotations

import errno
import http.server
import json
import mimetypes
import os
import re
import socket
import socketserver
import urllib.parse
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple

from qikan.errors import CallError, error_message
from qikan.installation import shipped_file
from qikan.model.page import Page
from qikan.model.problem import Problem
from qikan.pages.addresses import NOT_FOUND
from qikan.problems.message import message
from qikan.server.access import Access, is_loopback
from qikan.server.browser import OWN, event, page_context, with_script
from qikan.server.editor_links import EditorLinks
from qikan.server.preview import Preview
from qikan.server.resident import File
from qikan.server.review import read_action

_MOST_BYTES = 10_000
"""Of a request that writes."""
_HEARTBEAT = 15.0
"""Seconds between the messages that keep a browser's connection open."""
_OWN_FILES = ("client.js", "editor_bar.js", "client.css")
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


class Service(NamedTuple):
    """What a server serves, to whom, and how its files are opened in the editor's program.

    ``language`` is that of messages.
    """

    preview: Preview
    access: Access
    links: EditorLinks
    language: str


def open_server(service: Service, port: int) -> http.server.ThreadingHTTPServer:
    """A server that listens at a host and port; port 0 is any that is free.

    Raises:
        CallError: the port is taken, or the host is none of this machine's.
    """
    host = service.access.host
    handler = type("Handler", (_Handler,), {"service": service})
    try:
        return _Server((host, port), handler)
    except PermissionError:
        raise CallError(message("port-not-allowed", port=port)) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CallError(message("port-taken", port=port, next=port + 1)) from None
        fault = message("host-unusable", host=host, reason=error.strerror)
        raise CallError(fault) from None


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
    service: Service
    protocol_version = "HTTP/1.1"
    server_version = "qikan"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer a request for a file."""
        self._answer_safely(self._get)

    do_HEAD = do_GET  # noqa: N815

    def do_POST(self) -> None:
        """Answer a request that writes."""
        self._answer_safely(self._post)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for the build."""

    def _answer_safely(self, answer: Callable[[], None]) -> None:
        try:
            answer()
        except ConnectionError:  # the browser went elsewhere
            self.close_connection = True
        except Exception as error:  # noqa: BLE001  (one answer failed: the preview continues)
            text = error_message(error).text(self.service.language)
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "a.txt", f"{text}\n".encode())

    def _get(self) -> None:
        address = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(address.path)
        if not self.service.access.may_read(self.headers):
            self._send(HTTPStatus.FORBIDDEN, "a.txt", b"not a host of this preview\n")
        elif path.startswith(OWN):
            self._own(path.removeprefix(OWN), address.query)
        else:
            self._site(path)

    def _post(self) -> None:
        """Publish or withdraw an entry."""
        self.close_connection = True  # the body of a request that is refused is not read
        if not self.service.access.may_write(self.headers, self.client_address[0]):
            self._send(HTTPStatus.FORBIDDEN, "a.txt", b"not a page of this preview\n")
            return
        size = self.headers.get("Content-Length", "")
        data = self.rfile.read(int(size)) if size.isdecimal() and int(size) <= _MOST_BYTES else b""
        action = read_action(_json(data)) if self.path == f"{OWN}review" else None
        if action is None:
            self._send(HTTPStatus.BAD_REQUEST, "a.txt", b"not an action\n")
            return
        answer = self.service.preview.ask(lambda resident: resident.review(action))
        self.service.preview.files_changed()
        self._send(answer.status, "a.txt", answer.text.encode())

    # ------------------------------------------------------------ the site

    def _site(self, path: str) -> None:
        base = self.service.preview.base_path
        if not self.service.preview.status.version:
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
            file = self.service.preview.file(name)
            if file:
                self._answer(HTTPStatus.OK, name, file)
                return
        if self.service.preview.file(f"{path}/index.html"):
            self._redirect(urllib.parse.quote(f"{base}{path}/"))
            return
        self._not_found()

    def _not_found(self) -> None:
        file = self.service.preview.file(NOT_FOUND)
        self._answer(HTTPStatus.NOT_FOUND, NOT_FOUND, file or File(b"<p>404</p>"))

    def _answer(self, status: HTTPStatus, name: str, file: File | Problem) -> None:
        if isinstance(file, Problem):
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "a.html", _WAITING, own_script=True)
            return
        leads_on = file.page is not None and file.page.kind in ("redirect", "latest")
        self._send(status, name, file.data, page=file.page, own_script=not leads_on)

    def _redirect(self, place: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", place)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _context(self, page: Page | None) -> Mapping[str, str]:
        """What the script knows of its page; the token only where it may write."""
        service = self.service
        token = service.access.token if is_loopback(self.client_address[0]) else ""
        return page_context(page, service.preview.status.version, token, service.links)

    def _send(
        self,
        status: HTTPStatus,
        name: str,
        data: bytes,
        *,
        page: Page | None = None,
        own_script: bool = False,
    ) -> None:
        kind = content_type(name)
        if own_script and kind.startswith("text/html"):
            data = with_script(data, self._context(page))
        self.send_response(status)
        for header, value in _HEADERS.items():
            self.send_header(header, value)
        is_versioned = status == HTTPStatus.OK and _VERSIONED.search(self.path)
        self.send_header("Cache-Control", _FOR_EVER if is_versioned else "no-store")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    # ------------------------------------------------------------ the preview's own files

    def _own(self, name: str, query: str) -> None:
        if name == "events":
            self._events(query)
        elif name == "scripts":
            page = urllib.parse.unquote(query)
            texts = self.service.preview.ask(lambda resident: resident.scripts(page))
            data = json.dumps(texts, ensure_ascii=False).encode()
            self._send(HTTPStatus.OK if texts else HTTPStatus.NOT_FOUND, "a.json", data)
        elif name in _OWN_FILES:
            data = shipped_file(f"qikan/server/{name}")
            self._send(HTTPStatus.OK, name, data)
        else:
            self._send(HTTPStatus.NOT_FOUND, "a.txt", b"no such file\n")

    def _events(self, query: str) -> None:
        """Tell of every status, as Server-Sent Events, until the browser goes."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number = 0
        while True:
            status = self.service.preview.wait(number, _HEARTBEAT)
            changed = status.number != number
            line = f"data: {event(status, self.service.links, query)}" if changed else ":"
            self.wfile.write(f"{line}\n\n".encode())
            self.wfile.flush()
            number = status.number


_HEADERS = {"X-Content-Type-Options": "nosniff"}
_VERSIONED = re.compile(r"\?v=[0-9a-f]{16}\Z")
"""An address with the digest of its file: what it leads to never changes."""
_FOR_EVER = "max-age=31536000, immutable"
_WAITING = (
    "<!DOCTYPE html>\n<html lang=zh-Hans><meta charset=utf-8><title>qikan</title>"
    "<body><p>这一页还没有做好。This page is not made yet.</p></body></html>\n"
).encode()


def _json(data: bytes) -> object:
    """A request's value; None if it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None
