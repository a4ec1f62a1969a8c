"""``new issue`` and ``new topic``: the next number, the entries of the period, all names."""

from __future__ import annotations

from pathlib import Path

import pytest
from make import SITE

from qikan.commands import new
from qikan.commands.arguments import parse_call
from qikan.content import issue as issuefile
from qikan.content.site_file import read_config
from qikan.content.source import Source
from qikan.errors import CallError
from qikan.report import Report

TOPICS = (
    "# 主题\r\ntopics:\r\n  - slug: bridges\r\n"
    "    names: {zh-Hans: 桥, zh-Hant: 橋}\r\n    aliases: [Bridge]\r\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content/entries").mkdir(parents=True)
    (tmp_path / "content/issues").mkdir()
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "content/topics.yaml").write_bytes(TOPICS.encode())
    return tmp_path


def call(root: Path, *arguments: str) -> None:
    call = parse_call(["--root", str(root), "--today", "2024-06-19", *arguments], root)
    new.run(call, Report())


def entry(root: Path, name: str, *fields: str) -> None:
    text = "\n".join(["---", f"title: 题目 {name}", "lang: zh-Hans", *fields, "---", "正文。", ""])
    (root / f"content/entries/{name}.md").write_text(text, "utf-8")


def test_an_issue_has_the_next_number_and_the_entries_of_its_week(root: Path) -> None:
    entry(root, "late", "date: 2024-06-23")
    entry(root, "early", "date: 2024-06-17", "status: draft")
    entry(root, "paper", "date: 2024-06-20", "doi: 10.1234/a")
    entry(root, "moved", "date: 2024-06-18", "issue: 2024-W26")
    entry(root, "gone", "date: 2024-06-18", "withdrawn: 重复")
    entry(root, "month", "date: 2024-06")
    call(root, "new", "issue", "2024-W26")
    call(root, "new", "issue")
    path = "content/issues/2024-W25.md"
    issue, problems = issuefile.parse(Source(path, (root / path).read_text("utf-8")), "list")
    assert issue
    assert not problems
    assert (issue.number, str(issue.date)) == (2, "2024-06-19")
    assert issue.order == ("paper", "early", "late")
    assert "  # 题目 paper\n" in (root / path).read_text("utf-8")
    assert "date: 2024-06-30" in (root / "content/issues/2024-W26.md").read_text("utf-8")
    before = (root / path).read_bytes()
    with pytest.raises(CallError, match="is there already"):
        call(root, "new", "issue")
    with pytest.raises(CallError, match="is not an issue's id"):
        call(root, "new", "issue", "2024-W99")
    assert (root / path).read_bytes() == before


def test_a_topic_is_added_with_its_name_in_both_scripts(root: Path) -> None:
    call(root, "new", "topic", "软件工程", "Software: engineering", "SE")
    call(root, "new", "topic", "智能体", "--slug", "agents")
    text = (root / "content/topics.yaml").read_bytes()
    assert text.startswith(TOPICS.encode())
    assert text.count(b"\n") == text.count(b"\r\n")
    config, problems = read_config(Source("s", SITE), Source("t", text.decode().replace("\r", "")))
    assert not problems
    _, software, agents = config.topics
    assert software.slug == "software-engineering"
    assert (software.names["zh-Hant"], software.names["en"]) == (
        "軟體工程",
        "Software: engineering",
    )
    assert (software.aliases, agents.slug) == (("SE",), "agents")


@pytest.mark.parametrize(
    "words", [["橋"], ["新桥", "bridge"], ["河流", "--slug", "bridges"], [], ["河流"]]
)
def test_a_topic_that_is_there_or_has_no_address_is_refused(root: Path, words: list[str]) -> None:
    with pytest.raises(CallError):
        call(root, "new", "topic", *words)
    assert (root / "content/topics.yaml").read_bytes() == TOPICS.encode()


def test_the_first_topic_begins_the_file(root: Path) -> None:
    (root / "content/topics.yaml").unlink()
    call(root, "new", "topic", "桥", "Bridges")
    text = (root / "content/topics.yaml").read_text("utf-8")
    assert (
        text == "topics:\n  - slug: bridges\n    names: {zh-Hans: 桥, zh-Hant: 橋, en: Bridges}\n"
    )


def test_names_may_stand_after_options_and_others_are_refused(root: Path) -> None:
    call(root, "new", "entry", "--offline", "一条", "新的")
    assert len(list((root / "content/entries").rglob("*.md"))) == 1
    with pytest.raises(CallError, match="did you mean `--offline`"):
        call(root, "new", "entry", "--ofline", "一条")
    with pytest.raises(CallError, match="unknown argument `extra`"):
        call(root, "check", "extra")
