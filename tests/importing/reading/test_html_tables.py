"""HTML tables inside Markdown are read as the tables that they are."""

import pytest

from qikan.importing.formats.document import Document
from qikan.importing.item import ImportOptions
from qikan.importing.read import AUTO, read_document
from qikan.importing.reading.html_tables import with_pipe_tables

ROWS = """\
# 桥上周报 2024年5月6日

<table>
<tr><th>标题</th><th>链接</th><th>摘要</th></tr>
<tr><td>会走路的灯笼</td><td><a href="https://arxiv.org/abs/2405.00011">论文</a></td><td>灯笼走过了桥。</td></tr>
<tr><td>唱歌的纸船</td><td><a href="https://arxiv.org/abs/2405.00012">论文</a></td><td>纸船唱了一路。</td></tr>
</table>

以上。
"""


def test_a_row_of_an_html_table_is_an_item() -> None:
    done = read_document(Document("may.md", ROWS.encode()), AUTO, ImportOptions())
    assert done.result
    assert done.result.account.adds_up
    shown = [(item.title, item.arxiv, item.body.strip()) for item in done.result.items]
    assert shown == [
        ("会走路的灯笼", "2405.00011", "灯笼走过了桥。"),
        ("唱歌的纸船", "2405.00012", "纸船唱了一路。"),
    ]


def test_lines_below_a_table_keep_their_numbers() -> None:
    assert with_pipe_tables(ROWS).split("\n").index("以上。") == ROWS.split("\n").index("以上。")


@pytest.mark.parametrize(
    "text",
    [
        "```\n<table>\n<tr><td>a</td><td>b</td></tr>\n<tr><td>c</td><td>d</td></tr>\n</table>\n```\n",
        "<table>\n<tr><td>没有结尾",
        "<table><tr><td>一格</td></tr></table>\n",
        "文字里的 <table> 不是表格\n",
    ],
)
def test_what_is_no_table_stays_as_it_is(text: str) -> None:
    assert with_pipe_tables(text) == text


def test_a_post_of_linked_headings_is_reported_as_a_possible_digest() -> None:
    items = "".join(f"## [灯笼{n}](https://example.org/{n})\n\n走过了桥。\n\n" for n in range(3))
    post = f"---\ntitle: 桥上的东西\ndate: 2024-05-06\n---\n\n{items}"
    for wanted, told in ((AUTO, ["post-of-items"]), ("frontmatter", [])):
        done = read_document(Document("a.md", post.encode()), wanted, ImportOptions())
        assert [problem.id for problem in done.problems] == told
