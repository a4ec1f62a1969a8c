"""Text in an encoding from before Unicode."""

from __future__ import annotations

import pytest

from qikan.content.legacy import Legacy, possible_encodings, read_legacy

HANS = "我们用这本书中的文字，来看它是不是可以读。"
HANT = "我們用這本書中的文字，來看它是不是可以讀。"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [(HANS, "gb18030", "GB18030"), (HANT, "big5", "Big5"), (HANT, "gb18030", "GB18030")],
)
def test_the_encoding_in_which_it_reads_as_chinese(text: str, codec: str, encoding: str) -> None:
    raw = text.encode(codec)
    assert read_legacy(raw) == Legacy(text, encoding)
    assert encoding in possible_encodings(raw)


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", "café".encode("latin-1"), "灯".encode("gb18030")]
)
def test_bytes_that_read_as_no_chinese_text(raw: bytes) -> None:
    assert read_legacy(raw) is None


def test_bytes_may_be_text_in_no_encoding() -> None:
    assert possible_encodings(b"\xff\xff") == []
    assert possible_encodings(b"") == []
