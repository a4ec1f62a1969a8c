"""What a new archive installs: the qikan that began it, wherever that came from."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from qikan import __version__
from qikan.scaffold.requirement import public_address, requirements


def installs(root: Path) -> list[str]:
    """The lines that pip reads."""
    return [line for line in requirements(root).splitlines() if not line.startswith("#")]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], None]:
    """Act as an installed qikan of this origin, as pip notes it (PEP 610)."""
    home = tmp_path / "site-packages"
    note = home / f"qikan-{__version__}.dist-info/direct_url.json"
    monkeypatch.setattr("qikan.scaffold.requirement.HOME", home)

    def install(origin: dict[str, Any]) -> None:
        note.parent.mkdir(parents=True)
        note.write_text(json.dumps(origin), "utf-8")

    return install


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://git.example/boats/qikan.git", "https://git.example/boats/qikan.git"),
        ("https://wei:secret@git.example/boats/qikan", "https://git.example/boats/qikan"),
        ("https://git.example:8443/boats/qikan", "https://git.example:8443/boats/qikan"),
        ("git@git.example:boats/qikan.git", "https://git.example/boats/qikan.git"),
        ("ssh://git@git.example:22/boats/qikan", "https://git.example/boats/qikan"),
        ("/srv/qikan", ""),
        ("../qikan", ""),
        ("C:/qikan", ""),
        ("file:///srv/qikan", ""),
        ("", ""),
    ],
)
def test_a_repository_is_named_by_its_public_address(remote: str, address: str) -> None:
    assert public_address(remote) == address


def test_a_checkout_installs_itself() -> None:
    assert installs(ROOT) == ["-c constraints.txt", "."]


def test_an_installation_from_a_repository_is_installed_again(
    tmp_path: Path, installed: Callable[[dict[str, Any]], None]
) -> None:
    origin = {
        "url": "https://git.example/boats/qikan",
        "vcs_info": {"vcs": "git", "commit_id": "a1b2"},
    }
    installed(origin)
    assert installs(tmp_path) == ["qikan @ git+https://git.example/boats/qikan@a1b2"]


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
def test_a_commit_is_named_once_the_repository_has_it(
    tmp_path: Path, installed: Callable[[dict[str, Any]], None]
) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=Wei", "-c", "user.email=wei@example.org"]
        command = ["git", "-C", str(checkout), *identity, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    checkout = tmp_path / "checkout"
    checkout.mkdir()
    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "First")
    git("remote", "add", "origin", "git@git.example:boats/qikan.git")
    installed({"url": checkout.as_uri(), "dir_info": {}})
    assert installs(tmp_path) == [f"qikan=={__version__}"]
    commit = git("rev-parse", "HEAD")
    git("update-ref", "refs/remotes/origin/main", "HEAD")
    assert installs(tmp_path) == [f"qikan @ git+https://git.example/boats/qikan.git@{commit}"]
