"""The context of every export format, and an issue rendered by its own layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from qikan.content.messages import say
from qikan.model.archive import Issue
from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.feed_text import with_absolute_addresses
from qikan.pages.addresses import issue_address
from qikan.pages.naming import issue_title


class ExportContext(NamedTuple):
    """Settings, words and entries (``outputs``), a function that renders a page, and one that reads
    the file at a place of the site, which gives nothing if no content file goes there.
    """

    outputs: OutputContext
    render: Callable[[Page], bytes]
    read: Callable[[str], bytes | None]


class IssueEdition(NamedTuple):
    """An issue in the edition in which it is exported."""

    context: ExportContext
    issue: Issue
    variant: str

    @property
    def title(self) -> str:
        """The issue's number and title."""
        messages, issue = self.context.outputs.messages, self.issue
        title = issue_title(messages, self.variant, issue)
        if not issue.written:
            return title
        return f"{self.say('issue_number', n=issue.written.file.number)} {title}"

    @property
    def site(self) -> str:
        """The site's title."""
        return self.context.outputs.config.title[self.variant]

    @property
    def url(self) -> str:
        """The whole address of the issue's page."""
        return self.context.outputs.config.url(self.variant, issue_address(self.issue))

    def say(self, name: str, **values: object) -> str:
        """A text of the interface."""
        return say(self.context.outputs.messages, self.variant, name, **values)

    def html(self, layout: str, **values: object) -> str:
        """A layout of ``layouts/export/`` rendered for the issue, with whole addresses.

        Raises:
            LayoutError: the layout is wrong.
        """
        data: Mapping[str, Any] = {"issue": self.issue, "title": self.title, **values}
        address = issue_address(self.issue)
        page = Page("", address, self.variant, "export", "html", data, f"export/{layout}")
        return with_absolute_addresses(self.context.outputs, self.context.render(page).decode())
