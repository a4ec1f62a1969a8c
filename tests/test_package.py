"""Installing qikan by pyproject.toml and constraints.txt."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest
from builder import run_build
from test_golden import SOURCE, tree

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def requirement_name(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def constraints() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {requirement_name(name): version for name, version in pairs}


def test_every_package_is_constrained_exactly() -> None:
    wanted = [*PROJECT["dependencies"]]
    for some in PROJECT["optional-dependencies"].values():
        wanted += some
    assert {requirement_name(one) for one in wanted} <= constraints().keys()
    assert all(re.fullmatch(r"[0-9][0-9a-z.+]*", version) for version in constraints().values())


def test_every_dependency_has_an_oldest_release() -> None:
    assert [one for one in PROJECT["dependencies"] if ">=" not in one] == []


def test_both_readmes_and_the_workflow_install_with_the_constraints() -> None:
    for name in ("README.md", "README.zh.md", ".github/workflows/pages.yml"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        installs = [line for line in lines if "pip install" in line]
        assert installs
        exact = (" -c constraints.txt ", " --require-hashes ", " --no-deps ")
        assert all(any(option in line for option in exact) for line in installs), name


# ---------------------------------------------------------------- wheel and sdist


def test_every_package_of_the_source_is_installed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = [path.parent.relative_to(ROOT) for path in (ROOT / "qikan").rglob("__init__.py")]
    assert {".".join(folder.parts) for folder in folders} | {"qikan.layouts"} == set(
        setuptools["packages"]
    )


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    result = subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=os.environ | {"PIP_NO_INDEX": "1"} | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where qikan is installed from the wheel of the sdist, made by ``python -m build`` here."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("qikan", "layouts"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy(path, root / path.name)
    run("-m", "build", "--no-isolation", cwd=root)
    (wheel,) = (root / "dist").glob("*.whl")
    assert len(list((root / "dist").glob("*.tar.gz"))) == 1
    target = tmp_path_factory.mktemp("installed")
    run("-m", "pip", "install", "--quiet", "--no-deps", "--target", target, wheel, cwd=root)
    return target


def test_the_installed_command_works_in_a_folder_with_only_content(
    installed: Path, tmp_path: Path
) -> None:
    for name in ("one", "other"):
        shutil.copytree(SOURCE / "content", tmp_path / name / "content")
    program = installed / "bin" / "qikan"
    run(program, cwd=tmp_path / "one", PYTHONPATH=str(installed))
    assert run_build("--root", tmp_path / "other").returncode == 0
    assert tree(tmp_path / "one/site") == tree(tmp_path / "other/site")
    version = re.search('__version__ = "(.*)"', (ROOT / "qikan/__init__.py").read_text("utf-8"))
    assert version
    assert (installed / f"qikan-{version[1]}.dist-info").is_dir()


def test_the_installed_package_is_the_same_program_as_the_module(
    installed: Path, tmp_path: Path
) -> None:
    env = {"PYTHONPATH": str(installed)}
    by_command = run(installed / "bin" / "qikan", "--help", cwd=tmp_path, **env)
    assert by_command == run("-m", "qikan", "--help", cwd=tmp_path, **env)
    assert by_command.startswith("usage: qikan ")


def test_a_folder_without_content_is_named(installed: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "qikan"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(installed)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 2
    assert result.stderr == (
        "qikan: there is no content/ in .; name the folder that holds it (--root), or begin an "
        "archive with `new archive FOLDER` [no-content-folder]\n"
    )


def test_a_new_archive_is_built_looked_over_and_served(installed: Path, tmp_path: Path) -> None:
    """As a newcomer does it: nothing of a checkout is there."""
    env = {"PYTHONPATH": str(installed)}
    run(installed / "bin/qikan", "new", "archive", "mine", cwd=tmp_path, **env)
    root = tmp_path / "mine"
    for call in (["new", "entry", "--offline", "一条消息"], [], ["verify"], ["check", "--drafts"]):
        run("build.py", *call, cwd=root, **env)
    assert (root / ".github/workflows/publish.yml").is_file()
    serve = [sys.executable, "build.py", "serve", "--port", "0"]
    with subprocess.Popen(
        serve, cwd=root, env=os.environ | env, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        lines = process.stdout or ()
        address = next(match for line in lines if (match := re.search(r"http://\S+", line)))[0]
        with urllib.request.urlopen(address, timeout=120) as answer:
            assert "一条消息" in answer.read().decode()
        with urllib.request.urlopen(f"{address}__qikan__/editor_bar.js", timeout=120) as answer:
            assert b"openEditorBar" in answer.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(120) == 0
