"""What every function that makes an output has at hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from qikan.content.messages import Messages
from qikan.content.site import Config
from qikan.model import Facts, Typeset


class OutputContext(NamedTuple):
    """Settings, the interface's words, and a function that gives the whole of an entry."""

    config: Config
    messages: Messages
    fetch: Callable[[Facts], Typeset]
