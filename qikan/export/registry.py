"""The formats of exports: a module here, and a row in the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from qikan.export.context import IssueEdition
from qikan.export.email import mail
from qikan.export.epub import epub
from qikan.export.markdown import markdown
from qikan.export.pdf import pdf
from qikan.export.wechat import wechat


class ExportFormat(NamedTuple):
    """How an export's file ends, and the function that makes its bytes."""

    ending: str
    make: Callable[[IssueEdition], bytes]


FORMATS: Mapping[str, ExportFormat] = {
    "wechat": ExportFormat("wechat.html", wechat),
    "email": ExportFormat("eml", mail),
    "markdown": ExportFormat("md", markdown),
    "epub": ExportFormat("epub", epub),
    "pdf": ExportFormat("pdf", pdf),
}
"""The formats by the name that ``export --as`` knows them by."""
