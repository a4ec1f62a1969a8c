"""Values as JSON bytes, and digests of bytes, for everything that the cache holds."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def digest(data: bytes) -> str:
    """Sixteen bytes of BLAKE2b (RFC 7693) in hexadecimal: contents with equal digests are equal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=dict
).encode


def dump(value: Any) -> bytes:
    """JSON bytes; named tuples are written as arrays."""
    return _encode(value).encode()
