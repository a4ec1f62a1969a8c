"""XML as text: whatever a text holds, a parser reads it back."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from qikan.outputs.xml_text import DECLARATION, element, escaped, quoted, verbatim

TEXT = st.lists(st.sampled_from(["]]>", "]", *"甲<>&\"' "]), max_size=8).map("".join)


@given(TEXT)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    for inside in (escaped(text), verbatim(text)):
        assert (ET.fromstring(f"{DECLARATION}<a>{inside}</a>".encode()).text or "") == text
    read = ET.fromstring(element("a", text, f" b={quoted(text)}"))
    assert (read.text or "") == read.get("b") == text


def test_nothing_is_written_as_nothing() -> None:
    assert verbatim("") == escaped("") == ""
    assert quoted("") == '""'
    assert element("a", "") == "<a></a>"
