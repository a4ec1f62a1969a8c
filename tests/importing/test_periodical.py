"""Posts that are issues of periodicals: ``auto`` reads their items where that is sure."""

from __future__ import annotations

import pytest

from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions
from qikan.importing.read import AUTO, DocumentRead, read_document

BULLETS = """\
- [灯笼会走路了](https://example.org/1)：作者公开了三种大小，人人可以下载。
- [纸船有了帆](https://example.org/2)：顺风过桥只要一分钟，逆风要一小时。
- [风铃会报时](https://example.org/3)：每到整点响一次，夜里不响。
"""
HEADINGS = """\
## [Walking Lanterns](https://arxiv.org/abs/3106.00011)

灯笼沿着河岸走了一圈，比上一代省油。

## [Sailing Boats](https://arxiv.org/abs/3106.00012)

纸船顺风过了桥，没有沾水。

## [Telling Bells](https://arxiv.org/abs/3106.00013)

风铃每到整点响一次，误差一秒。
"""
NUMBERED = """\
這一週有三篇值得讀。

### 1. Sparse Oil for Lanterns

作者：Ada Chen
連結：https://arxiv.org/abs/3106.00021
把油只送到需要的燈籠。

### 2. Quiet Kites

作者：Wen Liang
連結：https://arxiv.org/abs/3106.00022
風箏在無風時也能停在空中。

### 3. Boats that Fold

作者：Zoe Mull
連結：https://arxiv.org/abs/3106.00023
紙船自己摺自己。
"""
SECTIONS = """\
## 新闻

1. **灯笼协会换届** 新会长来自南方，主张减少用油。[来源](https://example.org/1)
2. **风筝大赛改期** 因大风推迟到七月。[来源](https://example.org/2)

## 论文

1. **Lantern Distillation** 大灯笼把光传给小灯笼。[arXiv](https://arxiv.org/abs/3106.00031)
2. **Kites as Sensors** 用风筝测风速。[arXiv](https://arxiv.org/abs/3106.00032)
"""
TABLE = """\
| 标题 | 链接 | 一句话 |
|---|---|---|
| Lantern Tables | https://arxiv.org/abs/3106.00041 | 灯笼会填表了 |
| Kite Tables | https://arxiv.org/abs/3106.00042 | 风筝会看表了 |
| Boat Tables | https://arxiv.org/abs/3106.00043 | 纸船会排表了 |
"""
ESSAY = "我在桥上站了很久，想起许多旧事。" * 30 + "\n\n" + BULLETS


def read(title: str, body: str, day: str = "date: 2031-06-14\n") -> DocumentRead:
    post = f"---\ntitle: {title}\n{day}---\n\n{body}"
    return read_document(Document("2031-06-13-post.md", post.encode()), AUTO, ImportOptions())


@pytest.mark.parametrize(
    ("title", "body", "count"),
    [
        ("桥上周刊 第 12 期", BULLETS, 3),
        ("每周论文精读（六月第二周）", HEADINGS, 3),
        ("論文週報 2031-W24", NUMBERED, 3),
        ("灯笼周报：2031 年第 24 周", SECTIONS, 4),
        ("Bridge Weekly #12", BULLETS, 3),
    ],
)
def test_the_items_of_an_issue_become_entries(title: str, body: str, count: int) -> None:
    done = read(title, body)
    assert done.result is not None
    assert (done.format, done.is_issue, len(done.result.items)) == ("digest", True, count)
    assert all(item.links and item.date for item in done.result.items)


def test_an_item_without_a_day_has_the_posts() -> None:
    done = read("桥上周刊", BULLETS, "pubDate: Jun 14, 2031\n")
    assert done.result is not None
    assert {str(item.date) for item in done.result.items} == {"2031-06-14"}


@pytest.mark.parametrize(
    ("title", "body", "format_"),
    [
        ("桥上的三样东西", HEADINGS, "digest"),
        ("桥上周刊", ESSAY, "digest"),
        ("桥上周刊", "\n".join(BULLETS.splitlines()[:2]), "digest"),
        ("本周论文一览", TABLE, "table"),
        ("我读灯笼", TABLE, "table"),
    ],
)
def test_what_is_not_sure_stays_one_entry_and_the_format_to_write_is_named(
    title: str, body: str, format_: str
) -> None:
    done = read(title, body)
    assert done.result is not None
    assert (done.format, len(done.result.items)) == ("frontmatter", 1)
    (problem,) = done.problems
    assert problem.id == "post-of-items"
    assert dict(problem.message.values)["format"] == format_


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("我怎样折纸船", f"# 材料\n\n{BULLETS}"),
        (
            "论文笔记：Quiet Kites",
            f"论文：[Quiet Kites](https://arxiv.org/abs/3106.00022)\n\n{BULLETS}",
        ),
        ("桥上周刊停刊了", "感谢各位读者，[旧刊](https://example.org/old)仍可下载。\n"),
    ],
)
def test_a_post_of_one_text_is_one_entry(title: str, body: str) -> None:
    done = read(title, body)
    assert done.result is not None
    assert (done.format, len(done.result.items), done.problems) == ("frontmatter", 1, ())


def test_a_page_without_a_title_whose_text_is_rows_of_papers_gives_the_papers() -> None:
    link = "[3109.9705{0}](http://arxiv.org/abs/3109.9705{0})"
    row = "|**2031-09-0{0}**|**Lamp {0}**|Ada Chen et.al.|" + link + "|null|\n"
    text = "---\nlayout: default\n---\n\n## Lamps\n\n" + "".join(row.format(n) for n in (1, 2, 3))
    done = read_document(Document("2031-09.md", text.encode()), AUTO, ImportOptions())
    assert done.is_issue
    assert done.result
    assert [item.arxiv for item in done.result.items] == ["3109.97051", "3109.97052", "3109.97053"]
