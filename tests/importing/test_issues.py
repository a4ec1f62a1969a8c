"""Old issues, a file each, keep their titles, numbers, introductions and order."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import run_build
from command_line import SITE

from qikan.content import issue as issuefile
from qikan.content.source import Source
from qikan.importing.formats.text import digest
from qikan.importing.issue_head import head_of
from qikan.importing.item import ImportOptions

ISSUE = """\
# 第 {number} 期：灯笼与纸船

{day}

这一期先说灯笼，
再说纸船。

河边的事放在最后。

## 消息

- [灯笼学会走路{number}](https://example.org/z{number})：河边的灯笼学会了走路，走了整整一夜。
- [纸船漂过大桥{number}](https://example.org/a{number})：纸船漂过了大桥，没有一只沉下去。
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(SITE, "utf-8")
    (tmp_path / "old").mkdir()
    for number in (1, 2):
        write(tmp_path, f"{number}.md", number, f"2031-05-0{number}")
    return tmp_path


def write(root: Path, name: str, number: int, day: str) -> None:
    (root / "old" / name).write_text(ISSUE.format(number=number, day=day), "utf-8")


def run(root: Path, *arguments: str) -> list[str]:
    """The lines that a call says; it succeeds."""
    done = run_build(*arguments, "--root", ".", cwd=root)
    assert done.returncode == 0, done.stderr
    return [*done.stdout.splitlines(), *done.stderr.splitlines()]


def issues(root: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in (root / "content/issues").glob("*.md")}


def test_each_file_becomes_an_issue_with_its_head_and_order(root: Path) -> None:
    said = run(root, "import", "auto", "old", "--issues")
    texts = issues(root)
    assert sorted(texts) == ["2031-05-01", "2031-05-02"]
    issue, problems = issuefile.parse(Source("2031-05-02.md", texts["2031-05-02"]), "list")
    assert problems == []
    assert issue
    assert (issue.number, issue.title, issue.lang) == (2, "灯笼与纸船", "zh-Hans")
    assert (str(issue.date), issue.view) == ("2031-05-02", "digest")
    assert issue.body == "这一期先说灯笼，\n再说纸船。\n\n河边的事放在最后。"
    titles = [
        next((root / "content/entries").rglob(f"{name}.md")).read_text("utf-8").split("\n")[1]
        for name in issue.order
    ]
    assert titles == ["title: 灯笼学会走路2", "title: 纸船漂过大桥2"]
    assert "issues written: 2" in said
    assert [line for line in said if "left out" in line] == [
        "16 lines read: 10 in items, 6 around them, 0 left out and shown above",
        "4 items: 4 written, 0 there already, 0 left out",
    ]


def test_without_the_option_the_editor_is_told_of_it(root: Path) -> None:
    said = run(root, "import", "auto", "old", "--dry-run")
    assert any(
        "old: files that are issues of several items: 2 (`--issues`" in line for line in said
    )
    assert not (root / "content/issues").exists()


def test_an_issue_appears_with_the_first_entry_that_is_published(root: Path) -> None:
    run(root, "import", "auto", "old", "--issues")
    run(root, "build")
    assert not list((root / "site/issues").glob("2031*"))
    run(root, "build", "--drafts")
    assert len(list((root / "site/issues").glob("2031*"))) == 2
    first = next(path.stem for path in (root / "content/entries").rglob("*.md"))
    run(root, "review", "0001", "--publish", first)
    run(root, "build")
    assert len(list((root / "site/issues").glob("2031*"))) == 1


def test_a_second_import_writes_and_asks_nothing(root: Path) -> None:
    run(root, "import", "auto", "old", "--issues")
    before = issues(root)
    said = run(root, "import", "auto", "old", "--issues")
    assert issues(root) == before
    assert not [line for line in said if "warning" in line]


def test_taking_an_import_back_takes_its_issues_back(root: Path) -> None:
    run(root, "import", "auto", "old", "--issues")
    edited = root / "content/issues/2031-05-01.md"
    edited.write_text(edited.read_text("utf-8").replace("灯笼与纸船", "灯笼"), "utf-8")
    run(root, "review", "0001", "--undo")
    assert sorted(issues(root)) == ["2031-05-01"]
    assert not list((root / "content").rglob("entries/**/*.md"))


def test_a_number_and_a_day_are_given_once(root: Path) -> None:
    text = ISSUE.format(number=3, day="2031-05-03").replace("第 3 期", "第 2 期")
    (root / "old/3.md").write_text(text, "utf-8")
    write(root, "4.md", 4, "2031-05-01")
    said = run(root, "import", "auto", "old", "--issues")
    problems = {line.split(" [")[0] for line in said if ":1:1: " in line}
    number = "states the number 2, which another issue has: it is 3 here; compare the numbers"
    there = "the issue 2031-05-01 has a file: its entries are added, its head is left out"
    assert problems == {
        f"old/4.md:1:1: warning: {there}; compare the title and the introduction",
        f"old/3.md:1:1: warning: {number}",
    }
    assert "number: 3\n" in issues(root)["2031-05-03"]


def test_an_issue_that_is_there_is_left_as_it_is(root: Path) -> None:
    (root / "content/issues").mkdir()
    own = "---\nnumber: 7\ntitle: 自己写的\nlang: zh-Hans\ndate: 2031-05-01\n---\n导言。\n"
    (root / "content/issues/2031-05-01.md").write_text(own, "utf-8")
    said = run(root, "import", "auto", "old", "--issues")
    assert issues(root)["2031-05-01"] == own
    assert any("the issue 2031-05-01 has a file" in line for line in said)
    assert any("old/1.md:5:1: warning: `这一期先说灯笼" in line for line in said)


def test_a_file_of_several_days_is_no_issue(root: Path) -> None:
    text = ISSUE.format(number=3, day="").replace("## 消息", "## 2031-05-04")
    text += "\n## 2031-05-05\n\n- [桥头的灯](https://example.org/q)：桥头的灯今夜也亮着。\n"
    (root / "old/3.md").write_text(text, "utf-8")
    said = run(root, "import", "auto", "old", "--issues")
    assert any("old/3.md:1:1: warning: is no issue of its own" in line for line in said)
    assert sorted(issues(root)) == ["2031-05-01", "2031-05-02"]


def test_the_day_of_the_issue_is_no_paper_s_own(root: Path) -> None:
    table = "| 标题 | 链接 | 发表日期 |\n|---|---|---|\n"
    rows = [f"| 灯笼{n} | https://arxiv.org/abs/2405.1000{n} | 2031-03-0{n} |\n" for n in (1, 2)]
    (root / "papers.md").write_text("# 第 9 期\n\n" + table + "".join(rows), "utf-8")
    run(root, "import", "table", "papers.md", "--issues", "--date", "2031-06")
    assert "date: 2031-06\n" in issues(root)["2031-06"].replace("'", "")


def test_one_issue_and_an_issue_a_file_exclude_each_other(root: Path) -> None:
    done = run_build(
        "import", "auto", "old", "--issues", "--issue", "2031-05", "--root", ".", cwd=root
    )
    assert done.returncode != 0
    assert "`--issue` and `--issues` are both given" in done.stderr


@pytest.mark.parametrize(
    ("first", "number", "title"),
    [
        ("# 灯笼周刊（第 12 期）：纸船", 12, "灯笼周刊：纸船"),
        ("# 第十二期 | 纸船", 12, "纸船"),
        ("# Vol. 23 - Paper boats", 23, "Paper boats"),
        ("# 灯笼周刊 #45", 45, "灯笼周刊"),
        ("# 第 9 期", 9, "第 9 期"),
        ("# 纸船日报", 0, "纸船日报"),
        ("# 20310501", 0, ""),
        ("# 2031 年 5 月 1 日", 0, ""),
        ("## 纸船与桥", 0, ""),
        ("---\ntitle: 第 3 期 桥\ndate: 2031-05-01\n---", 3, "桥"),
        ("**灯笼周刊第 14 期：纸船**\n\n2031-05-01\n", 14, "灯笼周刊 纸船"),
        ("灯笼周刊 第 15 期\n", 15, "灯笼周刊"),
        ("灯笼周刊\n========\n", 0, "灯笼周刊"),
        ("纸船与桥\n", 0, ""),
    ],
)
def test_a_title_says_the_number(first: str, number: int, title: str) -> None:
    items = ISSUE.format(number=1, day="2031-05-01").split("\n", 1)[1]
    source = Source("a.md", f"{first}\n{items}")
    head = head_of(source, digest.read(source, ImportOptions()), "digest")
    assert head
    assert (head.number, head.title) == (number, title)


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("old/weekly-014.md", 14),
        ("old/15.md", 15),
        ("old/第 16 期.md", 16),
        ("old/2031-05-01-issue-17.md", 17),
        ("old/lantern_weekly_vol_18.md", 18),
        ("old/issue19.md", 19),
        ("old/ai-weekly-20.md", 20),
        ("old/灯笼周刊21.md", 21),
        ("old/gpt4.md", 0),
        ("old/top-10.md", 0),
        ("old/2031-05-01.md", 0),
        ("old/2031/05/01.md", 0),
        ("old/2031-W20.md", 0),
        ("old/2031.md", 0),
        ("old/lanterns.md", 0),
    ],
)
def test_a_file_is_named_by_the_number(path: str, number: int) -> None:
    items = ISSUE.format(number=1, day="2031-05-01").split("\n", 1)[1]
    source = Source(path, f"# 灯笼周刊\n{items}")
    head = head_of(source, digest.read(source, ImportOptions()), "digest")
    assert head
    assert (head.number, head.title) == (number, "灯笼周刊")
