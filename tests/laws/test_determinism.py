"""Same inputs, same bytes: whatever the machine, its clock, its language and its workers are.

And an archive that grows leaves its old pages as they are.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from builder import run_build

BUILD = Path(__file__).parents[2] / "build.py"
GOLDEN = Path(__file__).parents[1] / "golden" / "source" / "content"
SITE = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\npage_size: 10\n"
TOPICS = "topics:\n" + "".join(
    f"  - slug: {slug}\n    names: {{zh-Hans: {name}, zh-Hant: {name}, en: {slug}}}\n"
    for slug, name in (("one", "一"), ("two", "二"), ("three", "三"))
)
DAYS = 28
SIZE = 450
"""Entries of the generated archive: several batches for each of three workers."""

Tree = dict[str, bytes]


def build(
    root: Path,
    *arguments: str,
    flags: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    umask: int = -1,
) -> Tree:
    """Build and read the whole output, the manifest too."""
    if flags or env is not None:  # a Python of its own
        command = [sys.executable, *flags, str(BUILD), "--root", str(root), *arguments]
        run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=env)
    else:
        run = run_build("--root", root, *arguments, cwd=cwd, umask=umask)
    assert run.returncode == 0, run.stderr
    site = (cwd or Path()) / root / "site"
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def changed(old: Tree, new: Tree) -> set[str]:
    """The files that are in one only, or differ."""
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


# ---------------------------------------------------------------- environment


def golden(folder: Path) -> Path:
    """A copy of the golden site's source; returns its root."""
    shutil.copytree(GOLDEN, folder / "content")
    return folder


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return build(golden(tmp_path_factory.mktemp("golden")))


