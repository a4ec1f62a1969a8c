"""Values -> JSON text for pages: keys sorted, no spaces, Han characters as they are."""

from __future__ import annotations

import functools
import json
from typing import Any


class SharedData(dict[str, object]):
    """Data that stands on many pages: its JSON is written once."""

    @functools.cached_property
    def json(self) -> str:
        """Its JSON text."""
        return _encode(self)


def json_text(value: object, **options: Any) -> str:
    """JSON, its keys sorted; ``options`` are those of ``json.dumps``."""
    if options:
        return json.dumps(value, sort_keys=True, **options)
    return value.json if isinstance(value, SharedData) else _encode(value)


_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, check_circular=False, separators=(",", ":")
).encode
