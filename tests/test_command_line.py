"""What a person at the command line relies on: verbs, options, exit codes, messages."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from builder import run_build

HERE = Path(__file__).parent.parent
BUILD = HERE / "build.py"
BASE = "/sub/"
SITE = f"title: 试站\nbase_url: https://example.org{BASE}\ntimezone: Asia/Shanghai\n"
FUTURE_VERBS = "import convert serve new export".split()

Run = subprocess.CompletedProcess[str]


def call(
    *arguments: str | Path, flags: Sequence[str] = (), env: Mapping[str, str] | None = None
) -> Run:
    """Run build.py; whatever happens, nobody is shown a stack trace or called a bug."""
    if flags or env:  # a Python of its own
        run = subprocess.run(
            [sys.executable, *flags, str(BUILD), *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, **(env or {})},
        )
    else:
        run = run_build(*arguments)
    assert "Traceback" not in run.stderr, run.stderr
    assert "a bug" not in run.stderr, run.stderr
    return run


def entry(
    title: str = "一则消息", date: str = "2024-05-06", body: str = "正文。", **more: str
) -> str:
    fields = {"title": title, "lang": "zh-Hans", "date": date, **more}
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{lines}---\n{body}\n"


def archive(root: Path, **entries: str) -> Path:
    """A root with these entries; a name's ``_`` is a dash."""
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    for name, text in entries.items():
        (root / f"content/entries/{name.replace('_', '-')}.md").write_text(text, "utf-8")
    return root


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def naming(site: Path, words: str) -> list[str]:
    """The files of a site in which the words stand."""
    return sorted(
        path
        for path, data in tree(site).items()
        if words.encode() in data and path != ".qikan-manifest"
    )


