"""What the importers share: addresses, dates, encodings, plain text as Markdown."""

from __future__ import annotations

import make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing import decode as foreign
from qikan.importing.plain import as_markdown
from qikan.importing.reading import dates, links
from qikan.markdown.plain_text import only_text
from qikan.model.entry import Link


@pytest.mark.parametrize(
    ("url", "label", "kind"),
    [
        ("https://arxiv.org/pdf/2405.18870", "", "paper"),
        ("https://arxiv.org/list/cs.CL/recent", "", "web"),
        ("https://huggingface.co/papers/2405.18870", "", "paper"),
        ("https://huggingface.co/datasets/a/b", "", "data"),
        ("https://huggingface.co/spaces/a/b", "", "web"),
        ("https://huggingface.co/a", "", "model"),
        ("https://github.com/a/b", "项目主页", "code"),
        ("https://a.github.io/b", "", "web"),
        ("https://a.github.io/b", "項目地址", "project"),
        ("https://demo.netlify.app/", "项目主页", "web"),
        ("https://www.bilibili.com/video/x", "", "video"),
        ("https://x.com/a/status/1", "参考链接", "social"),
        ("https://box.com/a", "", "web"),
        ("https://storage.example.org/report.pdf", "论文", "paper"),
    ],
)
def test_a_link_has_the_type_its_address_else_its_label_says(
    url: str, label: str, kind: str
) -> None:
    assert links.link(url, label) == Link(kind, url, label)


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("https://arxiv.org/abs/2405.18870v2", "2405.18870"),
        ("http://www.arxiv.org/pdf/2405.18870v1.pdf", "2405.18870"),
        ("https://www.alphaxiv.org/abs/2405.18870", "2405.18870"),
        ("https://ar5iv.labs.arxiv.org/html/2405.18870", "2405.18870"),
        ("https://doi.org/10.48550/arXiv.2405.18870", "2405.18870"),
        ("https://arxiv.org/abs/math.GT/0309136v1", "math.GT/0309136"),
        ("arXiv:2405.18870v3 [cs.CL]", "2405.18870"),
        ("2405.1887", "2405.1887"),
        ("2024.12", ""),
        ("https://notarxiv.org/abs/2405.18870", ""),
    ],
)
def test_an_arxiv_id_in_any_form(text: str, arxiv: str) -> None:
    assert links.arxiv_id(text) == arxiv


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年5月31日（星期五）", "2024-05-31"),
        ("２０２４ 年 ５ 月", "2024-05"),
        ("二〇二四年五月三十一日", "2024-05-31"),
        ("民國113年5月31日", "2024-05-31"),
        ("2024/5/31", "2024-05-31"),
        ("2024-05-31T10:00:00+08:00", "2024-05-31"),
        ("Fri, May 31st, 2024", "2024-05-31"),
        ("31 May", "2023-05-31"),
        ("5月31日", "2023-05-31"),
        ("31日", "2023-07-31"),
        ("13/05/2024", "2024-05-13"),
        ("05/06/2024", ""),
        ("24.05", "2024-05"),
        ("24-05", "2024-05"),
        ("24/05", ""),  # May 24, or May 2024
        ("2024-02-30", ""),
        ("2024年5月27日-31日", ""),
        ("May 27 - 31, 2024", ""),
        ("2024", ""),
        ("去年", ""),
    ],
)
def test_a_date_as_people_type_it_under_a_heading_of_july_2023(text: str, day: str) -> None:
    assert str(dates.day(text, 2023, 7) or "") == day


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_an_encoding_is_recognised(encoding: str) -> None:
    text = "我們用這本書中的文字，來看它是不是可以讀。\n"
    source, problems = foreign.decode("a.txt", text.replace("\n", "\r\n").encode(encoding))
    assert source.text == text
    assert all(problem.severity == "warning" for problem in problems)
    assert bool(problems) is (encoding in ("gb18030", "big5"))


def test_what_no_entry_may_hold_is_taken_out_and_reported() -> None:
    source, problems = foreign.decode("a.txt", "甲\x0b乙\u202e丙\ufffd丁".encode())
    assert source.text == "甲 乙丙□丁"
    assert make.shown(problems).count("warning:") == 3


def test_a_file_cut_inside_a_character_is_read_up_to_it() -> None:
    source, problems = foreign.decode("a.txt", "甲\n乙".encode()[:-1])
    assert source.text == "甲\n"
    assert "a.txt:2:1: warning: the file ends inside a character" in str(problems[0])
