"""The verb ``schema``: write what editors' programs complete fields with."""

from __future__ import annotations

from pathlib import PurePosixPath

from qikan import disk
from qikan.commands.call import Call
from qikan.content.site_file import read_settings
from qikan.model.problem import Problem
from qikan.problems.message import message
from qikan.report import Report
from qikan.scaffold.editor import generated_files, settings_files
from qikan.scan import scan


def run(call: Call, report: Report) -> None:
    """Write JSON Schemas and snippets again, and settings that use them where none exist.

    Raises:
        ContentError: the settings are wrong; the problems have been shown.
    """
    problems: list[Problem] = []
    config = read_settings(call.root, call.base_url, problems)
    report.refuse(problems)
    listing = scan(call.root, call.root / "layouts")
    issues = [PurePosixPath(path).stem for path in listing.issues]
    files = generated_files(config.topics, issues)
    for path, text in files.items():
        disk.replace(call.root, path, text.encode())
    begun = {p: text for p, text in settings_files().items() if not disk.exists(call.root, p)}
    for path, text in begun.items():
        disk.write_new(call.root, path, text.encode())
    report.print_message(message("schema-written", files=len(files), begun=len(begun)))
