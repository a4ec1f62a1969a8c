"""What pyproject.toml and constraints.txt promise to somebody who installs qikan."""

import re
import tomllib
from pathlib import Path

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
        assert all(" -c constraints.txt " in line for line in installs), name
