"""Verbs, options and exit codes of the command line; terminals of any encoding."""

import re
from pathlib import Path

import pytest
from command_line import BASE, archive, call, entry, naming
from make import tree

FUTURE_VERBS = "import convert serve new export".split()


# ---------------------------------------------------------------- verbs and options


def test_options_stand_before_or_after_the_verb(tmp_path: Path) -> None:
    archive(tmp_path, a=entry(), b=entry(status="draft"))
    before = call("--root", tmp_path, "--out", tmp_path / "one", "--drafts", "build")
    after = call("build", "--root", tmp_path, "--drafts", "--out", tmp_path / "two")
    mixed = call("--drafts", "--root", tmp_path, "build", "--out", tmp_path / "three")
    assert [before.returncode, after.returncode, mixed.returncode] == [0, 0, 0]
    assert tree(tmp_path / "one") == tree(tmp_path / "two") == tree(tmp_path / "three")
    assert "news/b/index.html" in tree(tmp_path / "one")


def test_build_is_the_verb_where_none_is_given(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("--root", tmp_path).returncode == 0
    assert "news/a/index.html" in tree(tmp_path / "site")


def test_check_writes_nothing(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("check", "--root", tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_help_lists_exactly_the_verbs_that_exist() -> None:
    run = call("--help", env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert run.returncode == 0
    listed = set(re.findall(r"^    ([a-z]+)  ", run.stdout, re.MULTILINE))
    assert listed >= {"build", "check"}
    existing = {verb for verb in {*listed, *FUTURE_VERBS} if not call(verb, "--help").returncode}
    assert listed == existing


def test_help_names_every_option() -> None:
    for arguments in (["--help"], ["build", "--help"], ["check", "--help"]):
        output = call(*arguments).stdout
        for option in ("--root", "--out", "--base-url", "--jobs", "--drafts"):
            assert option in output


@pytest.mark.parametrize(
    "arguments",
    [
        ["biuld"],
        ["build", "check"],
        ["--draft"],
        ["build", "--dry-run"],
        ["--root"],
        ["--jobs", "0"],
        ["--jobs", "-1"],
        ["--jobs", "two"],
        ["--jobs", "２"],
        ["--jobs", "1.5"],
        ["--jobs", "100000"],
        ["--jobs", "9" * 5000],
        ["--base-url", "example.org"],
        ["--base-url", "ftp://example.org/"],
        ["--base-url", "https://example.org/?page=1"],
        ["--base-url", "https://example.org/a b/"],
        ["check", "--base-url", "javascript:alert(1)"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_a_wrong_call_exits_with_2(arguments: list[str], tmp_path: Path) -> None:
    run = call("--root", archive(tmp_path), *arguments)
    assert run.returncode == 2
    assert re.search(r"^build\.py( build| check)?: .", run.stderr, re.MULTILINE)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("root", ["nowhere", "empty", "file"])
def test_a_root_without_content_exits_with_2(root: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    run = call("check", "--root", tmp_path / root)
    assert run.returncode == 2
    assert run.stderr == (
        f"build.py: there is no content/ in {tmp_path / root}; name the folder that holds it "
        "(--root), or begin an archive with `new archive FOLDER` [no-content-folder]\n"
    )


def test_base_url_says_where_the_site_will_stand(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("--root", tmp_path, "--base-url", "https://example.net/there").returncode == 0
    page = (tmp_path / "site/zh-hant/news/a/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.net/there/zh-hant/news/a/">' in page
    assert '<a class="brand" href="/there/zh-hant/">' in page
    assert f'"{BASE}' not in page


# ---------------------------------------------------------------- scripts of names and terminals


def test_an_author_may_be_written_in_any_script(tmp_path: Path) -> None:
    text = entry(
        arxiv="2405.90010", authors="[林知远, Ana Example, 이서연, O'Neil]", checked_by="B. C."
    )
    archive(tmp_path, a=text)
    run = call("--root", tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    page = (tmp_path / "site/zh-hant/papers/2405.90010/index.html").read_text("utf-8")
    assert "林知遠、Ana Example、이서연、O&#39;Neil" in page


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_an_entry_without_a_word_of_chinese_is_built(lang: str, tmp_path: Path) -> None:
    archive(tmp_path, a=entry(title="Only English", body="Not a word.", lang=lang))
    assert call("--root", tmp_path).returncode == 0
    assert len(naming(tmp_path / "site", "Not a word.")) > 1


def test_a_topic_needs_no_english_name(tmp_path: Path) -> None:
    archive(tmp_path, a=entry(topics="[data]"))
    topics = "topics:\n  - slug: data\n    names: {zh-Hans: 数据, zh-Hant: 資料}\n"
    (tmp_path / "content/topics.yaml").write_text(topics, "utf-8")
    run = call("--root", tmp_path)
    assert (run.returncode, run.stderr) == (0, "")
    assert "資料" in (tmp_path / "site/zh-hant/topics/data/index.html").read_text("utf-8")


POOR = [
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "latin-1",
    },
]


@pytest.mark.parametrize("env", POOR, ids=lambda env: " ".join(f"{k}={v}" for k, v in env.items()))
def test_a_terminal_that_cannot_show_han_stops_nothing(env: dict[str, str], tmp_path: Path) -> None:
    root = archive(tmp_path / "期刊", 新闻=entry(id="news-1", topics="[没有的主题]"))
    (root / "content/entries/说明.txt").write_text("?", "utf-8")
    run = call("--root", root, "--out", root / "网站", env=env)
    assert run.returncode == 0
    assert run.stderr.startswith("content/entries/\\u8bf4\\u660e.txt:1:1: warning: ")
    assert "\\u6ca1\\u6709\\u7684\\u4e3b\\u9898 (1)" in run.stdout
    assert "一则消息" in (root / "网站/news/news-1/index.html").read_text("utf-8")
    (root / "content/entries/坏.md").write_text(entry(date="五月"), "utf-8")
    run = call("--root", root, "--out", root / "网站", env=env)
    assert run.returncode == 1
    assert "content/entries/\\u574f.md:4:7: `\\u4e94\\u6708` is not a date" in run.stderr


def test_an_entry_named_in_han_needs_an_id_and_has_it(tmp_path: Path) -> None:
    archive(tmp_path, 新闻一则=entry(id="one"), 新闻两则=entry(title="另一则", arxiv="2405.90010"))
    assert call("--root", tmp_path).returncode == 0
    assert "news/one/index.html" in tree(tmp_path / "site")
    assert "papers/2405.90010/index.html" in tree(tmp_path / "site")
