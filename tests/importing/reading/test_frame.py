"""What surrounds the items of a page: names of sections, contents, buttons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qikan.importing.reading import frame


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("## 📄 论文（12 篇）", "论文"),
        ("**工具**", "工具"),
        ("News · 7 items", "News"),
        ("一、风筝", "一、风筝"),
        ("Kites (and boats)", "Kites (and boats)"),
        ("《风筝》", "风筝"),
        ("📄《风筝》精选", "《风筝》精选"),
        ("精选「风筝」", "精选「风筝」"),
        ("《风筝》与「灯笼」", "《风筝》与「灯笼」"),
        ("", ""),
        ("——", ""),
    ],
)
def test_the_plain_name_of_a_section(heading: str, name: str) -> None:
    assert frame.plain_name(heading) == name


@given(st.text(st.sampled_from("论文a (1)（）《》·*#📄 篇"), max_size=9))
def test_a_plain_name_has_no_space_around_it_and_adds_nothing(heading: str) -> None:
    name = frame.plain_name(heading)
    assert name == name.strip()
    assert set(name) <= set(heading)


@pytest.mark.parametrize(
    ("says", "those", "others"),
    [
        (frame.is_cover, ["封面图", "Cover image"], ["", "封面故事"]),
        (frame.is_no_item, ["目录", "本週導讀", "References", "📌 往期回顾"], ["", "风筝学会转弯"]),
        (frame.is_overview, ["本期概览", "Highlights", "速覽"], ["", "论文", "往期回顾"]),
        (frame.is_section, ["论文", "开源工具", "開源工具", "## News (7)"], ["", "风筝", "目录"]),
        (
            frame.is_brief,
            ["风筝", "Kites and boats at sea"],
            ["风" * 21, "A b c d e f and more of it"],
        ),
        (
            frame.names_papers,
            ["今日论文", "Papers of kites", "論文"],
            ["", "Newspapers today", "工具"],
        ),
        (frame.names_digest, ["风筝周刊", "風箏週報", "Kite Weekly"], ["", "风筝学会转弯"]),
        (
            frame.says_empty,
            ["今日无新论文", "共 0 篇", "No new papers"],
            ["", "共 10 篇", "10 papers"],
        ),
        (frame.is_button, ["点赞", "上一篇", "Sign in", "扫码加群"], ["", "风筝", "点赞很多。"]),
        (
            frame.speaks_of_the_page,
            ["欢迎转载", "© 2031", "感謝閱讀"],
            ["", "风筝", "转载" + "风" * 80],
        ),
    ],
)
def test_what_a_text_is_beside_the_items(
    says: Callable[[str], bool], those: list[str], others: list[str]
) -> None:
    assert [text for text in those if not says(text)] == []
    assert [text for text in others if says(text)] == []