class Links(HTMLParser):
    """The addresses a page leads to or loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def dead_links(site: Path) -> list[str]:
    dead = []
    for page in site.rglob("*.html"):
        for link in Links(page.read_text("utf-8")).found:
            path = re.sub("[#?].*", "", link.removeprefix("https://example.org"))
            target = site / path.removeprefix(BASE)
            if path.startswith("/") and not (
                path.startswith(BASE)
                and (target / "index.html" if path.endswith("/") else target).is_file()
            ):
                dead.append(f"{page.relative_to(site)}: {link}")
    return dead


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
        said = call(*arguments).stdout
        for option in ("--root", "--out", "--base-url", "--jobs", "--drafts"):
            assert option in said


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
        "(--root), or begin an archive: qikan new archive FOLDER [no-content-folder]\n"
    )


def test_base_url_says_where_the_site_will_stand(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("--root", tmp_path, "--base-url", "https://example.net/there").returncode == 0
    page = (tmp_path / "site/zh-hant/news/a/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://example.net/there/zh-hant/news/a/">' in page
    assert '<a class="brand" href="/there/zh-hant/">' in page
    assert f'"{BASE}' not in page


# ---------------------------------------------------------------- the output folder


def test_an_output_folder_with_foreign_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "photos"
    (out / "2024").mkdir(parents=True)
    (out / "2024/cat.jpg").write_bytes(b"cat")
    run = call("--root", tmp_path, "--out", out)
    assert (run.returncode, run.stderr) == (
        2,
        (
            f"build.py: {out} holds 2024/cat.jpg, which qikan did not write; move it away, "
            "or name another folder by --out [foreign-file]\n"
        ),
    )
    assert tree(out) == {"2024/cat.jpg": b"cat"}
    assert {path.name for path in tmp_path.iterdir()} - {".cache"} == {"content", "photos"}


def test_a_site_of_ours_with_one_foreign_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (out / "notes.txt").write_text("mine")
    before = tree(out)
    assert call("--root", tmp_path, "--out", out).returncode == 2
    assert tree(out) == before


@pytest.mark.parametrize("link", [True, False])
def test_the_roots_site_is_refused_where_somebody_else_wrote_in_it(
    link: bool, tmp_path: Path
) -> None:
    archive(tmp_path, a=entry())
    photos, site = tmp_path / "photos", tmp_path / "site"
    (photos / "2024").mkdir(parents=True)
    (photos / "2024/cat.jpg").write_bytes(b"cat")
    if link:
        site.symlink_to(photos, target_is_directory=True)
    else:
        photos.rename(site)
    run = call("--root", tmp_path)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert tree(site) == {"2024/cat.jpg": b"cat"}


def test_a_file_put_into_the_roots_site_is_not_deleted(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    assert call("--root", tmp_path).returncode == 0
    (tmp_path / "site/notes.txt").write_text("mine")
    (tmp_path / "content/entries/a.md").rename(tmp_path / "content/entries/b.md")
    run = call("--root", tmp_path)
    assert run.returncode == 2
    assert "notes.txt, which qikan did not write" in run.stderr
    assert (tmp_path / "site/notes.txt").read_text() == "mine"


def test_a_site_of_ours_is_replaced(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (tmp_path / "content/entries/a.md").rename(tmp_path / "content/entries/b.md")
    assert call("--root", tmp_path, "--out", out).returncode == 0
    assert "news/b/index.html" in tree(out)
    assert "news/a/index.html" not in tree(out)


def test_an_empty_output_folder_is_used(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "out").mkdir()
    assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 0
    assert "index.html" in tree(tmp_path / "out")


def test_an_output_that_is_a_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "out").write_text("mine")
    assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 2
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.parametrize("damage", [b"", b"half a line", b"\xff\n", b"\n\n"])
def test_a_damaged_manifest_makes_files_foreign(damage: bytes, tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    out = tmp_path / "out"
    assert call("--root", tmp_path, "--out", out).returncode == 0
    (out / ".qikan-manifest").write_bytes(damage)
    before = tree(out)
    run = call("--root", tmp_path, "--out", out)
    assert (run.returncode, len(run.stderr.splitlines())) == (2, 1)
    assert tree(out) == before


def test_an_output_that_is_a_link_stays_a_link(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "www").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "www", target_is_directory=True)
    for _ in range(2):
        assert call("--root", tmp_path, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out").is_symlink()
    assert "news/a/index.html" in tree(tmp_path / "www")


# ---------------------------------------------------------------- what the machine refuses


def test_an_output_below_a_file_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "file").write_text("")
    run = call("--root", tmp_path, "--out", tmp_path / "file/site")
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*file.*, so the site is as it was; .*\n", run.stderr)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_we_may_not_write_to_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path / "root", a=entry())
    (tmp_path / "root").chmod(0o555)
    run = call("--root", tmp_path / "root")
    (tmp_path / "root").chmod(0o755)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*, so the site is as it was; .*\n", run.stderr)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read")
def test_an_entry_we_may_not_read_exits_with_3_and_is_named(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    (tmp_path / "content/entries/a.md").chmod(0)
    run = call("--root", tmp_path)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*content/entries/a\.md: .*\n", run.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_summary_that_cannot_be_written_exits_with_3(tmp_path: Path) -> None:
    archive(tmp_path, a=entry())
    with open("/dev/full", "w") as full:
        command = [sys.executable, str(BUILD), "--root", str(tmp_path)]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 3
    assert re.fullmatch(r"build\.py: .*no space is left on the disk.*\n", run.stderr)
    assert "a bug" not in run.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("redirection", [">&-", "| true"])
def test_a_closed_output_exits_with_3_when_all_is_published(
    redirection: str, tmp_path: Path
) -> None:
    archive(tmp_path, a=entry())
    command = f'{sys.executable} "{BUILD}" --root "{tmp_path}"'
    script = f"set -o pipefail; {{ sleep 0.3; {command}; }} {redirection}"
    run = subprocess.run(["bash", "-c", script], stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 3
    assert "standard output is closed" in run.stderr
    assert run.stderr.count("\n") == 1
    assert "news/a/index.html" in tree(tmp_path / "site")


def test_a_missing_package_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    run = call("--root", archive(tmp_path), flags=["-S", "-E"])  # no site-packages
    assert run.returncode == 3
    assert re.fullmatch(
        r"build\.py: the package \w+ is missing; install what qikan needs: "
        r"python -m pip install \. \[package-missing\]\n",
        run.stderr,
    )


def call_without(packages: Sequence[str], *arguments: str | Path) -> Run:
    """Run build.py where packages are not installed."""
    hide = f"import sys, runpy; sys.modules |= dict.fromkeys({packages!r}); sys.argv.pop(0); "
    start = "sys.path.insert(0, sys.argv.pop(0)); runpy.run_path(sys.argv[0], run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", hide + start, str(HERE), str(BUILD), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


PACKAGES = ["yaml", "jinja2", "markdown_it", "opencc"]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_missing_package_is_named(package: str, tmp_path: Path) -> None:
    run = call_without([package], "--root", archive(tmp_path))
    assert run.returncode == 3
    assert re.fullmatch(rf"build\.py: the package {package} is missing\b.*\n", run.stderr)


def test_a_build_of_what_did_not_change_needs_none_of_them(tmp_path: Path) -> None:
    root = archive(tmp_path, a=entry())
    assert call("--root", root).returncode == 0
    run = call_without(PACKAGES, "--root", root)
    assert (run.returncode, run.stderr) == (0, "")


# ---------------------------------------------------------------- the empty archive


@pytest.mark.parametrize("files", [{"site.yaml": SITE}, {}], ids=["site.yaml only", "nothing"])
def test_an_empty_archive_is_a_valid_empty_site(files: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for name, text in files.items():
        (tmp_path / "content" / name).write_text(text, "utf-8")
    run = call("--root", tmp_path, "--base-url", f"https://example.org{BASE}")
    assert run.returncode == 0
    warned = "content/site.yaml:1:1: warning: is missing"
    assert run.stderr.startswith(warned) if not files else run.stderr == ""
    assert "no entries: the site is empty" in run.stdout
    site = tmp_path / "site"
    names = ["index.html", "issues/index.html", "topics/index.html", "archive/index.html"]
    for name in [*names, "feeds/index.html", "feed.xml"]:
        assert (site / name).is_file()
        assert (site / "zh-hant" / name).is_file()
    assert dead_links(site) == []
    for feed in ("feed.xml", "zh-hant/feed.xml"):
        channel = ET.parse(site / feed).getroot().find("channel")
        assert channel is not None
        assert channel.findtext("title")
        assert channel.findall("item") == []
    assert ET.parse(site / "sitemap.xml").getroot().tag.endswith("urlset")


# ---------------------------------------------------------------- drafts, withdrawals, aliases


def test_a_draft_is_built_with_drafts_only(tmp_path: Path) -> None:
    archive(tmp_path, a=entry(), b=entry(title="未完稿", status="draft", topics="[未定的词]"))
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "未完稿") == []
    assert naming(tmp_path / "site", "未定的词") == []
    assert call("--root", tmp_path, "--drafts").returncode == 0
    assert "news/b/index.html" in naming(tmp_path / "site", "未完稿")
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "未完稿") == []


def test_a_fault_in_a_draft_is_reported(tmp_path: Path) -> None:
    archive(tmp_path, b=entry(status="draft", date="soon"))
    assert call("check", "--root", tmp_path).returncode == 1


def test_a_withdrawn_entry_says_so_and_stands_nowhere_else(tmp_path: Path) -> None:
    gone = entry(
        title="作废的消息", withdrawn="数字抄错了。", topics="[某词]", about="[2405.90010]"
    )
    paper = entry(title="某论文", arxiv="2405.90010", topics="[某词]")
    archive(tmp_path, gone=gone, paper=paper, other=entry(topics="[某词]"))
    assert call("--root", tmp_path).returncode == 0
    site = tmp_path / "site"
    own = ["news/gone/index.html", "zh-hant/news/gone/index.html"]
    told = ["corrections/index.html", "zh-hant/corrections/index.html"]
    assert naming(site, "news/gone/") == sorted([*own, *told])
    assert naming(site, "作废的消息") == own[:1]  # in lists a title has places where it may break
    assert naming(site, "作廢的訊息") + naming(site, "作廢的消息") == own[1:]
    page = (site / own[0]).read_text("utf-8")
    assert "撤回" in page
    assert "数字抄错了。" in page
    assert "正文。" not in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("more", [{}, {"withdrawn": "重复。"}], ids=["published", "withdrawn"])
def test_an_alias_leads_to_the_entry_in_both_editions(more: dict[str, str], tmp_path: Path) -> None:
    archive(tmp_path, a=entry(aliases="[2019/05/old-name, x]", **more))
    assert call("--root", tmp_path).returncode == 0
    for edition in ("", "zh-hant/"):
        for alias in ("2019/05/old-name", "x"):
            page = (tmp_path / f"site/{edition}{alias}/index.html").read_text("utf-8")
            address = f"{BASE}{edition}news/a/"
            assert f'content="0; url=https://example.org{address}"' in page
            assert f'<link rel="canonical" href="https://example.org{address}">' in page
            assert f'<a href="{address}">' in page
    assert "old-name" not in (tmp_path / "site/sitemap.xml").read_text("utf-8")
    assert dead_links(tmp_path / "site") == []


# ---------------------------------------------------------------- names and scripts


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


# ---------------------------------------------------------------- layouts


def designed(root: Path) -> Path:
    """A root with a copy of the layouts; gives their folder."""
    archive(root, a=entry(), b=entry(title="另一则"))
    shutil.copytree(HERE / "layouts", root / "layouts")
    return root / "layouts"


def insert(layout: Path, line: str) -> int:
    """Put a line into the main block of a layout, or at its end; gives the line's number."""
    lines = layout.read_text("utf-8").split("\n")
    inside = [number for number, text in enumerate(lines) if text == "{% block main %}"]
    at = inside[0] + 1 if inside else len(lines) - 1
    layout.write_text("\n".join([*lines[:at], line, *lines[at:]]), "utf-8")
    return at + 1


