"""Pages at old addresses, which lead to the present ones."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.model.archive import Facts
from qikan.pages import addresses
from qikan.pages.listing import numbered
from qikan.pages.spec import Groups, PageSpec, PlanContext


def redirects(context: PlanContext) -> Groups:
    """The old addresses of subjects and entries.

    Of a page's data, ``to`` is the present address, ``names`` what stands there.
    """
    archive = context.archive
    yield _old_subject_addresses(context)
    for item in (*archive.entries, *archive.withdrawn):
        if item.entry.aliases:
            yield _aliases(item.entry)


def _old_subject_addresses(context: PlanContext) -> Iterator[PageSpec]:
    for subject in context.config.subjects:
        first = addresses.subject_address(subject)
        for old in addresses.old_subject_addresses(subject):
            members = context.archive.members(subject)
            for number, _ in numbered(members, context.config.page_size):
                to = addresses.list_page(first, number)
                address = addresses.list_page(old, number)
                yield PageSpec(address, {"to": to, "names": subject.names}, indexed=False)


def _aliases(entry: Facts) -> Iterator[PageSpec]:
    names = {variant: title for variant, (title, *_) in entry.titles.items()}
    data = {"to": addresses.entry_address(entry), "names": names, "entry": entry}
    for alias in entry.aliases:
        yield PageSpec(addresses.alias_address(alias), data, indexed=False)
