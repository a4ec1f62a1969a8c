"""Where an address in a text ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.bare_links import address_end


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://kite.example/a。灯", "https://kite.example/a"),
        ("https://kite.example/a了解", "https://kite.example/a"),
        ("https://kite.example/wiki/期刊", "https://kite.example/wiki/期刊"),
        ("https://kite.example/?q=期刊&a=1。", "https://kite.example/?q=期刊&a=1"),
        ("https://kite.example/a_(b)).", "https://kite.example/a_(b)"),
        ("https://kite.example/a&gt;", "https://kite.example/a"),
        ("www.kite.example, ", "www.kite.example"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("https://kite", ""),
        ("https://", ""),
        ("ftp://kite.example", ""),
        ("kite.example", ""),
        ("", ""),
    ],
)
def test_an_address_ends_before_the_sentence_goes_on(text: str, address: str) -> None:
    assert text[: address_end(text, 0, len(text))] == address


@given(
    st.text(st.sampled_from("https://w.a期/=&;)。 "), max_size=20),
    st.integers(0, 9),
    st.integers(0, 20),
)
def test_the_end_is_inside_the_part_that_is_looked_at(text: str, start: int, end: int) -> None:
    text = f"https://{text}"
    end = max(start, min(end, len(text)))
    assert start <= address_end(text, start, end) <= end