BREAKS = {
    "a syntax error": ("entry.html", "{% if %}"),
    "an undefined variable": ("entry.html", "{{ nothing_of_that_name }}"),
    "an undefined field": ("card.html", "{{ item.typset }}"),
    "an unknown filter": ("home.html", "{{ 1 | nothing_of_that_name }}"),
    "a division by zero": ("404.html", "{{ 1 / 0 }}"),
    "a layout that is not there": ("card.html", '{% include "nothing.html" %}'),
    "a text that messages.yaml lacks": ("topics.html", "{{ text('nothing_of_that_name') }}"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_layout_is_named_with_its_line_and_leaves_the_old_site(
    name: str, tmp_path: Path
) -> None:
    layout, line = BREAKS[name]
    number = insert(designed(tmp_path) / layout, line)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old")
    digest = hashlib.sha256(b"old").hexdigest()
    (tmp_path / "site/.qikan-manifest").write_text(f"{digest}  index.html\n")
    old = tree(tmp_path / "site")
    run = call("--root", tmp_path)
    assert run.returncode == 1
    *problems, end = run.stderr.splitlines()
    assert end.endswith("; nothing was written")
    for problem in problems:
        assert re.fullmatch(
            rf"layouts/{layout}:{number}:1: .+; mend the layout \[layout-[a-z]+\]", problem
        )
    assert tree(tmp_path / "site") == old
    left = {path.name for path in tmp_path.iterdir()} - {".cache"}
    assert left == {"content", "layouts", "site"}


def test_a_text_that_messages_yaml_lacks_is_named(tmp_path: Path) -> None:
    insert(designed(tmp_path) / "topics.html", "{{ text('nothing_of_that_name') }}")
    said = call("--root", tmp_path).stderr.splitlines()[0]
    assert "messages.yaml" in said
    assert "nothing_of_that_name" in said


def test_a_text_in_one_script_only_is_reported_with_its_line(tmp_path: Path) -> None:
    messages = designed(tmp_path) / "messages.yaml"
    number = len(messages.read_text("utf-8").splitlines()) + 1
    with messages.open("a", encoding="utf-8") as file:
        file.write("farewell: {zh-Hans: 再会}\n")
    run = call("check", "--root", tmp_path)
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        f"layouts/messages.yaml:{number}:11: `farewell` has no `zh-Hant`; add `zh-Hant: …` "
        "[missing-field]"
    )


def test_layouts_of_the_root_are_used(tmp_path: Path) -> None:
    insert(designed(tmp_path) / "404.html", "<p>一页自己的话</p>")
    assert call("--root", tmp_path).returncode == 0
    assert naming(tmp_path / "site", "一页自己的话") == ["404.html"]
