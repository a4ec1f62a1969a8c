"""One request to a web server, at an editor's wish: polite, of limited size and time."""

from __future__ import annotations

from typing import NamedTuple

from qikan import __version__
from qikan.errors import MachineError

TIMEOUT = 30.0
"""Seconds a server may be silent."""
_MOST_BYTES = 10_000_000
_AGENT = f"qikan/{__version__} (an editor's request for one page)"


class Fetched(NamedTuple):
    """What a server gave: the address after redirects, and the bytes."""

    url: str
    data: bytes


def fetch(url: str, accept: str) -> Fetched:
    """What stands at an address, in a media type.

    Raises:
        MachineError: the server cannot be asked, refuses, or gives too much.
    """
    import requests  # late: only an editor's request needs it

    headers = {"User-Agent": _AGENT, "Accept": accept}
    try:
        with requests.get(url, headers=headers, timeout=TIMEOUT, stream=True) as answer:
            if answer.status_code != requests.codes.ok:
                raise MachineError(f"{url}: it answers with status {answer.status_code}")
            data = b""
            for piece in answer.iter_content(1 << 16):
                data += piece
                if len(data) > _MOST_BYTES:
                    raise MachineError(f"{url}: it is larger than {_MOST_BYTES:,} bytes")
    except requests.exceptions.RequestException as error:
        raise MachineError(f"{url}: {failure_reason(error)}") from None
    return Fetched(answer.url, data)


def failure_reason(error: Exception) -> str:
    """Why a request failed, in a few words."""
    import requests

    if isinstance(error, requests.exceptions.Timeout):
        return f"it was silent for {TIMEOUT:.0f} seconds"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be checked"
    if isinstance(error, requests.exceptions.ConnectionError):
        return "there is no connection to it (is this machine online?)"
    return "the request failed"
