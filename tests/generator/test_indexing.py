"""The search index after edits: the files that an edit leaves as they were are not joined again."""

import shutil
from pathlib import Path

from builder import run_build
from test_golden import tree

from qikan.search import files

SETTINGS = "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\noutputs: []\n"
ENTRY = "---\ntitle: 第 {number} 座桥\nlang: zh-Hans\ndate: 2024-03-{day:02}\n---\n{text}\n"
INDEX = "site/search/index"


def write_entry(root: Path, number: int, text: str) -> None:
    path = root / f"content/entries/bridge-{number}.md"
    path.write_text(ENTRY.format(number=number, day=number % 28 + 1, text=text), "utf-8")


def built(root: Path) -> dict[str, bytes]:
    build = run_build("--root", root)
    assert build.returncode == 0, build.stderr
    return tree(root / INDEX)


def test_an_index_after_edits_is_the_one_of_a_first_build(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SETTINGS, "utf-8")
    for number in range(30):
        write_entry(root, number, f"第 {number} 座桥通向河的对岸，桥上有 {number * 7} 盏灯。")
    before = built(root)
    write_entry(root, 9, "桥在夜里不见了，守桥人写下一份目录。")
    once = built(root)
    assert 2 < sum(once[path] != data for path, data in before.items()) < len(before)
    write_entry(root, 9, "桥又回来了。")
    write_entry(root, 31, "新桥。")
    next((root / INDEX / "two").iterdir()).unlink()
    after = built(root)
    shutil.copytree(root / "content", tmp_path / "other/content")
    assert built(tmp_path / "other") == after


def test_pieces_that_an_edit_changes_are_exchanged_in_their_files() -> None:
    before = files.CUT.join([b"1a", b"1b", b"", b"1d"])
    after = files.CUT.join([b"1a", b"1x", b"1c", b""])
    changed = dict(files.changed_pieces("two", before, after))
    assert changed == {
        f"{files.FOLDER}two/1.txt": (b"1b", b"1x"),
        f"{files.FOLDER}two/2.txt": (b"", b"1c"),
        f"{files.FOLDER}two/3.txt": (b"1d", b""),
    }
    assert files.with_pieces(b"0b1b2b", [(b"1b", b"1x")]) == b"0b1x2b"
    assert files.with_pieces(b"0b1b2b", [(b"1b", b"1x"), (b"2b", b"")]) == b"0b1x"


def test_a_kind_of_another_number_of_files_is_joined_again() -> None:
    changed = dict(files.changed_pieces("two", b"1a", files.CUT.join([b"1a", b""])))
    assert list(changed.values()) == [(b"", b"1a"), (b"", b"")]


def test_a_piece_whose_place_is_not_certain_is_not_exchanged() -> None:
    assert files.with_pieces(b"0a1c", [(b"", b"2x")]) is None
    assert files.with_pieces(b"1a1a1a", [(b"1a1a", b"2x")]) is None
