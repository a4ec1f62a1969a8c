"""Items that a format read wrongly are told of, whatever the format."""

from __future__ import annotations

import pytest

from qikan.content.source import Source
from qikan.importing import odd_items
from qikan.importing.account import Account
from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.read import AUTO, read_document
from qikan.importing.reading.links import link
from qikan.model.entry import Link
from qikan.problems.message import message


def item(title: str, **values: object) -> Item:
    return Item(path="f.md", line=7, title=title, **values)  # type: ignore[arg-type]


def ids(*items: Item, source: Source | None = None, titles: bool = True) -> list[str]:
    """The identifiers of what is told about items, in order."""
    result = ReadResult(items=items, account=Account(path="f.md"))
    return [problem.id for problem in odd_items.warnings(result, source, titles=titles)]


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("@lamp_news (Ada Brook)", "account"),
        ("12 / 31", "number"),
        ("AAAI, 2026", "venue"),
        ("RIVER2031", "venue"),
        ("Lamps https://example.org/lamps", "address"),
        ("查看原文", "label"),
        ("实验结果", "label"),
        ("[Workload of a small harbour and its", "broken"),
        ('"Lamps of a Preprint,', "broken"),
        ("A. Brook, B. Reef, C.", "names"),
        ("Brook, A., Reef, B., Hill, C., Moor, D.", "names"),
        ("VAN DEN MOOR A, LIND B, SHORE C, et al.", "names"),
        ("Ada Brook, Bo Reef, and Cy Hill.", "names"),
        ("A. J. Brook and B. Reef, On the weight of fog", "names"),
        ("河口的灯亮了一夜。守灯人没有睡，船也没有走。", "text"),
    ],
)
def test_a_title_that_is_none_is_told_of(title: str, why: str) -> None:
    result = ReadResult(items=(item(title),), account=Account(path="f.md"))
    told = [dict(problem.message.values)["why"] for problem in odd_items.warnings(result)]
    assert told == [message(f"why-title-{why}")]
    assert ids(item(title), titles=False) == []


@pytest.mark.parametrize(
    "title",
    [
        "Two Lamps, One Flame",
        "Learns Less and Forgets Less",
        "LoRA: Lamps, Oil, Rope and Anchors",
        "Lamp-4o",
        "GPT-4 Technical Report",
        "灯塔点亮了！守灯人说这是三十年来第一次！",
        "Why lamps? Because night comes.",
        "C. elegans at night",
        "“灯笼”与《纸船》（上）",
    ],
)
def test_a_title_is_left_alone(title: str) -> None:
    assert ids(item(title)) == []


def test_authors_that_are_no_people_are_told_of() -> None:
    assert ids(item("Lamps", authors=("Ada Brook", "Bo Reef"))) == []
    assert ids(item("Lamps", authors=("IEEE Robotics", "Automation Letters"))) == ["item-odd"]
    assert ids(item("Lamps", authors=("守灯人说了一句话。",))) == ["item-odd"]


def test_a_short_title_alone_among_papers_is_told_of() -> None:
    papers = [item(f"Lamps {n} and more", arxiv=f"3105.0000{n}") for n in range(2)]
    assert ids(*papers, item("今日精选")) == ["item-odd"]
    assert ids(*papers, item("今日精选", links=(link("https://example.org/x"),))) == []
    assert ids(item("今日一"), item("今日二"), item("今日三")) == []


def test_one_chinese_title_for_several_items_is_told_of_once() -> None:
    alike = [item(f"Lamps {n}", title_zh="灯笼研究", arxiv=f"3105.0000{n}") for n in range(3)]
    assert ids(*alike, titles=False) == ["items-alike"]
    assert ids(*alike[:2], titles=False) == []


def test_papers_of_the_text_that_no_item_has_are_told_of() -> None:
    text = "甲 https://arxiv.org/abs/3105.00001\n乙 [b](https://doi.org/10.1000/lamp.7)\n"
    source = Source("f.md", text)
    assert ids(item("甲", arxiv="3105.00001"), source=source) == ["papers-in-no-item"]
    assert ids(item("甲", body=text), source=source) == []


def test_a_list_of_which_most_titles_are_none_is_refused() -> None:
    lines = [
        f"- **@lamp{n} (Lamp {n})** - 灯亮了\n  [查看原文](https://example.org/{n})"
        for n in range(4)
    ]
    text = "# 港口日报 2031-05-06\n\n## 消息\n\n" + "\n\n".join(lines) + "\n"
    done = read_document(Document("f.md", text.encode()), AUTO, ImportOptions())
    assert done.result is None
    assert [problem.id for problem in done.problems] == ["import-reads-badly"]


def test_a_post_of_counted_news_is_told_of() -> None:
    text = "---\ntitle: 港口日报\ndate: 2031-05-06\n---\n\n" + "\n\n".join(
        f"### {n}. 第{n}盏灯亮了\n\n灯亮了一夜，船靠了岸，守灯人睡着了。" for n in (1, 2, 3)
    )
    done = read_document(Document("f.md", text.encode()), AUTO, ImportOptions())
    assert [problem.id for problem in done.problems] == ["post-of-items"]


@pytest.mark.parametrize("line", ["发表于RIVER2031", "已被 RIVER 2031 接收", "收錄於港口學報"])
def test_a_chinese_title_that_says_where_a_paper_was_published_is_told_of(line: str) -> None:
    assert ids(item("Lamps", title_zh=line)) == ["item-odd"]
    assert ids(item("Lamps", title_zh="河口的灯")) == []


