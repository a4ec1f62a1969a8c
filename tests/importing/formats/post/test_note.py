"""A note that its file's name is the title of."""

from __future__ import annotations

import pytest

from qikan.content.source import Source
from qikan.importing.formats.post.note import looks_like, names_itself, read, title_of

NAME = "notes/一种会转弯的风筝.md"
URL = "https://kite.example/1"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (NAME, "一种会转弯的风筝"),
        ("How Kites Turn.md", "How Kites Turn"),
        ("How Kites Turn/README.md", "How Kites Turn"),
        ("notes\\How Kites Turn.md", "How Kites Turn"),
        ("How Kites Turn.txt", ""),
        ("风筝.md", ""),
        ("kite_that_turns_round.md", ""),
        ("风筝学会转弯 2031-05-06.md", ""),
        ("Kites of the Week News.md", "Kites of the Week News"),
        ("Weekly Kite News.md", ""),
        ("", ""),
    ],
)
def test_the_title_that_a_name_is(path: str, title: str) -> None:
    assert title_of(path) == title


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("风筝转弯。", True),
        ("# 另一个标题\n风筝转弯。", False),
        ("另一个标题\n===\n", False),
        ("---\na: b\n---", False),
        ("\n".join(f"{URL}{n}" for n in range(4)), False),
        ("arxiv 3105.01234\narxiv 3105.01235", False),
        ("", False),
    ],
)
def test_a_text_about_one_thing(text: str, is_one: bool) -> None:
    assert looks_like(Source(NAME, text)) is is_one


def test_a_note_may_name_itself_in_its_first_lines() -> None:
    assert names_itself(Source(NAME, "一种会 转弯的风筝\n它转弯。"))
    assert not names_itself(Source(NAME, "它转弯。"))
    assert not names_itself(Source("风筝.md", "风筝"))


def test_the_links_and_the_day_at_its_head_are_its_own() -> None:
    text = f"一种会转弯的风筝\n{URL}\n- [标题](https://arxiv.org/abs/3105.01234)\n2031-05-06\n\n它转弯。\n{URL}9\n"
    result = read(Source(NAME, text))
    (item,) = result.items
    assert (item.title, str(item.date), item.arxiv) == (
        "一种会转弯的风筝",
        "2031-05-06",
        "3105.01234",
    )
    assert [link.url for link in item.links] == [URL, "https://arxiv.org/abs/3105.01234"]
    assert item.body.startswith("它转弯。")
    assert result.account.adds_up
    assert result.problems == ()


def test_a_title_that_only_the_name_says_is_told() -> None:
    assert [p.message.id for p in read(Source(NAME, "它转弯。")).problems] == ["post-named-by-file"]
    refused = read(Source("风筝.md", "它转弯。"))
    assert refused.items == ()
    assert [problem.message.id for problem in refused.problems] == ["post-no-title"]
