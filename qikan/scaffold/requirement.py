"""What an archive names in its requirements.txt: the qikan that began it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from qikan import __version__, disk
from qikan.installation import HOME

PATH = "requirements.txt"

_COMMENT = "# 用来生成本站的 qikan。The qikan that builds this site.\n"
_UNKNOWN = """\
# 请换成 qikan 的源码库。Write the repository of qikan here: qikan @ git+https://…@COMMIT
"""


def requirements(root: Path) -> str:
    """The text of requirements.txt for the archive in a folder."""
    if root.resolve() == HOME:  # the archive is in a checkout of qikan
        return f"{_COMMENT}-c constraints.txt\n.\n"
    origin = _installed_from()
    repository = _repository(origin) or _pushed(_checkout(origin))
    if repository:
        return f"{_COMMENT}qikan @ git+{repository}\n"
    return f"{_COMMENT}{_UNKNOWN}qikan=={__version__}\n"


def is_known(requirements: str) -> bool:
    """Whether a text of requirements.txt says where qikan comes from."""
    return _UNKNOWN not in requirements


def _installed_from() -> dict[str, Any]:
    """Where pip installed qikan from (PEP 610); empty where that is an index or not known."""
    path = f"qikan-{__version__}.dist-info/direct_url.json"
    return dict(json.loads(disk.read(HOME, path))) if disk.exists(HOME, path) else {}


def _repository(origin: dict[str, Any]) -> str:
    """``https://…@COMMIT`` of an installation from a repository, or ''."""
    commit = origin.get("vcs_info", {}).get("commit_id")
    address = public_address(origin.get("url", ""))
    return f"{address}@{commit}" if commit and address else ""


def _checkout(origin: dict[str, Any]) -> Path | None:
    """The checkout that is running, or that was installed."""
    folder = HOME
    if origin.get("url", "").startswith("file:"):
        folder = Path(urllib.request.url2pathname(urllib.parse.urlsplit(origin["url"]).path))
    return folder if (folder / ".git").exists() else None


def _pushed(checkout: Path | None) -> str:
    """``https://…@COMMIT`` of a checkout whose commit is in the repository it came from, or ''."""
    if not checkout or not shutil.which("git"):
        return ""
    commit = _git(checkout, "rev-parse", "HEAD")
    address = public_address(_git(checkout, "remote", "get-url", "origin"))
    known = _git(checkout, "for-each-ref", "--contains", "HEAD", "refs/remotes/origin")
    return f"{address}@{commit}" if address and commit and known else ""


def _git(checkout: Path, *arguments: str) -> str:
    command = ["git", "-C", os.fspath(checkout), *arguments]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    return run.stdout.strip() if run.returncode == 0 else ""


def public_address(remote: str) -> str:
    """The ``https`` address of a repository, without a user or password; '' if there is none."""
    parts = urllib.parse.urlsplit(remote)
    if parts.scheme in ("https", "ssh"):
        host = parts.hostname if parts.scheme == "ssh" else parts.netloc.rpartition("@")[2]
        return f"https://{host}{parts.path}"
    by_ssh = re.fullmatch(r"(?:[^@/]+@)?([\w.-]{2,}):([^/].*)", remote)  # git's short form
    return f"https://{by_ssh[1]}/{by_ssh[2]}" if by_ssh else ""
