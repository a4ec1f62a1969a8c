"""A pattern that is compiled when it is first used does what a compiled one does."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.patterns import pattern

TEXT = "(?P<word>[a-z一-鿿]+)"


@given(st.text("ab一 1"))
def test_a_pattern_does_what_a_compiled_one_does(text: str) -> None:
    late, compiled = pattern(TEXT, re.IGNORECASE), re.compile(TEXT, re.IGNORECASE)
    assert (late.pattern, late.sub("-", text)) == (TEXT, compiled.sub("-", text))
    assert late.findall(text) == compiled.findall(text)
    assert (late.flags, late.groupindex) == (compiled.flags, compiled.groupindex)


def test_a_fault_in_a_pattern_shows_when_it_is_used() -> None:
    wrong = pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
