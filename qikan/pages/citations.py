"""Which files of citations there are: beside the page of a paper, an issue, what the editor listed
(topics, organisations, people), and of the archive.

They hold the papers of the page, and are the same in every edition, so there is one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qikan.model.archive import Placed
from qikan.pages import addresses
from qikan.pages.spec import Groups, PageSpec, PlanContext, last_change


def citation_files(context: PlanContext) -> Groups:
    """The files of citations of entries and issues, in every format."""
    if "citations" not in context.config.outputs:
        return
    for item in context.archive.entries:
        yield _files(addresses.entry_address(item.entry), (item,))
    for issue in context.archive.issues:
        yield _files(addresses.issue_address(issue), issue.members)


def joined_citations(context: PlanContext) -> Groups:
    """The files of citations of topics and other subjects, and of the whole archive: the citations
    of entries joined.
    """
    if "citations" not in context.config.outputs:
        return
    archive = context.archive
    for subject in context.config.subjects:
        yield _files(addresses.subject_address(subject), archive.members(subject))
    yield _files(addresses.ARCHIVE, archive.entries)


def _files(page: str, items: Sequence[Placed]) -> Iterator[PageSpec]:
    papers = [item for item in items if item.entry.kind == "paper"]
    if not papers:
        return
    data, changed = {"items": papers}, last_change(papers)
    for format_ in addresses.CITATION_FILES:
        address = addresses.citation_address(page, format_)
        yield PageSpec(address, data, changed, indexed=False, format=format_)
