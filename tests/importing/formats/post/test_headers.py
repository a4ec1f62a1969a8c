"""Fields above a post without fences, as generators and programs write them."""

from __future__ import annotations

import pytest

from qikan.importing.formats.post.headers import read, recurs

PELICAN = "Title: 风筝\nDate: 2031-05-06\nTags: a,\n  b\n\n正文"
NIKOLA = "<!--\n.. title: 风筝\n.. date: 2031-05-06\n-->\n正文"
NOTION = "# 风筝\n\nCreated: 2031-05-06\nTags: a\n\n正文"
LOGSEQ = "title:: 风筝\nurl:: https://kite.example/1\n- 正文"


@pytest.mark.parametrize(
    ("text", "syntax", "names", "below"),
    [
        (PELICAN, "pelican", ["title", "date", "tags"], 4),
        (NIKOLA, "nikola", ["title", "date"], 4),
        (NOTION, "notion", ["title", "created", "tags"], 4),
        (LOGSEQ, "logseq", ["title", "url"], 2),
    ],
)
def test_the_fields_and_how_many_lines_they_take(
    text: str, syntax: str, names: list[str], below: int
) -> None:
    headers = read(text.split("\n"), 0)
    assert headers
    assert (headers.syntax, headers.below) == (syntax, below)
    assert [name for name, _, _ in headers.fields] == names
    assert headers.fields[0][1] == "风筝"
    lines = text.split("\n")
    assert all(str(value).split()[0] in lines[number - 1] for _, value, number in headers.fields)


def test_a_value_goes_on_in_an_indented_line() -> None:
    headers = read(PELICAN.split("\n"), 0)
    assert headers
    assert headers.fields[2] == ("tags", "a, b", 3)


@pytest.mark.parametrize(
    "text",
    [
        "风筝",
        "",
        "Title: 风筝\n\n正文",
        "Date: 2031-05-06\nTags: a\n",
        "# 风筝\n\nCreated: 2031",
        "# 风筝\n\n正文：一\n",
        "title:: 风筝\n- 正文",
        PELICAN + "\n\nTitle: 灯笼\nDate: 2031-05-07\n",
    ],
)
def test_a_text_without_such_fields_has_none(text: str) -> None:
    assert read(text.split("\n"), 0) is None


def test_a_field_that_stands_again_below_makes_a_list() -> None:
    lines = ["Title: 风筝", "", "Title: 灯笼"]
    assert recurs(lines, 1, "title")
    assert not recurs(lines, 1, "date")
    assert not recurs(["Title: 风筝", "见", "Title: 灯笼"], 1, "title")
