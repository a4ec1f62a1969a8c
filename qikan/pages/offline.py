"""What lets a reader go on without a network, and keep the site among a device's programs."""

from __future__ import annotations

from collections.abc import Iterator

from qikan.cache.encoding import digest
from qikan.model.archive import Issue
from qikan.pages import addresses
from qikan.pages.spec import PageSpec, PlanContext


def offline(context: PlanContext) -> Iterator[PageSpec]:
    """The page that stands in for one that was not kept."""
    if context.config.is_offline:
        yield PageSpec(addresses.OFFLINE, {}, indexed=False)


def icons(_: PlanContext) -> Iterator[PageSpec]:
    """The site's seal in the sizes that devices ask for."""
    for size in addresses.ICON_SIZES:
        yield PageSpec(addresses.icon_address(size), {"size": size}, indexed=False, format="icon")


def manifest(_: PlanContext) -> Iterator[PageSpec]:
    """The manifest of an edition."""
    sizes = [size for size in addresses.ICON_SIZES if size != addresses.APPLE_ICON_SIZE]
    yield PageSpec(addresses.MANIFEST, {"sizes": sizes}, indexed=False, format="manifest")


def worker(context: PlanContext) -> Iterator[PageSpec]:
    """The service worker. It keeps the home page, the newest issue and the page that stands in for
    others, and is another one as soon as the newest issue is.
    """
    config = context.config
    newest = context.regular_issues()[0][:1]
    kept = [addresses.HOME, addresses.OFFLINE, *map(addresses.issue_address, newest)]
    prefixes = [config.prefix(variant) for variant in config.variants]
    editions = {prefix: [prefix + address for address in kept] for prefix in prefixes}
    script = "static/worker.js" if config.is_offline else "static/no_worker.js"
    data = {
        "editions": editions if config.is_offline else {},
        "version": "".join(map(_version, newest)),
        "script": (script, config.versions.get(script, "")),
    }
    yield PageSpec(addresses.WORKER, data, indexed=False, format="worker")


def _version(issue: Issue) -> str:
    """A digest of what an issue shows, as far as facts tell it: with a network a page comes from
    there all the same, and where a file stands in the content must not matter.
    """
    shown = [
        (item.entry.id, item.entry.changed, sorted(item.entry.titles.items()), item.entry.size)
        for item in issue.members
    ]
    return digest(repr(shown).encode())[:16]
