"""The verb ``verify``: look over the built site before it is published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qikan.archive import ledger
from qikan.commands import request
from qikan.commands.call import Call
from qikan.content.site_file import read_settings
from qikan.errors import CallError
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.publish import tree_files
from qikan.report import Report, counted
from qikan.scan import Stamp
from qikan.verify.site import HOSTS, example_address, verify


def run(call: Call, report: Report) -> None:
    """Look over the files of the built site; nothing is written.

    Raises:
        CallError: there is no built site.
        ContentError: something is wrong with it; the problems have been shown.
    """
    files = tree_files.manifest(call.out)
    if not files:
        raise CallError(message("no-site", folder=call.out))
    problems: list[Problem] = []
    config = read_settings(call.root, call.base_url, problems)
    problems += verify(call.out, config.base_url, HOSTS[call.target])
    problems += example_address(config.base_url)
    problems += _age(call)
    report.refused = "errors-not-published"
    report.refuse(problems)
    report.show(problems)
    report.print_message(message("site-right", files=counted(len(files), "file")))


def _age(call: Call) -> list[Problem]:
    """A warning where content or layouts changed after the last build."""
    with request.open_cache(call) as cache:
        stamps: Mapping[str, Any] = (cache.value("last") or {}).get("stamps", {})
    now = request.make_request(call, stamps).listing.stamps
    if not stamps or not any(_differs(stamps, path, stamp) for path, stamp in now.items()):
        return []
    return [Problem("content", 1, 1, message("site-older-than-content"))]


def _differs(before: Mapping[str, Any], path: str, stamp: Stamp) -> bool:
    """Whether a file is new or was changed; False where it cannot be known."""
    if path == ledger.FILE:  # it only remembers what the site holds already
        return False
    return path not in before or before[path] not in (None, stamp)
