"""Which characters are Chinese."""

from qikan.patterns import pattern

_HAN = "\u2e80-\u312f\u31a0-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
HAN = pattern(f"[{_HAN}]")
"""Han characters and the full-width punctuation that goes with them."""
IDEOGRAPH = pattern("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Han characters alone."""


def has_han(text: str) -> bool:
    """Whether a text has a Han character."""
    return bool(IDEOGRAPH.search(text))
