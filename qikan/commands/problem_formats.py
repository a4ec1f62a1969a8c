"""Problems in the formats of other programs: GitHub's annotations, JSON, SARIF."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Callable, Iterable, Mapping, Sequence

from qikan import __version__
from qikan.model.problem import Problem

_SARIF = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def github(problems: Iterable[Problem], language: str) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for problem in problems:
        values = {
            "file": problem.path,
            "line": problem.line,
            "col": problem.col,
            "title": problem.id or "problem",
        }
        place = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
        lines.append(f"::{problem.severity} {place}::{_data(problem.wording(language))}\n")
    return "".join(lines)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem], language: str) -> str:
    """``{"problems": […]}``: each with its identifier, severity, place, text, mistake and cure."""
    rows = [
        {
            "id": problem.id,
            "severity": problem.severity,
            "path": problem.path,
            "line": problem.line,
            "col": problem.col,
            "text": problem.wording(language),
            "what": problem.message.what(language),
            "cure": problem.message.cure(language),
        }
        for problem in problems
    ]
    return _dump({"qikan": __version__, "problems": rows})


def sarif(problems: Sequence[Problem], language: str) -> str:
    """SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html."""
    rules = sorted({problem.id for problem in problems if problem.id})
    driver = {
        "name": "qikan",
        "version": __version__,
        "rules": [{"id": name} for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, language) for problem in problems],
    }
    return _dump({"$schema": _SARIF, "version": "2.1.0", "runs": [run]})


def _result(problem: Problem, language: str) -> Mapping[str, object]:
    place = {
        "artifactLocation": {"uri": urllib.parse.quote(problem.path)},
        "region": {"startLine": problem.line, "startColumn": problem.col},
    }
    return {
        "ruleId": problem.id or "problem",
        "level": problem.severity,
        "message": {"text": problem.wording(language)},
        "locations": [{"physicalLocation": place}],
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem], str], str]] = {
    "github": github,
    "json": as_json,
    "sarif": sarif,
}
"""How problems are written for other programs."""
