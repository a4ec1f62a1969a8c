"""The house rules that docs/architecture.md states."""

import ast
import functools
import graphlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "qikan").rglob("*.py") if path.stem != "__init__")

ROOMS = (
    "editions patterns problems model errors locks scan disk installation report cache content "
    "markdown pages conversion archive outputs search parallel publish verify generator export "
    "server scaffold importing commands cli __main__"
).split()
"""A room (a folder, or a module beside them) imports only rooms before it."""

LIBRARIES = {
    "pyarrow": {"outputs.data.files"},
    "sqlite3": {
        "cache.store",
        "outputs.data.check",
        "outputs.data.files",
        "importing.formats.records.sqlite",
    },
    "rich": {"report"},
    "yaml": {"content.nodes", "content.yaml_text"},
    "mdit_py_plugins": {"markdown.parser"},
    "imagesize": {"pages.images"},
    "PIL": {"outputs.cards.font", "outputs.cards.picture"},
    "manimgx_fonts_cjk": {"outputs.cards.font"},
    "math_core": {"markdown.tex"},
    "pygments": {"markdown.highlight"},
    "pygal": {"pages.charts"},
    "opencc": {"conversion.characters"},
    "rjieba": {"conversion.segments"},
    "zhconv_rs": {"conversion.opinions"},
    "jinja2": {"pages.compiler", "pages.render"},
    "markupsafe": {"pages.compiler", "pages.context", "pages.partials"},
    "feedgen": {"outputs.rss"},
    "numpy": {"search.arrays", "search.tokens", "search.terms", "search.postings"},
    "arxiv": {"importing.formats.arxiv", "importing.formats.arxiv_server"},
    "requests": {"importing.formats.arxiv_server", "importing.web"},
    "css_inline": {"export.inline"},
    "lxml": {
        "export.epub",
        "export.trees",
        "importing.formats.arxiv_server",
        "importing.formats.bookmarks",
        "importing.formats.feed",
        "importing.formats.webpage",
        "importing.page_list",
        "markdown.from_html.web",
        "verify.site",
    },
    "bibtexparser": {"importing.formats.bibliography.bibtex"},
    "pylatexenc": {"importing.reading.tex"},
    "rapidfuzz": {"importing.match", "search.cards", "search.near_names"},
    "watchfiles": {"server.watch"},
}


def name(path: Path) -> str:
    """A module's name inside the package, such as ``pages.plan``."""
    return ".".join(path.relative_to(ROOT / "qikan").with_suffix("").parts)


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


OWN_MODULES = {f"qikan.{name(path)}" for path in MODULES}


@functools.cache
def imported(path: Path) -> set[str]:
    """The modules that a file imports: qikan's and others'."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            names |= (inside & OWN_MODULES) or {node.module}
    return names


def own_imports(path: Path) -> set[str]:
    return {module.removeprefix("qikan.") for module in imported(path) if "qikan." in module}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_room_imports_only_rooms_that_stand_before_it(path: Path) -> None:
    room = name(path).split(".")[0]
    others = {module.split(".")[0] for module in own_imports(path)} - {room}
    assert others <= set(ROOMS[: ROOMS.index(room)])


def test_no_module_leads_back_to_itself() -> None:
    order = graphlib.TopologicalSorter({name(path): own_imports(path) for path in MODULES})
    order.prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_foreign_library_has_one_importer(path: Path) -> None:
    for library in imported(path):
        users = LIBRARIES.get(library.split(".")[0])
        assert users is None or name(path) in users, library


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_disk_and_trees_open_files_and_only_the_command_line_asks_the_clock(
    path: Path,
) -> None:
    text = path.read_text("utf-8")
    if path.stem not in ("disk", "locks", "scan", "tree_files", "trees", "standby"):
        assert not re.search(r"\bopen\(|read_text|read_bytes|write_text|write_bytes", text)
    assert not re.search(r"\bimport (random|secrets|locale)\b|\.today\(", text)
    if not name(path).startswith(("cli", "commands.", "report")):
        assert not re.search(r"\bimport time\b|\btime\.\w+\(|\.now\(", text)


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


def tracked() -> list[str]:
    """The names of the files in the repository."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name]


def test_nothing_committed_names_a_machine_or_a_registry() -> None:
    pattern = re.compile(r'"resolved": *"http|--(extra-)?index-url|(^|[\s"\'(=])/(root|home)/')
    for name in tracked():
        if name.startswith("tests/test_house"):
            continue
        path = ROOT / name
        text = path.read_text("utf-8", "replace") if path.is_file() else ""
        assert not pattern.search(text), name


def test_no_generated_file_is_committed() -> None:
    generated = re.compile(
        r"(^|/)(\.cache|\.venv|\.site-[^/]*|node_modules|__pycache__|[^/]*\.egg-info)/"
        r"|^(site|export|build|dist)/|\.(sqlite|pyc|log|orig|rej)$|(^|/)(package-lock\.json|uv\.lock)$"
    )
    assert [name for name in tracked() if generated.search(name)] == []


def test_no_function_is_longer_than_45_lines() -> None:
    """From ``def`` to its last line, without decorators and docstring."""
    too_long = set()
    for path in [*MODULES, ROOT / "build.py"]:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                first = node.body[0]
                if ast.get_docstring(node) is not None:
                    lines -= (first.end_lineno or 0) - first.lineno + 1
                if lines > 45:
                    too_long.add(f"{path.relative_to(ROOT).as_posix()}:{node.name}")
    assert not too_long


def foreign_names(tree: ast.Module) -> set[str]:
    """The names that a module's imports of other packages give."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {(a.asname or a.name).split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("qikan"):
            names |= {alias.asname or alias.name for alias in node.names}
    return names - {"qikan"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def private_names_in(code: str) -> set[str]:
    """The private names of other packages that a module's code imports or reads."""
    tree = ast.parse(code)
    foreign = foreign_names(tree)
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not (node.module or "").startswith("qikan"):
            parts = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
            names |= {part for part in parts if is_private(part)}
        elif isinstance(node, ast.Attribute) and is_private(node.attr):
            root = node.value
            while isinstance(root, ast.Attribute):
                root = root.value
            if isinstance(root, ast.Name) and root.id in foreign:
                names.add(node.attr)
    return names - {"_exit", "_replace"}


def test_no_private_name_of_another_library_is_used() -> None:
    used = {
        f"{name(path)}:{attribute}"
        for path in MODULES
        for attribute in private_names_in(path.read_text("utf-8"))
    }
    assert not used


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import lib\nlib.part._inner()", {"_inner"}),
        ("from lib._part import thing", {"_part"}),
        ("from lib import _thing", {"_thing"}),
        ("import lib\nlib.outer.__name__", set()),
        ("from qikan import scan\nscan._walk()", set()),
    ],
)
def test_a_private_name_is_seen(code: str, expected: set[str]) -> None:
    assert private_names_in(code) == expected
