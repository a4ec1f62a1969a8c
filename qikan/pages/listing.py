"""Lists of entries that are cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from qikan.model.archive import Placed
from qikan.pages import addresses
from qikan.pages.spec import PageSpec, PlanContext, last_change


def numbered(members: Sequence[Placed], size: int) -> list[tuple[int, Sequence[Placed]]]:
    """Cut a list, newest first, into pages numbered from the oldest.

    Page 0 is the front with the newest ``size`` to ``2 * size - 1`` members; every numbered page
    holds ``size`` members and keeps them for ever.
    """
    full = max(len(members) // size - 1, 0)
    front = len(members) - full * size
    pages = [(0, members[:front])]
    for number in range(full, 0, -1):
        start = front + (full - number) * size
        pages.append((number, members[start : start + size]))
    return pages


def list_pages(
    context: PlanContext,
    first: str,
    members: Sequence[Placed],
    data: Mapping[str, object],
    front: Mapping[str, object] = MappingProxyType({}),
) -> Iterator[PageSpec]:
    """A list's pages; ``front`` is what the first page shows more, empty on the numbered ones."""
    pages = numbered(members, context.config.page_size)
    for number, items in pages:
        address = addresses.list_page(first, number)
        listing = {"number": number, "full": len(pages) - 1, "items": items}
        more = dict.fromkeys(front, ()) if number else front
        yield PageSpec(
            address, {**data, **listing, **more}, last_change(items), indexed=bool(items)
        )