def test_a_short_title_beside_links_to_papers_of_any_host_is_told_of() -> None:
    review = (link("https://openreview.net/forum?id=lamp"),)
    papers = [item(f"Lamps {n} and more", links=review) for n in range(2)]
    assert ids(*papers, item("灯油")) == ["item-odd"]


def told_of(name: str, text: str) -> list[str]:
    done = read_document(Document(name, text.encode()), AUTO, ImportOptions())
    assert done.result
    assert len(done.result.items) == 1
    return [problem.id for problem in done.problems]


def test_a_section_that_became_one_item_with_the_papers_of_its_list_is_told_of() -> None:
    review = "https://openreview.net/forum?id="
    text = (
        "## 港口的路线\n\n这条路线与别的不同，它不要求点亮每一盏灯。\n\n"
        f"- [Lamps of a Harbour and Their Oil]({review}lampA)（2031）：灯亮了一夜，船靠了岸。\n"
        f"- [Boats of a Harbour and Their Rope]({review}boatB)（2031）：船走了一夜，灯没有灭。\n"
    )
    assert told_of("f.md", text) == ["item-several-papers"]


def test_papers_that_the_links_of_an_item_name_are_told_of() -> None:
    def named(name: str) -> Link:
        return link(f"https://openreview.net/forum?id={name[:4]}", name)

    both = (named("Lamps of a Harbour"), named("Boats of a Harbour"))
    told = ReadResult(items=(item("Cases", links=both),), account=Account(path="f.md"))
    assert [problem.id for problem in odd_items.several_papers(told)] == ["item-several-papers"]
    one = ReadResult(items=(item("Cases", links=both[:1]),), account=Account(path="f.md"))
    assert odd_items.several_papers(one) == []


def test_a_line_that_says_where_a_paper_was_published_is_no_chinese_title() -> None:
    text = (
        "# Lamps of a Harbour and Their Oil\n\n发表于RIVER2031\n\n"
        "论文链接：https://arxiv.org/abs/3105.00009\n\n## 方法\n\n灯油烧了一夜，船靠了岸。\n"
    )
    done = read_document(Document("f.md", text.encode()), AUTO, ImportOptions())
    assert done.result
    assert [(i.title_zh, "发表于RIVER2031" in i.body) for i in done.result.items] == [("", True)]


def test_a_venue_with_its_year_in_front_of_a_title_is_no_part_of_it() -> None:
    text = "# Lamps\n\n## Harbour\n\n" + "".join(
        f"- ({year} RIVER) Lamps of the Harbour {year}\n"
        f"  - [Paper](https://arxiv.org/abs/{year}05.00009), [Code](https://github.com/a/l{year})\n"
        for year in (19, 20, 22)
    )
    done = read_document(Document("f.md", text.encode()), AUTO, ImportOptions())
    assert done.result
    assert [i.title for i in done.result.items] == [
        f"Lamps of the Harbour {y}" for y in (19, 20, 22)
    ]
    assert [i.body for i in done.result.items] == [f"({y} RIVER)" for y in (19, 20, 22)]


def test_papers_of_a_page_around_its_bibtex_are_told_of() -> None:
    text = (
        "# Lamps\n\n[[Paper]](https://arxiv.org/abs/3105.00009)\n\n```\n"
        "@article{brook2031,\n  title={Lamps of a Harbour},\n  author={Brook, Ada},\n"
        "  year={2031}\n}\n```\n"
    )
    assert told_of("f.md", text) == ["papers-in-no-item"]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("- **撰稿作者**：林桥、江渡", {}),
        ("Article author: Ada Brook", {}),
        ("网上发布日期: 2031-05-06", {}),
        ("| 收件单位 | 河口大学 |", {}),
        ("备用地址：https://example.org/lamps", {}),
        ("内部标题：Lamps of a Harbour", {"kind": "paper"}),
    ],
)
def test_a_label_left_in_a_text_is_told_of(line: str, fields: dict[str, object]) -> None:
    assert "label-left" in ids(item("港口的灯", body=line, **fields))


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("通讯作者：林桥", {}),
        ("更新时间：2031-05-06", {}),
        ("撰稿作者：灯和桥都很旧了", {}),
        ("撰稿作者：林桥", {"authors": ("林桥",)}),
        ("时间：早上和晚上", {}),
        ("备用地址：河边", {}),
        ("论文标题：Lamps of a Harbour", {}),
        ("内部标题：港口的灯", {"kind": "paper"}),
        (
            "船在雾里靠了岸，守灯人把灯点了一夜，第二天早上他们一起去看海，看见三只海鸥站在桥上。\n作者：林桥",
            {},
        ),
    ],
)
def test_a_label_that_is_no_field_of_the_item_is_not_told_of(
    line: str, fields: dict[str, object]
) -> None:
    assert ids(item("港口的灯", body=line, **fields)) == []


def test_a_label_left_in_a_text_is_told_of_at_its_line() -> None:
    text = "# 港口的灯\n\n> arXiv: 3105.00009\n\n撰稿作者：林桥、江渡\n\n灯油烧了一夜，船靠了岸。\n"
    done = read_document(Document("f.md", text.encode()), AUTO, ImportOptions())
    assert [(p.id, p.line) for p in done.problems] == [("label-left", 5)]
