"""Who may read the preview, and who may write through it.

A page of another site can make a browser send requests to this machine: it must not read drafts
nor change a file. The rules are those of the OWASP cheat sheet on cross-site request forgery.
"""

from __future__ import annotations

import hmac
import ipaddress
import urllib.parse
from email.message import Message
from typing import NamedTuple

TOKEN_HEADER = "X-Qikan-Token"  # noqa: S105  (a header's name)


class Access(NamedTuple):
    """The address the preview listens at, and the token that this run's own pages know."""

    host: str
    token: str

    def may_read(self, headers: Message) -> bool:
        """Whether the address in the browser is the preview's.

        A page of somewhere else, whose host's name is made to lead to this machine (DNS
        rebinding), cannot read drafts: its name is not that of a preview on the loopback.
        """
        return not is_loopback(self.host) or is_loopback(_host_name(headers))

    def may_write(self, headers: Message, client: str) -> bool:
        """Whether a request that changes a file comes from a page of this preview.

        Only from this machine, whoever may read.
        """
        return (
            is_loopback(client)
            and is_loopback(_host_name(headers))
            and headers.get("Origin") == f"http://{headers.get('Host', '')}"
            and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
            and headers.get("Content-Type", "") == "application/json"
            and hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token.encode())
        )


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can reach a host's address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _host_name(headers: Message) -> str:
    try:
        return urllib.parse.urlsplit(f"//{headers.get('Host', '')}").hostname or ""
    except ValueError:
        return ""
