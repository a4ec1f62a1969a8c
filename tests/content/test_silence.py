"""Warnings that an editor silences in site.yaml, each with a reason."""

from pathlib import Path

import pytest

from qikan import cli

SITE = (
    "title: 试站\nbase_url: https://example.org/\ntimezone: Asia/Shanghai\n"
    "checks: {punctuation: warn}\n"
)
ENTRY = "---\ntitle: 一则\nlang: zh-Hans\ndate: 2024-05-06\n---\n甲,乙。\n"


def check(root: Path, silence: str, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """The warnings about two entries with half-width punctuation."""
    (root / "content/entries").mkdir(parents=True)
    (root / "content/site.yaml").write_text(SITE + silence, "utf-8")
    for name in ("a", "b"):
        (root / f"content/entries/{name}.md").write_text(ENTRY, "utf-8")
    cli.main(["check", "--root", str(root), "--jobs", "1", *more], root)
    other = ("[entry-without-topics]", "[summary-short]", "[near-duplicate]")
    return [line for line in capsys.readouterr().err.splitlines() if not line.endswith(other)]


def test_a_silenced_warning_is_not_reported_of_the_files_that_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "silence:\n  - {problem: half-width, reason: 旧稿不改, files: 'content/entries/a*'}\n"
    (problems,) = check(tmp_path, row, capsys)
    assert problems.startswith("content/entries/b.md:6:2: warning: ")
    assert problems.endswith(" [half-width]")


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ("{problem: half-wide, reason: 甲}", "5:21: unknown problem `half-wide`; did you mean"),
        ("{problem: dead-link, reason: 甲}", "5:21: `dead-link` stops a build"),
        ("{problem: half-width}", "has no `reason`"),
    ],
)
def test_what_cannot_be_silenced_is_reported(
    row: str, error: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert any(error in line for line in check(tmp_path, f"silence: [{row}]\n", capsys))


def test_problems_are_reported_in_chinese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "content/entries/a.md:6:2: 警告：汉字旁边有 `,`；请写 `，` [half-width]"
    assert check(tmp_path / "one", "", capsys, "--lang", "zh")[0] == line
    monkeypatch.setenv("LC_ALL", "zh_TW.UTF-8")
    assert check(tmp_path / "two", "", capsys)[0] == line
    assert "half-width" in check(tmp_path / "three", "", capsys, "--lang", "en")[0]
