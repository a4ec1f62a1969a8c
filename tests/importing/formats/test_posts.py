"""Posts of other generators' blogs; the shapes are in tests/cases/posts."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from make import CASES

from qikan.content.source import Source, decode
from qikan.importing.formats.post import post as posts
from qikan.importing.item import ImportOptions, Item
from qikan.model.problem import Problem

NAMES = sorted(path.stem for path in (CASES / "posts").glob("*.md"))
LEFT = "has no place in an entry; it is left out"


def read(text: str, path: str = "posts/a.md") -> tuple[list[Item], list[Problem]]:
    source, problems = decode(path, text.encode())
    return ([], problems) if problems else read_source(source)


def read_source(source: Source) -> tuple[list[Item], list[Problem]]:
    result = posts.read(source, ImportOptions())
    assert result.account.adds_up
    return list(result.items), list(result.problems)


def only_item(text: str, path: str = "posts/a.md") -> Item:
    items, _ = read(text, path)
    assert len(items) == 1
    return items[0]


def problems_of(text: str, path: str = "posts/a.md") -> list[str]:
    return [f"{problem.line}: {problem.text}" for problem in read(text, path)[1]]


def post(*fields: str, body: str = "正文。") -> str:
    return "\n".join(["---", "title: 甲", "date: 2024-06-21", *fields, "---", body, ""])


def stated_fields(item: Item) -> dict[str, Any]:
    """An item as the case file NAME.yaml writes it."""
    fields: dict[str, Any] = {
        name: str(getattr(item, name) or "")
        for name in ("title", "title_zh", "lang", "id", "date", "arxiv", "doi", "body")
    }
    for name in ("topics", "authors", "aliases"):
        fields[name] = list(getattr(item, name))
    fields["links"] = [
        {"type": link.type, "url": link.url} | ({"label": link.label} if link.label else {})
        for link in item.links
    ]
    return {name: value for name, value in fields.items() if value}


# ---------------------------------------------------------------- the cases


@pytest.mark.parametrize("name", NAMES)
def test_a_post_is_read_with_every_field(name: str) -> None:
    expected = yaml.load((CASES / "posts" / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    path, left, others = (
        expected.pop("path"),
        expected.pop("left", []),
        expected.pop("problems", []),
    )
    if "body" in expected:
        expected["body"] = expected["body"].rstrip("\n")
    items, problems = read((CASES / "posts" / f"{name}.md").read_text("utf-8"), path)
    assert [stated_fields(item) for item in items] == [expected]
    warned = sorted(problems)
    assert [p.text for p in warned if p.text.endswith(LEFT)] == [
        f"the field `{field}` {LEFT}" for field in left
    ]
    assert sorted(f"{p.line}: {p.text}" for p in warned if not p.text.endswith(LEFT)) == sorted(
        others
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_post_is_known_as_one(name: str) -> None:
    assert posts.looks_like((CASES / "posts" / f"{name}.md").read_text("utf-8"))


def test_a_post_is_known_by_json_on_one_line_and_by_long_fields() -> None:
    assert posts.looks_like('{"weight": 1, "title": "甲"}\n正文。\n')
    long = "".join(f"field_{number}: 甲\n" for number in range(150))
    assert posts.looks_like(f"---\n{long}title: 甲\n---\n正文。\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "# 标题\n\n正文。\n",
        "---\n\n一条横线之后的正文。\n\n---\n",
        "| 日期 | 标题 |\n| --- | --- |\n| 2024-05-31 | 甲 |\n",
        "{ 花括号 }\n",
        "1. 条目\n2. 条目\n",
    ],
)
def test_other_texts_are_no_posts(text: str) -> None:
    assert not posts.looks_like(text)


# ---------------------------------------------------------------- fields


@pytest.mark.parametrize(
    "typed",
    [
        "2024-05-31",
        "2024-05-31 08:00:00",
        "2024-05-31 08:00:00 +0800",
        "2024-05-31T23:59:59-11:00",
        "2024-05-31T00:00:00.000Z",
        "2024-5-31 8:00",
        "2024/05/31 15:44",
        "2024.05.31",
        "2024年5月31日",
        "2024年5月31日 上午 8:00",
        "'2024-05-31'",
        '"2024-05-31T00:00:00Z"',
        "May 31, 2024",
        "May 31 2024 08:00 AM",
        "31 May 2024",
        "Fri, 31 May 2024 08:00:00 +0800",
        "Fri May 31 2024 08:00:00 GMT+0800 (中国标准时间)",
        "2024-05-31 星期五",
    ],
)
def test_the_day_is_kept_as_it_is_written(typed: str) -> None:
    assert str(only_item(f"---\ntitle: 甲\ndate: {typed}\n---\n").date) == "2024-05-31"


def test_a_date_known_to_the_month_stays_a_month() -> None:
    assert str(only_item("---\ntitle: 甲\ndate: 2024-05\n---\n").date) == "2024-05"


def test_the_date_in_the_fields_wins_over_that_in_the_files_name() -> None:
    item = only_item(post(), "_posts/2024-05-31-a.md")
    assert (str(item.date), item.id) == ("2024-06-21", "a")


@pytest.mark.parametrize("day", ["2024-13-31", "2024-05-32"])
def test_a_files_name_with_an_impossible_date_is_a_name(day: str) -> None:
    item = only_item("---\ntitle: 甲\n---\n", f"_posts/{day}-a.md")
    assert (item.date, item.id) == (None, f"{day}-a")


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("content/posts/my-post/index.md", "my-post"),
        ("content/posts/2024-05-31-my-post/index.md", "my-post"),
        ("content/posts/my-post.zh-tw.md", "my-post"),
        ("content/posts/node.js.md", "node.js"),
        ("content/posts/My Post.md", "My-Post"),
        ("content\\posts\\my-post.md", "my-post"),
        ("content/posts/我的文章.md", ""),
        ("index.md", "index"),
    ],
)
def test_the_slug_is_the_files_name_where_an_address_may_hold_it(path: str, slug: str) -> None:
    assert only_item(post(), path).id == slug


@pytest.mark.parametrize(
    ("typed", "lang"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh_Hans", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("zh-hk", "zh-Hant"),
        ("en-US", "en"),
        ("zh", ""),
    ],
)
def test_a_language_is_one_of_the_archives_where_it_says_the_script(typed: str, lang: str) -> None:
    assert only_item(post(f"lang: {typed}")).lang == lang
    assert problems_of(post(f"lang: {typed}")) == []


def test_another_language_is_reported() -> None:
    assert problems_of(post("lang: ja")) == [
        "4: `ja` is not a language of an archive; it is left out"
    ]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("author: 林甲", ("林甲",)),
        ("author: [林甲, 陈乙]", ("林甲", "陈乙")),
        ("author: 林甲, 陈乙", ("林甲", "陈乙")),
        ("author: Ada Chen and Bo Lin", ("Ada Chen", "Bo Lin")),
        ("author: Chen, Ada", ("Chen, Ada",)),
        ("authors: Ada, Bo", ("Ada", "Bo")),
        ("author: {name: 林甲, email: a@example.org}", ("林甲",)),
        ("author:\n  name: 林甲\n  url: https://example.org", ("林甲",)),
        ("authors:\n  - name: 林甲\n  - {name: 陈乙}\n  - 林甲", ("林甲", "陈乙")),
        ("author: 林甲 <a@example.org>", ("林甲",)),
        ("author:", ()),
    ],
)
def test_authors_are_named_in_every_shape(typed: str, names: tuple[str, ...]) -> None:
    assert only_item(post(typed)).authors == names


@pytest.mark.parametrize(
    ("path", "topics"),
    [
        ("_posts/2024-05-31-a.md", ("深度学习", "GAN")),
        ("source/_posts/2024-05-31-a.md", ("深度学习 GAN",)),
        ("source/_posts/a.md", ("深度学习 GAN",)),
        ("content/posts/a.md", ("深度学习 GAN",)),
    ],
)
def test_spaces_separate_tags_for_jekyll_only(path: str, topics: tuple[str, ...]) -> None:
    assert only_item(post("tags: 深度学习 GAN"), path).topics == topics


def test_a_description_is_the_body_only_where_there_is_no_other() -> None:
    assert only_item(post("description: 说明。", body="")).body == "说明。"
    assert only_item(post("description: 说明。")).body == "正文。"
    assert problems_of(post("description: 说明。")) == [f"4: the field `description` {LEFT}"]


@pytest.mark.parametrize(
    ("typed", "aliases"),
    [
        ("permalink: /a/b/", ("a/b",)),
        ("permalink: /a/b.html", ("a/b.html",)),
        ("permalink: /a/index.html", ("a",)),
        ("permalink: https://example.org/a/b/", ("a/b",)),
        ("permalink: pretty", ()),
        ("url: /a/b/", ("a/b",)),
        ("url: https://example.org/a/b/", ()),
        ("aliases: [/a/, b/c, /a]", ("a", "b/c")),
        ("redirect_from: /a/", ("a",)),
        ("aliases: [/?p=1, /]", ()),
        ("permalink: /news/a/", ()),
    ],
)
def test_old_addresses_are_aliases_without_their_slashes(
    typed: str, aliases: tuple[str, ...]
) -> None:
    assert only_item(post(typed)).aliases == aliases


def test_an_unknown_field_is_reported_at_its_line_unless_it_is_empty() -> None:
    text = post("mathjax: true", "toc:", "cover: []", "thumbnail: {src: a.png}")
    assert problems_of(text) == [
        f"4: the field `mathjax` {LEFT}",
        f"7: the field `thumbnail` {LEFT}",
    ]


def test_a_field_of_many_posts_is_reported_once_for_all() -> None:
    problems: list[Problem] = []
    for name in ("b", "a", "c"):
        problems += read(post("mathjax: true", "lang: ja"), f"posts/{name}.md")[1]
    once = sorted(str(problem) for problem in posts.reported_once(problems))
    assert once == [
        f"posts/a.md:4:1: warning: the field `mathjax` {LEFT} (and in 2 more files)",
        "posts/a.md:5:1: warning: `ja` is not a language of an archive; it is left out",
        "posts/b.md:5:1: warning: `ja` is not a language of an archive; it is left out",
        "posts/c.md:5:1: warning: `ja` is not a language of an archive; it is left out",
    ]


# ---------------------------------------------------------------- not a post


@pytest.mark.parametrize(
    ("text", "path", "reason"),
    [
        ("正文。\n", "a.md", "there are no fields above the post"),
        ("", "a.md", "there are no fields above the post"),
        ("---\ntitle: 甲\n正文。\n", "a.md", "the fields never end; write a line `---` below them"),
        ("+++\ntitle = '甲'\n", "a.md", "the fields never end; write a line `+++` below them"),
        ('{"title": "甲",}\n', "a.md", "the fields are not valid JSON"),
        ('{"title": ' + "[" * 100_000, "a.md", "the fields are nested too deep"),
        ("---\ntitle: '{{ title }}'\n---\n", "scaffolds/post.md", "`{{ title }}` is a template"),
        (post(), "content/posts/_index.md", "this is the page of a section"),
    ],
)
def test_what_is_no_post_is_reported_and_left_out(text: str, path: str, reason: str) -> None:
    items, problems = read(text, path)
    assert items == []
    assert reason in problems[-1].text


# ---------------------------------------------------------------- properties

anything = st.text(st.characters(codec="utf-8"))
markup = st.text(st.sampled_from("-+;:{}[]()<>%`~$!#&*'\"=,. \n\tabc甲date:title"), max_size=200)


@given(
    st.sampled_from(["", "---\n", "+++\n", "{", ";;;\n", "title: "]), st.one_of(anything, markup)
)
def test_any_text_is_read_or_reported(opening: str, text: str) -> None:
    source = Source("_posts/2024-05-31-a.mdx", opening + text + "\n---\n" + text)
    items, problems = read_source(source)
    assert items or problems
    posts.looks_like(source.text)


@given(st.one_of(anything, markup))
def test_any_body_is_kept_but_for_the_excerpt_marker(body: str) -> None:
    source, problems = decode("posts/a.md", post(body=body).encode())
    if problems or "<!--" in body or "{" in body:
        return
    items, _ = read_source(source)
    assert items[0].body.split() == source.text.split("---\n", 2)[2].split()


words = st.text("abcXYZ甲乙丙 ", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(
    st.fixed_dictionaries(
        {"title": words, "tags": st.lists(words), "draft": st.booleans()},
        optional={"categories": st.lists(words), "author": words, "slug": st.just("a-b")},
    )
)
def test_the_same_fields_are_read_alike_from_yaml_toml_and_json(fields: dict[str, Any]) -> None:
    in_yaml = f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n正文。\n"
    in_toml = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())
    in_json = json.dumps(fields, indent=1)
    read_back = [
        stated_fields(only_item(text))
        for text in (in_yaml, f"+++\n{in_toml}+++\n正文。\n", f"{in_json}\n正文。\n")
    ]
    assert read_back[0] == read_back[1] == read_back[2]
    assert read_back[0]["title"] == " ".join(fields["title"].split())


@pytest.mark.parametrize("piece", ["{{", "{%", "[", "`", "<a", "$", "![", "- ", "> ", "<!--", "a "])
def test_a_long_line_of_marks_costs_no_more_than_its_length(piece: str) -> None:
    line = piece * (200_000 // len(piece))
    assert only_item(post(body=line)).body.strip() == line.strip()
    assert len(read(post(f"x{line}", f"author: {line}", body=""))[0]) == 1
