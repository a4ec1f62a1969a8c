"""Plain text as Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.escaping import as_markdown
from qikan.markdown.plain_text import only_text


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("TREE-Walk* 与 WALK* 结合", "TREE-Walk* 与 WALK* 结合"),
        ("**粗**字", "\\*\\*粗\\*\\*字"),
        ("# 一", "\\# 一"),
        ("1. 一\n2. 二", "1\\. 一\n2\\. 二"),
        ("a_b https://x.example/a_b", "a_b https://x.example/a_b"),
        ("价格 $5 和 $10；复杂度 $O(n^2)$", "价格 $5 和 $10；复杂度 $O(n^2)$"),
        ("[甲](乙)", "\\[甲](乙)"),
        ("复杂度 \\(n^2\\) 与 [甲](乙)", "复杂度 \\(n^2\\) 与 \\[甲](乙)"),
        ("灯 $$x^2$$ 与\n\\[\ny^2\n\\]\n灯", "灯 $$x^2$$ 与\n\\[\ny^2\n\\]\n灯"),
        ("- 灯 *亮* [1](2) $x*y$", "\\- 灯 \\*亮\\* \\[1](2) $x*y$"),
        (r"涨 7.5\%，花 \$10，$O(n)$", "涨 7.5%，花 $10，$O(n)$"),
        ("甲\n\n　　乙  \n丙", "甲\n\n乙\n丙"),
    ],
)
def test_plain_text_is_escaped_only_where_it_must_be(text: str, typed: str) -> None:
    assert as_markdown(text) == typed


@given(st.text(st.sampled_from("ab 1.甲乙*_`[]()<>&;$~\\#+-=|!:/\n"), max_size=40))
def test_escaped_text_reads_as_it_was_typed(text: str) -> None:
    for typed in as_markdown(text).split("\n\n"):
        if typed:
            assert only_text(typed) is not None
