"""A call -> what the generator is to do: the parts that several verbs share."""

from __future__ import annotations

import contextlib
import datetime
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qikan import disk, installation
from qikan.cache import last_build
from qikan.cache.store import Cache
from qikan.commands.call import Call
from qikan.generator.request import BuildRequest
from qikan.locks import Wait
from qikan.parallel.workers import process_pool
from qikan.problems.message import Message, message
from qikan.scan import scan

if TYPE_CHECKING:
    from qikan.model.archive import Archive


@contextlib.contextmanager
def open_cache(call: Call) -> Iterator[Cache]:
    """The cache of the root; ``check``, and a build beside another one, get a temporary one."""
    with contextlib.ExitStack() as stack:
        keep = call.verb == "build"
        wait = _waiter(call.language) if keep and call.wait else None
        folder = stack.enter_context(disk.cache_folder(call.root, keep=keep, wait=wait))
        yield stack.enter_context(contextlib.closing(Cache(folder)))


def make_request(call: Call, stamps: Mapping[str, Any], code: str = "") -> BuildRequest:
    """What is to be built, given the stamps of the files that the last build read.

    ``code`` is the digest of qikan, if it is known.
    """
    own = call.root / "layouts"
    layouts = own if own.is_dir() else installation.shipped_layouts()
    listing = scan(call.root, layouts)
    return BuildRequest(
        root=call.root,
        layouts=layouts,
        out=call.out,
        base_url=call.base_url,
        drafts=call.drafts,
        today=call.today,
        now=datetime.datetime.now(datetime.UTC),
        jobs=call.jobs,
        executor=process_pool(call.jobs),
        code=code or last_build.code_digest(),
        listing=listing,
        unchanged=lambda path: stamps.get(path) == listing.stamps[path],
        clock=time.perf_counter if call.profile else None,
        wait=_waiter(call.language) if call.wait else None,
    )


_PAUSE = 0.2
"""Seconds between two attempts to take a lock that another build holds."""


def _waiter(language: str) -> Wait:
    """A function that waits a moment for another build; its first call prints that it waits."""
    announced = False

    def wait(holder: Message) -> None:
        nonlocal announced
        if not announced:
            announced = True
            text = message("waiting-for", holder=holder).text(language)
            print(text, file=sys.stderr, flush=True)
        time.sleep(_PAUSE)

    return wait


@contextlib.contextmanager
def with_executor(call: Call, request: BuildRequest) -> Iterator[BuildRequest]:
    """The request with the workers of a cluster, if the call names one."""
    if not call.executor:
        yield request
        return
    from qikan.parallel import cluster  # late: dask is an extra

    with cluster.connected(call.executor, request.executor) as (executor, jobs):
        yield request._replace(executor=executor, jobs=jobs)


def remarks(archive: Archive, near: Callable[[str], str] | None = None) -> list[Message]:
    """What the editor should know of the whole archive: it is empty, or names are not listed.

    ``near`` gives the topic that a tag probably stands for, or ''.
    """
    if not archive.entries and not archive.withdrawn:
        return [message("site-empty")]
    tags = {tag: len(entries) for tag, entries in archive.tags.items()}
    unlisted = archive.contributors.unlisted
    orgs = {name: count for name, count in unlisted.items() if count >= _OFTEN}
    kinds = {"tags-unknown": tags, "organisations-unlisted": orgs}
    meant = {tag: name for tag in tags if (name := near(tag))} if near else {}
    lines = [message(kind, names=_counted(names)) for kind, names in kinds.items() if names]
    if meant:
        pairs = "、".join(f"{tag} → {name}" for tag, name in [*meant.items()][:_MOST_NAMES])
        lines.append(message("tags-near-topics", pairs=pairs))
    return lines


_OFTEN = 2
"""Entries from which on an organisation without a page is reported."""
_MOST_NAMES = 40
"""Names that an editor takes in."""


def _counted(names: Mapping[str, int]) -> str:
    """Names with the number of their entries, as far as they can be taken in."""
    shown = "、".join(f"{name} ({count})" for name, count in [*names.items()][:_MOST_NAMES])
    return f"{shown} …" if len(names) > _MOST_NAMES else shown
