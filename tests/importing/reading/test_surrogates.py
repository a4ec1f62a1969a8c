"""Half characters in values of JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qikan.importing.reading.surrogates import without_surrogates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"甲\ud800乙"', "甲□乙"),
        (r'"\ud83d\udc69"', "👩"),
        (r'{"a\udfff": ["\ud800\ud800", 1, null]}', {"a□": ["□□", 1, None]}),
        ("[]", []),
        ("1.5", 1.5),
    ],
)
def test_half_characters_are_boxes_in_names_and_values(text: str, value: Any) -> None:
    read = without_surrogates(json.loads(text))
    assert read == value
    json.dumps(read, ensure_ascii=False).encode()
