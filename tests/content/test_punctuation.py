"""Fields as they are typed in Chinese: read correctly, or reported at their place."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import run_build
from hypothesis import given
from hypothesis import strategies as st
from make import SITE, cases, entry, entry_text, faults
from strategies import reparsed

from qikan.content import entry as entryfile
from qikan.content import issue, subjects
from qikan.content.nodes import read_yaml
from qikan.content.punctuation import INNER_KEYS, mend
from qikan.content.site_file import read_config
from qikan.content.source import Source
from qikan.model.entry import Entry

UNDIVIDED = frozenset({"安全、红队"})


def parsed(text: str) -> tuple[Entry | None, list[str]]:
    source = Source("content/entries/a.md", text)
    entry_, problems = entryfile.parse(source, UNDIVIDED)
    return entry_, [str(problem) for problem in problems]


def shown(entry_: Entry, name: str) -> str:
    """A field's value in the form of a case."""
    value = getattr(entry_, name)
    if name == "links":
        value = tuple(" ".join(filter(None, link)) for link in value)
    if name in ("date", "published") or isinstance(value, str):
        return str(value)
    return " | ".join(" ".join(text.split()) for text in value)


CASES = cases("punctuation.txt")


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_field_as_typed_in_chinese_is_read_or_reported(text: str, expected: str) -> None:
    lines = text.rstrip("\n").split("\n")
    entry_, problems = parsed(entry_with(lines))
    if " = " not in expected.split("\n", maxsplit=1)[0]:
        assert problems == expected.rstrip("\n").split("\n")
        return
    assert problems == []
    assert entry_
    for line in expected.rstrip("\n").split("\n"):
        name, _, value = line.partition(" = ")
        assert shown(entry_, name) == value


def entry_with(lines: list[str]) -> str:
    names = {line.replace("：", ":").split(":")[0] for line in lines}
    required = ("title: 甲", "lang: zh-Hans", "date: 2024-06-21")
    kept = [line for line in required if line.split(":")[0] not in names]
    return "\n".join(["---", *kept, *lines, "---", "正文。", ""])


def test_issues_site_and_topics_are_read_alike() -> None:
    text = "---\nnumber：7\ntitle：一期\nlang：zh-Hans\ndate:2024-06-21\norder：[a，b、c]\n---\n"
    issue_file, problems = issue.parse(Source("content/issues/2024-W25.md", text), "list")
    assert not problems
    assert issue_file
    assert (issue_file.number, issue_file.title, issue_file.order) == (7, "一期", ("a", "b", "c"))
    settings = (
        "title：{zh-Hans：试刊，zh-Hant：試刊}\nbase_url:https://example.org/a/\n"
        "timezone：Asia/Shanghai\nvariants: [zh-Hans，zh-Hant]\n"
        "menu：\n  - {to：issues/，name：各期}\n"
    )
    config, problems = read_config(Source("site.yaml", settings), Source("topics.yaml", ""))
    assert not problems
    assert config.title["zh-Hant"] == "試刊"
    assert config.menu[0].to == "issues/"
    text = (
        "topics：\n  - slug：llm\n    names：{zh-Hans：大模型，zh-Hant：大模型}\n"
        "    aliases：[大语言模型，LLM]\n"
    )
    known, problems = subjects.read_topics(Source("topics.yaml", text))
    assert not problems
    assert known[0].aliases == ("大语言模型", "LLM")


def test_a_topic_named_with_a_separator_is_one_topic_on_the_site(tmp_path: Path) -> None:
    root = tmp_path
    (root / "content" / "entries").mkdir(parents=True)
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    (root / "content" / "topics.yaml").write_text(
        "topics:\n"
        "  - {slug: red, names: {zh-Hans: 安全、红队, zh-Hant: 安全、紅隊}}\n"
        "  - {slug: llm, names: {zh-Hans: 大模型, zh-Hant: 大模型}}\n",
        "utf-8",
    )
    (root / "content" / "entries" / "a.md").write_text(
        entry_text("topics: [安全、红队，大模型]"), "utf-8"
    )
    (root / "content" / "entries" / "b.md").write_text(entry_text("topics: 安全、紅隊"), "utf-8")
    done = run_build("--root", root)
    assert done.returncode == 0, done.stderr
    assert "tags that no topic knows" not in done.stdout
    for slug, ids in {"red": "ab", "llm": "a"}.items():
        text = (root / "site" / "topics" / slug / "index.html").read_text("utf-8")
        assert all(f"/news/{name}/" in text for name in ids)


def test_what_holds_a_separator_is_written_in_quotes() -> None:
    example = entry(
        topics=("大模型，推理", "“引号”"), authors=("Smith, John", "张三、李四"), orgs=("甲【乙】",)
    )
    assert reparsed(example) == example
    assert "'Smith, John'" in entryfile.format(example)


@pytest.mark.parametrize("text", ["a: b\nc: [d, e]\n", "a: 甲，乙\n", "a:\n  - b\n"])
def test_what_needs_no_mending_is_left_as_it_is(text: str) -> None:
    assert mend(text).text == text


@given(st.text("ab:：，、 \n-－#[]{}\"'“”甲", max_size=40))
def test_any_mixture_is_read_or_refused_and_never_crashes(text: str) -> None:
    source = Source("a.yaml", text)
    _, problems = read_yaml(source, text)
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 2
        assert problem.col >= 1
    faults(entry_text(*text.split("\n")))


def test_the_names_of_inner_fields_are_known() -> None:
    inner = {"type", "url", "label", "name", "fields", "date", "note", "model"}
    inner |= {"slug", "names", "facet", "aliases", "old_slugs", "en", "to"}
    assert inner <= INNER_KEYS
