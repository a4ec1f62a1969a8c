"""Entries dated after the build's day: reported, or held back (``future: hold``)."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import run_build
from make import SITE, entry_text, tree

NEW = "news/later/index.html"


def write(root: Path, setting: str = "future: hold\n") -> None:
    (root / "content" / "entries").mkdir(parents=True)
    (root / "content" / "issues").mkdir()
    (root / "content" / "site.yaml").write_text(SITE + setting, "utf-8")
    for name, day in {"now": "2024-06-21", "later": "2024-07-01"}.items():
        issue = f"issue: 2024-W{25 if name == 'now' else 27}"
        text = entry_text(f"title: 条目{name}", f"date: {day}", issue)
        (root / "content" / "entries" / f"{name}.md").write_text(text, "utf-8")
    for number, (name, day) in enumerate(
        {"2024-W25": "2024-06-21", "2024-W27": "2024-07-05"}.items()
    ):
        text = f"---\nnumber: {number + 1}\ntitle: 期\nlang: zh-Hans\ndate: {day}\n---\n"
        (root / "content" / "issues" / f"{name}.md").write_text(text, "utf-8")


def build(root: Path, today: str, *more: str) -> str:
    done = run_build("--root", root, "--today", today, *more)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_an_entry_is_held_back_until_its_day_and_appears_with_an_unchanged_cache(
    tmp_path: Path,
) -> None:
    write(tmp_path)
    output = build(tmp_path, "2024-06-30")
    assert "later.md:4:7: warning: 2024-07-01 is after today, 2024-06-30; it appears on" in output
    files = tree(tmp_path / "site")
    assert NEW not in files
    assert "issues/2024-W27/index.html" not in files
    assert "条目later".encode() not in b"".join(files.values())
    assert "nothing changed" in build(tmp_path, "2024-06-30")

    output = build(tmp_path, "2024-07-01")
    assert "0 files anew" in output
    assert "later.md:" not in output
    warm = tree(tmp_path / "site")
    assert NEW in warm
    assert "issues/2024-W27/index.html" in warm
    other = tmp_path / "other"
    write(other)
    build(other, "2024-07-01")
    assert tree(other / "site") == warm
    assert "nothing changed" not in build(tmp_path, "2024-06-30")
    assert NEW not in tree(tmp_path / "site")


def test_nothing_is_done_on_a_later_day_on_which_nothing_is_due(tmp_path: Path) -> None:
    write(tmp_path)
    build(tmp_path, "2024-06-22")
    assert "nothing changed" in build(tmp_path, "2024-06-30")
    build(tmp_path, "2024-07-05")
    assert "nothing changed" in build(tmp_path, "2031-01-01")


def test_a_date_in_the_future_is_shown_and_reported_where_the_site_does_not_hold_it(
    tmp_path: Path,
) -> None:
    write(tmp_path, "")
    output = build(tmp_path, "2024-06-30")
    assert "correct it, or write `future: hold`" in output
    assert NEW in tree(tmp_path / "site")
    assert "is after today" not in build(tmp_path, "2024-07-05")


def test_a_held_entry_is_checked_before_its_day(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "content" / "entries" / "again.md").write_text(
        entry_text("id: later", "date: 2024-08-01"), "utf-8"
    )
    done = run_build("check", "--root", tmp_path, "--today", "2024-06-30")
    assert done.returncode == 1
    assert "the address /news/later/ is taken" in done.stderr


@pytest.mark.parametrize("day", ["2024-06", "tomorrow", "2024-02-30"])
def test_the_day_of_the_build_is_a_day(tmp_path: Path, day: str) -> None:
    write(tmp_path)
    done = run_build("--root", tmp_path, "--today", day)
    assert done.returncode == 2
    assert "not a day; write it like 2024-06-21" in done.stderr


def test_a_language_that_the_text_contradicts_is_reported_by_a_build(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "content" / "entries" / "now.md"
    path.write_text(
        path.read_text("utf-8")
        .replace("zh-Hans", "zh-Hant")
        .replace("正文。", "这个实验与数据还没有发现问题。"),
        "utf-8",
    )
    for _ in range(2):  # from the cache too
        assert "now.md:2:7: warning: `lang` is zh-Hant, but the text is Simplified" in build(
            tmp_path, "2024-07-05"
        )
