"""A static server that answers as GitHub Pages does for a project site: below a base path,
``a/`` from ``a/index.html``, everything else ``404.html`` with status 404.
"""

from __future__ import annotations

import contextlib
import functools
import threading
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


@contextlib.contextmanager
def serve(folder: Path, base: str = "/qikan/") -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields the site's address."""
    handler = functools.partial(_Handler, folder, base)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base}"
        finally:
            server.shutdown()
            thread.join()


def find(folder: Path, base: str, address: str) -> tuple[int, Path | str]:
    """The status of an address, and the file to send or the place to go to instead."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(address).path)
    missing = 404, folder / "404.html"
    if not path.startswith(base) or ".." in path.split("/"):
        return missing
    inside = path.removeprefix(base)
    file = folder / inside
    if file.is_dir():
        if inside and not inside.endswith("/"):
            return 301, f"{path}/"
        file /= "index.html"
    elif inside.endswith("/"):
        return missing
    elif not file.is_file():
        file = folder / f"{inside}.html"
    return (200, file) if file.is_file() else missing


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, folder: Path, base: str, *request: Any) -> None:
        self.folder, self.base = folder, base
        super().__init__(*request)

    def do_GET(self) -> None:
        status, target = find(self.folder, self.base, self.path)
        if isinstance(target, str):
            self.send_response(status)
            self.send_header("Location", target)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        body = target.read_bytes() if target.is_file() else b""
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(target.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the browser has gone on to another page
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (its name there)
        pass
