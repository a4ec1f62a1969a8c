"""``qikan import`` from the command line."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import make
import pytest
from builder import run_build

from qikan import disk, locks
from qikan.errors import MachineError
from qikan.importing.formats.registry import FORMATS

BUILD = make.ROOT / "build.py"
TABLE = """\
| 日期 | 名称 | 摘要 | 主题 |
|---|---|---|---|
| 2024年5月31日 | [Quiet Ladders](https://arxiv.org/abs/2405.18870) | 让模型慢。 | 搜索，推理 |
"""
UNDATED = TABLE.replace("2024年5月31日", "去年").replace("arxiv.org/abs/2405.18870", "a.example/b")

CASES = {
    "abstracts": "abstracts/*.txt",
    "arxivmail": "arxivmail/*.txt",
    "digest": "digests/*.txt",
    "listing": "listings/*.txt",
    "table": "tables/*.md",
}
"""Fixtures of every shape with every quirk."""

Run = subprocess.CompletedProcess[str]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty archive, in a folder whose files an import names without a path."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(make.SITE, "utf-8")
    return tmp_path


def call(root: Path, *arguments: str | Path, **files: str | bytes) -> Run:
    """Import files of these contents (``may_md`` is may.md), standing in the root."""
    for name, data in files.items():
        path = root / name.replace("_", ".")
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    run = run_build("import", *arguments, "--root", ".", cwd=root)
    assert "Traceback" not in run.stderr + run.stdout, run.stderr
    assert "a bug" not in run.stderr, run.stderr
    return run


def entries(root: Path) -> dict[str, str]:
    paths = sorted((root / "content").rglob("*.md"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def test_a_row_becomes_a_draft_and_is_named(root: Path) -> None:
    run = call(root, "table", "may.md", may_md=TABLE)
    assert run.returncode == 0, run.stderr
    written, lines, total = run.stdout.splitlines()[:3]
    assert written == "written content/entries/2024/2405.18870.md"
    assert lines.startswith("2 lines read: ")
    assert total == "1 item: 1 written, 0 there already, 0 left out"
    assert "python build.py review 0001-table" in run.stdout
    assert entries(root) == {
        "content/entries/2024/2405.18870.md": "---\n"
        "title: Quiet Ladders\n"
        "lang: zh-Hans\n"
        "date: 2024-05-31\n"
        "published: 2024-05-31\n"
        "arxiv: '2405.18870'\n"
        "topics: [搜索, 推理]\n"
        "links:\n"
        "- {type: paper, url: 'https://arxiv.org/abs/2405.18870'}\n"
        "sources:\n"
        "- {name: may.md, fields: [title, published, arxiv, topics, links, summary]}\n"
        "status: draft\n"
        "---\n"
        "让模型慢。\n"
    }


def test_options_fill_what_the_file_does_not_state(root: Path) -> None:
    options = "--date 2024-06 --issue 2024-W25 --lang zh-Hant --source 周报".split()
    run = call(root, *options, "table", "may.md", may_md=TABLE)
    assert run.returncode == 0
    (entry,) = (make.parse_entry(text, path) for path, text in entries(root).items())
    assert (str(entry.date), str(entry.published)) == ("2024-05-31", "2024-05-31")
    assert (entry.issue, entry.lang, entry.sources[0].name) == ("2024-W25", "zh-Hant", "周报")
    assert "the issue 2024-W25 is not written yet" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["table", "undated.md"], "undated.md:3: no date is stated there; give --date"),
        (["tabel", "may.md"], "unknown format `tabel`; did you mean `table`?"),
        (["table", "none.md"], "there is no file none.md"),
        (["table", "folder"], "there is nothing in folder that an import can read"),
        (["table", "may.md", "--date", "31.5.2024"], "--date: `31.5.2024` is not a date"),
        (["table", "may.md", "--issue", "2024-25"], "--issue: `2024-25` is not an issue's id"),
        (
            ["table", "may.md", "--lang", "fr"],
            "unknown `--lang` `fr`; use one of: zh-Hans, zh-Hant, en",
        ),
        (["table"], "the following arguments are required: FILE"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_writes_nothing(root: Path, arguments: list[str], error: str) -> None:
    (root / "folder").mkdir()
    run = call(root, *arguments, may_md=TABLE, undated_md=UNDATED)
    assert run.returncode == 2
    assert error in run.stderr
    assert entries(root) == {}


def test_importing_twice_changes_nothing(root: Path) -> None:
    call(root, "table", "may.md", may_md=TABLE)
    before = entries(root)
    for option in ("--source=may.md", "--update"):
        run = call(root, "table", "may.md", option)
        assert run.returncode == 0
        assert "1 item: 0 written, 1 there already, 0 left out" in run.stdout
        assert "left may.md:3: content/entries/2024/2405.18870.md has it already" in run.stdout
        assert entries(root) == before


def test_an_update_is_shown_as_a_diff_and_made_when_asked(root: Path) -> None:
    call(root, "table", "may.md", may_md=TABLE)
    (path,) = entries(root)
    hand = entries(root)[path].replace("title: Quiet Ladders", "# 看过\ntitle: Quiet Ladders")
    (root / path).write_bytes(b"\xef\xbb\xbf" + hand.replace("\n", "\r\n").encode())
    before = (root / path).read_bytes()
    shown = call(root, "table", "june.md", june_md=TABLE)
    assert "+- {name: june.md, fields: [title, published, arxiv" in shown.stdout
    assert "1 update proposed; --update applies them" in shown.stdout
    assert (root / path).read_bytes() == before
    applied = call(root, "table", "june.md", "--update")
    assert f"updated {path}" in applied.stdout
    after = (root / path).read_bytes()
    new = after.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").decode()
    assert [line for line in new.split("\n") if line not in hand.split("\n")] == [
        "- {name: june.md, fields: [title, published, arxiv, topics, links, summary]}"
    ]
    assert after.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_a_dry_run_says_it_all_and_writes_nothing(root: Path) -> None:
    run = call(root, "table", "may.md", "--dry-run", "--update", may_md=TABLE)
    assert "would write content/entries/2024/2405.18870.md" in run.stdout
    assert entries(root) == {}


def test_auto_says_which_shape_it_took(root: Path) -> None:
    run = call(root, "auto", "may.md", may_md=TABLE)
    assert run.stdout.startswith("may.md: read as table\n")
    refused = call(root, "auto", "error.txt", error_txt="429 Too Many Requests\n")
    assert refused.returncode == 1
    assert "error.txt:1:1: is in no shape that is known" in refused.stderr


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_without_items_adds_no_entries_and_is_reported(root: Path, name: str) -> None:
    run = call(root, name, "empty.txt", empty_txt="")
    assert f"no items found in the shape of {name}" in run.stdout
    assert entries(root) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_table_in_any_encoding_is_read_right(root: Path, encoding: str) -> None:
    call(root, "table", "may.md", may_md=TABLE)
    run = call(root, "table", "may.md", may_md=TABLE.replace("\n", "\r\n").encode(encoding))
    assert run.returncode == 0
    assert "0 written, 1 there already" in run.stdout


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (bytes(range(256)), "the file is not text"),
        ("Déjà vu".encode("latin-1"), "byte 0xe9 is not UTF-8; save it as UTF-8"),
        ("a" * 20_000_000, "a line of 20,000,000 characters"),
    ],
    ids=["binary", "latin", "one line of 20 MB"],
)
def test_what_cannot_be_read_is_refused_by_name_and_the_rest_imported(
    root: Path, data: str | bytes, error: str
) -> None:
    run = call(root, "table", "bad.md", "may.md", bad_md=data, may_md=TABLE)
    assert run.returncode == 1
    assert f"bad.md:1:1: {error}" in run.stderr
    assert list(entries(root)) == ["content/entries/2024/2405.18870.md"]


def test_an_entry_that_cannot_be_read_stops_the_import(root: Path) -> None:
    """It may be the very paper."""
    (root / "content/entries").mkdir()
    (root / "content/entries/a.md").write_text("---\ntitel: 甲\n---\n", "utf-8")
    run = call(root, "table", "may.md", may_md=TABLE)
    assert run.returncode == 1
    assert "did you mean `title`?" in run.stderr
    assert len(entries(root)) == 1


def test_a_folder_of_posts_is_read_whole(root: Path) -> None:
    (root / "posts/2024").mkdir(parents=True)
    for name, title in (("posts/2024/b.md", "乙篇"), ("posts/a.markdown", "甲篇")):
        text = (
            f"---\ntitle: {title}\ndate: 2024-05-06\ndraft: false\n---\n正文说明了**这个**方法。\n"
        )
        (root / name).write_text(text, "utf-8")
    run = call(root, "frontmatter", "posts")
    assert run.returncode == 0, run.stderr
    imported = {make.parse_entry(text, path).title: text for path, text in entries(root).items()}
    assert sorted(imported) == ["乙篇", "甲篇"]
    assert "status: draft" in imported["甲篇"]
    assert "**这个**" in imported["甲篇"]
    assert "0 written, 2 there already" in call(root, "frontmatter", "posts").stdout


def test_a_folder_names_the_files_that_are_not_read(root: Path) -> None:
    (root / "posts").mkdir()
    for name in ("b.org", "a.org", "c.pdf", "d.png", "package.json", ".hidden"):
        (root / "posts" / name).touch()
    (root / "posts/e.md").write_text(TABLE, "utf-8")
    run = call(root, "table", "posts")
    assert run.returncode == 0, run.stderr
    assert (
        "posts: files that are not read: .org 2 (posts/a.org), .pdf 1 (posts/c.pdf);" in run.stdout
    )
    assert ".png" not in run.stdout


def test_everything_imported_reads_back_and_makes_a_site(root: Path) -> None:
    """Fixtures of every shape, each taken twice, then built with drafts."""
    for name, pattern in CASES.items():
        files = sorted(make.CASES.glob(pattern))
        assert files
        options = ["--date", "2024-06", "--lang", "zh-Hans"]
        first = call(root, name, *files, *options)
        assert first.returncode == 0, first.stderr
        before = entries(root)
        again = call(root, name, *files, *options, "--update")
        assert " 0 written" in again.stdout.splitlines()[-1]
        third = call(root, name, *files, *options, "--update")
        assert "updated" not in third.stdout
        assert before.keys() == entries(root).keys()
    for path, text in entries(root).items():
        assert make.parse_entry(text, path).status == "draft"
    run = run_build("--root", root, "--drafts")
    assert run.returncode == 0, run.stderr


# ---------------------------------------------------------------- writing


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    disk.write_new(tmp_path, "a/b.md", b"one")
    with pytest.raises(MachineError, match="is there already"):
        disk.write_new(tmp_path, "a/b.md", b"two")
    assert (tmp_path / "a/b.md").read_bytes() == b"one"
    assert os.listdir(tmp_path / "a") == ["b.md"]


def test_written_files_can_be_read_by_everybody(tmp_path: Path) -> None:
    disk.write_new(tmp_path, "a.md", b"one")
    disk.replace(tmp_path, "a.md", b"two")
    assert (tmp_path / "a.md").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "a.md").read_bytes() == b"two"


def test_a_disk_that_refuses_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(MachineError, match="no space is left"):
        disk.write_new(tmp_path, "a.md", b"one")
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("verb", ["build", "import"])
def test_what_a_kill_left_half_written_goes_with_the_next_run(root: Path, verb: str) -> None:
    parts = [
        root / "content" / folder / ".a.md.qikan-part"
        for folder in ("", "entries/2024", "static", "alternatives/2024")
    ]
    for part in parts:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(b"half")
    (root / "in.md").write_text(TABLE, "utf-8")
    call = [verb, "--root", root, *(["table", root / "in.md"] if verb == "import" else [])]
    with open(parts[0], "ab") as file:
        assert locks.acquire(file)  # another process is writing it
        assert run_build(*call).returncode == 0
        assert [part for part in parts if part.exists()] == parts[:1]
    assert not (root / "site").exists() or not [*(root / "site").glob("**/*part")]
    assert run_build(*call).returncode == 0
    assert not parts[0].exists()


def test_many_files_refused_alike_are_one_line_and_a_list(root: Path) -> None:
    folder = root / "old"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.md").write_text("Nothing here is an item.\n", "utf-8")
    run = call(root, "auto", "old")
    assert run.returncode == 1
    [line] = [line for line in run.stderr.splitlines() if "is in no shape" in line]
    assert line.startswith("old/0.md:1:1: 30 times: ")
    assert "name its format" in line
    listed = (root / ".cache/imports/nothing-written.txt").read_text("utf-8").splitlines()
    assert [text.partition(":")[0] for text in listed] == sorted(f"old/{n}.md" for n in range(30))


def test_a_record_without_a_day_is_left_out_in_both_counts(root: Path) -> None:
    sheet = (
        "标题,链接,日期\n灯塔亮了一夜,https://example.org/a,2031-05-06\n"
        "浮桥漂到海边,https://example.org/b,改天\n"
    )
    said = call(root, "auto", "lamps.csv", "--lang", "zh-Hans", lamps_csv=sheet).stdout
    assert "2 records read: 1 in items, 0 around them, 1 left out" in said
    assert "2 items: 1 written, 0 there already, 1 left out" in said


def test_one_record_is_a_record_and_its_kind_may_be_undecided(root: Path) -> None:
    sheet = "标题,链接,日期\n船到了岸,https://example.org/c,2031-05-06\n"
    said = call(root, "auto", "a.csv", "--lang", "zh-Hans", a_csv=sheet).stdout
    assert "1 record read: 1 in items" in said
    review = run_build("review", "--root", ".", cwd=root).stdout
    assert "its kind is undecided" in review
