"""Half characters, which JSON can spell (``\\ud800``) and no text can hold."""

from __future__ import annotations

import re
from typing import Any

_LONE = re.compile("[\ud800-\udfff]")


def without_surrogates(value: Any) -> Any:
    """A value of JSON with □ for each half character in its texts and names."""
    if isinstance(value, str):
        return _LONE.sub("□", value)
    if isinstance(value, list):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(name): without_surrogates(item) for name, item in value.items()}
    return value
