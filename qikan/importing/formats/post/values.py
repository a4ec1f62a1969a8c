"""What a field of a post may hold: texts, lists and mappings of them."""

from __future__ import annotations

Value = str | list["Value"] | dict[str, "Value"]
