"""The house rules that docs/architecture.md states."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "qikan").rglob("*.py") if path.stem != "__init__")

ORDER = (
    "model records disk staging workers order memo report cluster source glossary frontmatter "
    "entryfile issuefile config messages settings markdown conversion variants review archive "
    "pages exports feeds templates render numbering searchtext search arrays "
    "tokens terms postings blocks jobs library indexing fingerprint printing "
    "generator "
    "importers.found importers.links importers.dates importers.ids importers.plain "
    "importers.foreign importers.labels importers.urls importers.gfm importers.cells "
    "importers.columns importers.table importers.blocks importers.titles importers.digest "
    "importers.abstracts importers.listing importers.preamble importers.postbody "
    "importers.postfields importers.posts importers.arxiv importers.formats matching amending "
    "drafting importing intake"
).split()
"""A module imports only modules that stand before it."""

LIBRARIES = {
    "sqlite3": {"memo"},
    "rich": {"report"},
    "yaml": {"source", "entryfile"},
    "markdown_it": {"markdown"},
    "mdit_py_plugins": {"markdown"},
    "latex2mathml": {"markdown"},
    "opencc": {"conversion"},
    "jinja2": {"templates", "render"},
    "markupsafe": {"templates", "render"},
    "feedgen": {"feeds"},
    "numpy": {"arrays", "tokens", "terms", "postings"},
    "arxiv": {"importers.arxiv"},
    "requests": {"importers.arxiv"},
    "lxml": {"importers.arxiv"},
}


def name(path: Path) -> str:
    """A module's name inside the package, such as ``importers.table``."""
    return ".".join(path.relative_to(ROOT / "qikan").with_suffix("").parts)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module in ("qikan", "qikan.importers"):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_imports_only_modules_that_stand_before_it(path: Path) -> None:
    own = {name.removeprefix("qikan.") for name in imported(path) if name.startswith("qikan.")}
    allowed = ORDER[: ORDER.index(name(path))] if name(path) in ORDER else []
    assert own <= set(allowed)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_foreign_library_has_one_importer(path: Path) -> None:
    for library in imported(path):
        users = LIBRARIES.get(library.split(".")[0])
        assert users is None or name(path) in users, library


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_disk_and_staging_open_files_and_only_a_report_asks_the_clock(path: Path) -> None:
    text = path.read_text("utf-8")
    if path.stem not in ("disk", "staging"):
        assert not re.search(r"\bopen\(|read_text|read_bytes|write_text|write_bytes", text)
    if path.stem == "report":  # how long a stage took
        text = text.replace("import time\n", "").replace("time.perf_counter()", "")
    assert not re.search(r"\btime\.\w+\(|\.now\(|\.today\(", text)
    assert not re.search(r"\bimport (time|random|secrets|locale)\b", text)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check", "--no-cache"),
        ("mypy",),
    ],
    ids=" ".join,
)
def test_the_tools_find_nothing(command: tuple[str, ...]) -> None:
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    pattern = re.compile(r'"resolved": *"http|--(extra-)?index-url|(^|[\s"\'(=])/(root|home)/')
    for name in filter(None, listed):
        if name.startswith("tests/test_house"):
            continue
        path = ROOT / name
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        assert not pattern.search(text), name
