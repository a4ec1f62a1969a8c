"""One request to a web server, at an editor's wish: polite, of limited size and time."""

from __future__ import annotations

from typing import NamedTuple

from qikan import __version__
from qikan.errors import MachineError
from qikan.problems.message import Message, message

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
                raise MachineError(message("page-status", status=answer.status_code), url)
            data = b""
            for piece in answer.iter_content(1 << 16):
                data += piece
                if len(data) > _MOST_BYTES:
                    raise MachineError(message("page-too-large", most=f"{_MOST_BYTES:,}"), url)
    except requests.exceptions.RequestException as error:
        fault = message("page-unreachable", reason=failure_reason(error))
        raise MachineError(fault, url) from None
    return Fetched(answer.url, data)


def failure_reason(error: Exception) -> Message:
    """Why a request failed, in a few words."""
    import requests

    if isinstance(error, requests.exceptions.Timeout):
        return message("server-silent", seconds=f"{TIMEOUT:.0f}")
    if isinstance(error, requests.exceptions.SSLError):
        return message("server-certificate")
    if isinstance(error, requests.exceptions.ConnectionError):
        return message("server-no-connection")
    return message("server-failed")
