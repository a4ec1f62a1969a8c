"""What the preview's script in the browser is told: of its page, and of every status."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from qikan.model import Page, Problem
from qikan.server import panel
from qikan.server.editor_links import EditorLinks
from qikan.server.preview import Status

OWN = "/__qikan__/"
"""The path of the preview's own files: no address of a site begins so."""


_LANGUAGE = "zh"
"""Of messages in the panel, as of its buttons."""


def page_context(page: Page | None, version: str, token: str, links: EditorLinks) -> dict[str, str]:
    """What the script knows of its page; ``token`` is empty where it may not write."""
    context = {"version": version, "token": token}
    if page is None:
        return context
    source, facts = panel.source_of(page)
    context |= {"page": page.path, "source": source, "edit": links.link(source) if source else ""}
    if facts:
        context |= {"status": facts.status, "digest": facts.digest}
    return context


def with_script(data: bytes, context: Mapping[str, str]) -> bytes:
    """A page with the script that shows mistakes and loads the page again after a change."""
    attribute = html.escape(json.dumps(context, ensure_ascii=False))
    tag = f'<script src="{OWN}client.js" data-context="{attribute}" defer></script>'.encode()
    before, end, after = data.rpartition(b"</body>")
    return before + tag + end + after if end else data + tag


def event(status: Status, links: EditorLinks) -> str:
    """A status for the script, as JSON in one line."""
    value: Mapping[str, Any] = {
        "version": status.version,
        "failure": status.failure.text(_LANGUAGE) if status.failure else "",
        "drafts": {variant: list(paths) for variant, paths in status.drafts.items()},
        "problems": [_problem(problem, links) for problem in status.problems],
    }
    return json.dumps(value, ensure_ascii=False)


def _problem(problem: Problem, links: EditorLinks) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "place": f"{problem.path}:{problem.line}:{problem.col}",
        "edit": links.link(problem.path, problem.line, problem.col),
        "text": problem.wording(_LANGUAGE),
        "id": problem.id,
        "severity": problem.severity,
        "caret": problem.caret() if problem.excerpt else "",
    }