NO_UTF8 = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
SURROUNDINGS: dict[str, Mapping[str, str]] = {
    "a C locale in New York": {"LC_ALL": "C", "LANG": "C", "TZ": "America/New_York"},
    "no UTF-8 in Kiritimati": {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", **NO_UTF8},
    "Taiwan's language": {"LANG": "zh_TW.UTF-8", "LC_ALL": "zh_TW.UTF-8", "LANGUAGE": "zh_TW"},
    "streams in Latin-1, a date of the source": {
        "PYTHONIOENCODING": "latin-1",
        "SOURCE_DATE_EPOCH": "0",
        "LC_ALL": "C.UTF-8",
    },
}
"""Each with another seed of hashes, too."""


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_the_environment_changes_no_byte(name: str, reference: Tree, tmp_path: Path) -> None:
    hash_seed = str(list(SURROUNDINGS).index(name) + 1)
    env = {**os.environ, **SURROUNDINGS[name], "PYTHONHASHSEED": hash_seed}
    assert changed(reference, build(golden(tmp_path), env=env)) == set()


def test_optimised_python_without_a_home_changes_no_byte(reference: Tree, tmp_path: Path) -> None:
    env = {name: text for name, text in os.environ.items() if name not in ("HOME", "USER", "LANG")}
    assert changed(reference, build(golden(tmp_path), flags=["-OO"], env=env)) == set()


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_the_umask_changes_no_byte(umask: int, reference: Tree, tmp_path: Path) -> None:
    assert changed(reference, build(golden(tmp_path), umask=umask)) == set()


def test_a_second_build_changes_no_byte(reference: Tree, tmp_path: Path) -> None:
    golden(tmp_path)
    assert changed(build(tmp_path), build(tmp_path)) == set()


def test_the_root_may_be_called_relatively_and_from_elsewhere(
    reference: Tree, tmp_path: Path
) -> None:
    root = golden(tmp_path / "root")
    (tmp_path / "elsewhere").mkdir()
    assert changed(reference, build(Path("root"), cwd=tmp_path)) == set()
    shutil.rmtree(root / "site")
    assert changed(reference, build(Path("../root"), cwd=tmp_path / "elsewhere")) == set()


def test_files_named_like_openccs_in_the_working_directory_are_not_used(
    reference: Tree, tmp_path: Path
) -> None:
    root = golden(tmp_path / "root")
    for name in ("s2t", "t2s", "s2tw", "tw2s"):
        (tmp_path / name).write_text("{}")
        (tmp_path / f"{name}.json").write_text("{}")
    assert changed(reference, build(root, cwd=tmp_path)) == set()


def test_copies_of_another_age_and_mode_change_no_byte(reference: Tree, tmp_path: Path) -> None:
    for number, path in enumerate(sorted(golden(tmp_path).rglob("*"))):
        if path.is_file():
            os.utime(path, (number * 1e6, number * 1e6))
            path.chmod(0o600)
    assert changed(reference, build(tmp_path)) == set()


def test_windows_line_ends_change_no_byte(reference: Tree, tmp_path: Path) -> None:
    for path in golden(tmp_path).rglob("*"):
        if path.suffix in (".md", ".yaml"):
            text = path.read_bytes().replace(b"\n", b"\r\n")
            path.write_bytes(b"\xef\xbb\xbf" + text)
    assert changed(reference, build(tmp_path)) == set()


# ---------------------------------------------------------------- workers, and the order of work


def generated(number: int) -> str:
    date = f"2024-{number // DAYS % 12 + 1:02}-{number % DAYS + 1:02}"
    topic = ("one", "two", "three")[number % 3]
    lang, word = (("zh-Hans", "记录"), ("zh-Hant", "記錄"))[number % 2]
    return (
        f"---\nid: e{number:03}\ntitle: 第 {number} 条\nlang: {lang}\ndate: {date}\n"
        f"topics: [{topic}, 词{number % 7}]\n---\n第 {number} 条的{word}，**重**点在此。\n"
    )


def generate(
    root: Path, numbers: Sequence[int], name: Callable[[int], str] = "e{:03}.md".format
) -> Path:
    """An archive of numbered entries, written to disk in the order given."""
    entries = root / "content/entries"
    entries.mkdir(parents=True, exist_ok=True)
    (root / "content/site.yaml").write_text(SITE, "utf-8")
    (root / "content/topics.yaml").write_text(TOPICS, "utf-8")
    for number in numbers:
        path = entries / name(number)
        path.parent.mkdir(exist_ok=True)
        path.write_text(generated(number), "utf-8")
    return root


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return build(generate(tmp_path_factory.mktemp("large"), range(SIZE)), "--jobs", "1")


def test_three_workers_make_the_same_bytes_as_one(large: Tree, tmp_path: Path) -> None:
    assert len(large) > SIZE * 2
    assert changed(large, build(generate(tmp_path, range(SIZE)), "--jobs", "3")) == set()


def test_entries_made_in_another_order_give_the_same_bytes(large: Tree, tmp_path: Path) -> None:
    numbers = sorted(range(SIZE), key=lambda number: number * 7919 % 1009)
    assert changed(large, build(generate(tmp_path, numbers), "--jobs", "2")) == set()


def test_entries_in_other_folders_and_files_give_the_same_bytes(
    large: Tree, tmp_path: Path
) -> None:
    def name(number: int) -> str:
        return f"{number % 5}/第{SIZE - number}条.md"

    assert changed(large, build(generate(tmp_path, range(SIZE), name))) == set()


# ---------------------------------------------------------------- growth


def both(*paths: str) -> set[str]:
    """Addresses in both editions."""
    return {f"{edition}{path}" for path in paths for edition in ("", "zh-hant/")}


FEEDS = ("feed.xml", "atom.xml", "feed.json")


def feeds(home: str) -> set[str]:
    """The feeds beside a page, in every format."""
    return both(*(f"{home}{name}" for name in FEEDS))


LISTS = both(
    "index.html",  # the newest entries, topics' numbers
    "issues/index.html",  # its issue's number of entries
    "archive/index.html",  # its month's number
    "topics/index.html",  # its topics' numbers
    "trends/index.html",  # its month's and its topics' numbers
    "llms.txt",  # its topics' and its issue's numbers
) | {"sitemap.xml", "sw.js", ".qikan-manifest", *feeds("")}
"""Files that show every entry, at least in a count."""


def changed_pages(old: Tree, new: Tree) -> set[str]:
    """Without the search index: its files hold parts of many entries."""
    return {path for path in changed(old, new) if not path.startswith("search/index/")}


def grown(root: Path, number: int, size: int) -> tuple[Tree, Tree]:
    """An archive before and after entry ``number`` is added to ``size`` others."""
    before = build(generate(root, range(size)))
    return before, build(generate(root, [number]))


def test_a_new_entry_changes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    # Entry 83 of 2024-03-28: the newest, in its month's page, its topic's and its week's.
    before, after = grown(tmp_path, 83, 83)
    assert changed_pages(before, after) == LISTS | both(
        "news/e083/index.html",
        "news/e082/index.html",  # its neighbour in the issue
        "issues/2024-W13/index.html",
        "archive/2024/03/index.html",
        "topics/three/index.html",
    ) | feeds("topics/three/")


def test_a_new_entry_that_opens_an_issue_changes_the_issue_before(tmp_path: Path) -> None:
    # Entry 84 of 2024-04-01: the first of its week and its month.
    before, after = grown(tmp_path, 84, 84)
    assert changed_pages(before, after) == LISTS | both(
        "news/e084/index.html",
        "issues/2024-W14/index.html",
        "issues/2024-W14/card.png",
        "issues/2024-W13/index.html",  # leads to the next issue
        "issues/latest/index.html",
        "archive/2024/04/index.html",
        "topics/one/index.html",
    ) | feeds("topics/one/").union(
        # the issue before is complete: every feed of issues has it from now on
        *(feeds(f"{home}issues/") for home in ("", "topics/one/", "topics/two/", "topics/three/"))
    )


def test_a_list_that_grows_by_a_page_changes_its_front_and_the_page_before(tmp_path: Path) -> None:
    # Topic one has 29 entries (pages 1 and a front of 19); the 30th fills page 2.
    before, after = grown(tmp_path, 87, 87)
    lists = {path for path in changed(before, after) if "topics/one/" in path}
    assert lists == both(
        "topics/one/index.html",
        "topics/one/2/index.html",
        "topics/one/1/index.html",  # leads to page 2 from now on
    ) | feeds("topics/one/")
    assert before.keys() < after.keys()


def test_an_old_entry_added_late_leaves_the_entries_before_it_as_they_are(tmp_path: Path) -> None:
    # A month's entries with one day missing; then that day comes in.
    numbers = [number for number in range(60) if number != 30]
    before = build(generate(tmp_path, numbers))
    after = build(generate(tmp_path, [30]))
    entries = {path for path in changed(before, after) if "news/" in path}
    older = {path for number in range(30) for path in both(f"news/e{number:03}/index.html")}
    assert entries & older == both("news/e029/index.html")  # its neighbour in the issue


def test_a_corrected_entry_changes_only_the_pages_that_show_it(tmp_path: Path) -> None:
    before = build(generate(tmp_path, range(83)))
    path = tmp_path / "content/entries/e010.md"
    path.write_text(path.read_text("utf-8").replace("记录", "纪录"), "utf-8")
    after = build(tmp_path)
    assert before.keys() == after.keys()
    changed = changed_pages(before, after)
    assert changed >= feeds("topics/two/")
    assert {path for path in changed if not path.endswith(FEEDS)} == {".qikan-manifest"} | both(
        "news/e010/index.html",
        "issues/2024-W02/index.html",
        "archive/2024/01/index.html",
        "topics/two/1/index.html",
    )
