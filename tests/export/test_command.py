"""``qikan export`` from the command line."""

import shutil
from pathlib import Path

import pytest

from qikan.cli import main

SOURCE = Path(__file__).parent.parent / "golden" / "source"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    shutil.copytree(SOURCE, folder / "archive")
    return folder / "archive"


def export(root: Path, *arguments: str) -> int:
    return main(["export", *arguments, "--root", str(root), "--jobs", "1"], root)


def test_issues_are_named_by_id_or_number_and_written_in_every_edition(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(root, "2024-W19", "latest", "--as", "markdown", "--into", str(root / "out")) == 0
    names = sorted(path.name for path in (root / "out").iterdir())
    assert len(names) == 4
    assert {"2024-W19.zh-Hans.md", "2024-W19.zh-Hant.md"} < set(names)
    assert "2024-W19.zh-Hans.md" in capsys.readouterr().out
    assert not (root / "site").exists()


def test_one_edition(root: Path) -> None:
    assert export(root, "2024-W19", "--as", "wechat", "--edition", "zh-Hant") == 0
    assert [path.name for path in (root / "export").iterdir()] == ["2024-W19.zh-Hant.wechat.html"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("2030-W01", "--as", "email"), "no issue `2030-W01`"),
        (
            ("latest", "--as", "email", "--edition", "zh-Hant-HK"),
            "the site has no edition `zh-Hant-HK`",
        ),
    ],
)
def test_what_is_not_there_is_reported(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], error: str
) -> None:
    before = {path.name for path in root.iterdir()}
    assert export(root, *arguments) == 2
    assert error in capsys.readouterr().err
    assert {path.name for path in root.iterdir()} == before
