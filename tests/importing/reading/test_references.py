"""Links to anchors of a page's own references."""

from __future__ import annotations

import pytest

from qikan.importing.reading.references import with_references


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", ""),
        ("甲 [1](#a)", "甲 [1](#a)"),
        (
            '甲 [[1]](#a)\n<a id="a"></a>乙 https://x.example/1',
            "甲 [[1]](https://x.example/1)\n乙 https://x.example/1",
        ),
        (
            "甲 [1](#a)\n<span name=a>1</span>. https://x.example/1",
            "甲 [1](https://x.example/1)\n1. https://x.example/1",
        ),
        ('甲 [1](#a)\n<a id="a"></a>乙', "甲 [1](#a)\n乙"),
        ('甲 [1](#b)\n<a id="a"></a>https://x.example', "甲 [1](#b)\nhttps://x.example"),
        (
            '<a id="a">风筝学会转弯的一个长长的标题</a>',
            '<a id="a">风筝学会转弯的一个长长的标题</a>',
        ),
    ],
)
def test_a_link_to_an_anchor_leads_to_the_address_on_its_line(text: str, read: str) -> None:
    assert with_references(text) == read


def test_a_search_is_taken_only_where_no_other_address_stands() -> None:
    search, other = "https://find.example/search?q=kite", "https://x.example/1"
    text = f'[1](#a)\n<a id="a"></a>{search} {other}'
    assert with_references(text).startswith(f"[1]({other})\n")
    assert with_references(text.replace(f" {other}", "")).startswith(f"[1]({search})\n")
