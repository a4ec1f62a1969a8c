"""The cached values of entries for outputs."""

from pathlib import Path

from make import assembled, config, entry, fetch, messages

from qikan.cache.store import Cache
from qikan.generator import values
from qikan.outputs.context import OutputContext
from qikan.outputs.feed_items import entry_item


def test_a_value_is_made_once_and_kept_until_its_entry_changes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    archive = assembled(config(), [entry(1), entry(2)])
    first, second = (item.entry for item in archive.entries)
    values.open_values(cache, "settings")
    context = OutputContext(config(), messages(), fetch, values.read_values(cache.path))
    for known in (first, second, first):
        context.entry_value("length", known, lambda known=known: len(known.titles))  # type: ignore[misc]
    assert len(context.new) == 2
    values.keep_values(cache, archive, context.new)
    stored = values.read_values(cache.path)

    def refuse() -> object:
        raise AssertionError("it is kept already")

    again = OutputContext(config(), messages(), fetch, stored)
    assert again.entry_value("length", first, refuse) == 2
    assert not again.new

    edited = assembled(config(), [entry(1), entry(2, title="另一标题")])
    values.keep_values(cache, edited, {("length", "another"): b"0"})
    assert (stored("length", first.digest), stored("length", second.digest)) in (
        (b"2", None),
        (None, b"2"),
    )


def test_an_item_of_a_feed_that_was_kept_is_the_one_that_was_made(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    site = config()
    body = "第一段。\n\n```\n{}\n\n[]\n```"
    archive = assembled(
        site, [entry(1, body=body, authors=("A. Name", "B. Name"), topics=("标签",))]
    )
    (item,) = archive.entries
    context = OutputContext(site, messages(), fetch)
    fresh = [entry_item(context, variant, item) for variant in site.variants]
    values.keep_values(cache, archive, context.new)
    again = OutputContext(site, messages(), fetch, values.read_values(cache.path))
    assert [entry_item(again, variant, item) for variant in site.variants] == fresh
    assert not again.new


def test_other_settings_forget_all_values(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    archive = assembled(config(), [entry(1)])
    key = archive.entries[0].entry.digest
    values.open_values(cache, "settings")
    values.keep_values(cache, archive, {("length", key): b"2"})
    stored = values.read_values(cache.path)
    values.open_values(cache, "settings")
    assert stored("length", key) == b"2"
    values.open_values(cache, "other settings")
    assert stored("length", key) is None
