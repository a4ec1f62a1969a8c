"""The golden site: a small invented archive whose whole output is committed and compared.

``python tests/test_golden.py`` writes ``tests/golden/expected/`` anew: read its diff.
"""

import difflib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BUILD = Path(__file__).parent.parent / "build.py"
SOURCE = Path(__file__).parent / "golden" / "source"
EXPECTED = Path(__file__).parent / "golden" / "expected"

MANIFEST = ".qikan-manifest"
"""Not compared: it lists the digests of the other files, so it says nothing that they do not."""


def built(folder: Path) -> Path:
    """The golden site, built from a copy of its source with the real layouts."""
    shutil.copytree(SOURCE, folder / "source")
    command = [sys.executable, str(BUILD), "--root", str(folder / "source"), "--jobs", "1"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
    return folder / "source" / "site"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def difference(path: str, old: bytes, new: bytes) -> str:
    one, other = (data.decode("utf-8", "backslashreplace").splitlines() for data in (old, new))
    names = f"expected/{path}", f"built/{path}"
    return "\n".join(difflib.unified_diff(one, other, *names, n=1, lineterm=""))


def test_the_golden_site_has_the_expected_files(tmp_path: Path) -> None:
    assert sorted(tree(built(tmp_path))) == sorted(tree(EXPECTED))


def test_the_golden_site_is_built_byte_for_byte(tmp_path: Path) -> None:
    new, old = tree(built(tmp_path)), tree(EXPECTED)
    changed = [path for path in sorted(old.keys() & new.keys()) if new[path] != old[path]]
    shown = "\n".join(difference(path, old[path], new[path]) for path in changed[:3])
    assert not changed, f"{len(changed)} files differ: {', '.join(changed)}\n{shown}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        made = built(Path(scratch))
        (made / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(EXPECTED, ignore_errors=True)
        shutil.copytree(made, EXPECTED)
    print(f"{EXPECTED} is new; now read its diff")
