"""Addresses inside the site: as they stand in a page, and as a server reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.markdown.addresses import decode, encode, quote

ADDRESS = st.text(st.sampled_from("甲a/?#%2541&= "), max_size=12)


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        ("", ""),
        ("/期刊/", "/%E6%9C%9F%E5%88%8A/"),
        ("/%E6%9C%9F/", "/%E6%9C%9F/"),
        ("/a b", "/a%20b"),
        ("/100%", "/100%25"),
        ("/search/?q=R%26D#甲", "/search/?q=R%26D#%E7%94%B2"),
        ("?q=%2541", "?q=%2541"),
    ],
)
def test_an_address_as_it_stands_in_a_page(address: str, encoded: str) -> None:
    assert encode(address) == encoded


@given(ADDRESS)
def test_what_is_encoded_stays_and_is_ascii(address: str) -> None:
    encoded = encode(address)
    assert encoded.isascii()
    assert " " not in encoded
    _, sign, rest = encoded.partition("?")
    assert encode(sign + rest) == sign + rest


@given(st.text(st.sampled_from("甲a/%2 &~é"), max_size=12))
def test_a_path_is_read_as_it_was_quoted(path: str) -> None:
    assert decode(quote(path)) == path
    assert decode(f"{quote(path)}?q=1#a") == path
