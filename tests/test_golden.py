"""The golden site: a small invented archive whose whole output is committed and compared.

Files of ``layouts/static/`` are compared by digest: their text stands in the layouts already. Of
cards and icons only the header is compared (size and depth): the rest follows Pillow's release.
``python tests/test_golden.py`` rewrites ``tests/golden/expected/``: read its diff.
"""

import difflib
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

BUILD = Path(__file__).parent.parent / "build.py"
SOURCE = Path(__file__).parent / "golden" / "source"
EXPECTED = Path(__file__).parent / "golden" / "expected"

STATIC = "static/"
DIGESTS = "static.sha256"
"""The digests of the files below ``STATIC``, in the format of ``sha256sum``."""

DRAWN = re.compile(r"(^|/)(card|icons/\d+)\.png$")
CARD_HEADER = 33
"""The signature of PNG and its first chunk, IHDR."""

MANIFEST = ".qikan-manifest"
"""Not compared: it lists the digests of the other files, so it adds nothing to them."""


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


def recorded(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files of a site as they are committed: digests in place of the static files."""
    static = {path: data for path, data in sorted(files.items()) if path.startswith(STATIC)}
    lines = [f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in static.items()]
    others = {path: data for path, data in files.items() if path not in static}
    cards = {path: data[:CARD_HEADER] for path, data in others.items() if DRAWN.search(path)}
    return others | cards | {DIGESTS: "".join(lines).encode()}


def difference(path: str, old: bytes, new: bytes) -> str:
    one, other = (data.decode("utf-8", "backslashreplace").splitlines() for data in (old, new))
    names = f"expected/{path}", f"built/{path}"
    return "\n".join(difflib.unified_diff(one, other, *names, n=1, lineterm=""))


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return recorded(tree(built(tmp_path_factory.mktemp("golden"))))


def test_the_golden_site_has_the_expected_files(new: dict[str, bytes]) -> None:
    assert sorted(new) == sorted(tree(EXPECTED))


def test_the_golden_site_is_built_byte_for_byte(new: dict[str, bytes]) -> None:
    old = tree(EXPECTED)
    changed = [path for path in sorted(old.keys() & new.keys()) if new[path] != old[path]]
    shown = "\n".join(difference(path, old[path], new[path]) for path in changed[:3])
    assert not changed, f"{len(changed)} files differ: {', '.join(changed)}\n{shown}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        files = recorded(tree(built(Path(scratch))))
    shutil.rmtree(EXPECTED, ignore_errors=True)
    for name, data in files.items():
        (EXPECTED / name).parent.mkdir(parents=True, exist_ok=True)
        (EXPECTED / name).write_bytes(data)
    print(f"{EXPECTED} is new; now read its diff")
