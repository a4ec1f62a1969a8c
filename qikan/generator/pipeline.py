"""The whole generator: read, typeset, assemble and plan; then print and publish."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from qikan import disk
from qikan.archive.assemble import assemble
from qikan.archive.check import check, misplaced, unconverted
from qikan.cache.fingerprint import fingerprints
from qikan.cache.records import digest, dump, unpack
from qikan.cache.store import Memo
from qikan.content.glossary import Glossary, glossary_texts, read_glossaries
from qikan.content.messages import Messages, read_layouts
from qikan.content.site import Config, read_settings
from qikan.conversion import editions as variants
from qikan.conversion.converter import Converter
from qikan.generator import jobs
from qikan.generator.entries import Shop, open_library
from qikan.generator.indexing import plan_index, write_index
from qikan.generator.registry import FEED_FILES
from qikan.generator.request import Order
from qikan.model import Archive, Asset, Facts, Page, Problem, Typeset, Where
from qikan.pages import assets, links
from qikan.pages import plan as pages
from qikan.parallel import workers
from qikan.publish import changes as printing
from qikan.publish import trees as staging
from qikan.report import TYPESETTING, Report


class Plan(NamedTuple):
    """What is to be published, and what it is made with.

    ``fetch`` gives whole entries. ``problems`` are warnings.
    """

    config: Config
    messages: Messages
    layouts: Mapping[str, str]
    converter: Converter
    archive: Archive
    pages: list[Page]
    assets: list[Asset]
    problems: list[Problem]
    fetch: Callable[[Facts], Typeset]


def prepare(order: Order, memo: Memo, report: Report) -> Plan:
    """Read, typeset, assemble and plan.

    Raises:
        ContentError: the content is wrong; the problems have been shown.
    """
    listing = order.listing
    problems = list(listing.problems)
    config = read_settings(order.root, order.base_url, problems)
    messages, layouts = read_layouts(order.layouts, listing.layouts, problems)
    config = replace(config, static_pages=assets.static_pages(listing.static))
    report.stage("read", f"{len(listing.entries)} entry files, {len(listing.issues)} issues")

    converter, words = _converter(order, config, memo, problems)
    basis = (
        order.code,
        words,
        config.variants,
        config.base_url,
        config.quotes,
        config.view,
        sorted(config.static_pages),
    )
    shop = Shop(
        root=order.root,
        means=jobs.TypesetMeans(config, converter, order.clock),
        key=digest(repr((*basis, sorted(config.whole_words))).encode()),
        jobs=order.jobs,
        spread=order.spread,
        watch=_measured(report),
    )
    library = open_library(shop, listing, order.same, memo)
    problems += library.problems
    drafts = [e for e in library.entries if e.status == "draft" and not order.drafts]
    entries = [e for e in library.entries if e.status != "draft" or order.drafts]
    count = f"{len(entries)} entries in {' and '.join(config.variants)}"
    report.stage("typeset", f"{count}; {library.fresh} files anew")

    def fetch(entry: Facts) -> Typeset:
        return unpack(memo.record(entry.record, entry.digest))

    def locate(entry: Facts) -> Where:
        return fetch(entry).where

    problems += check(entries, library.issues, locate, drafts)
    texts = [(entry.path, entry.unconverted) for entry in entries]
    texts += [(issue.where.path, issue.unconverted) for issue in library.issues]
    problems += itertools.chain(*itertools.starmap(unconverted, texts))
    report.refuse(problems)
    whole = assemble(config, entries, library.issues, variants.fold)
    problems += misplaced(whole)
    planned = pages.plan(config, whole, FEED_FILES)
    pointers = links.pointers(whole, library.issues)
    copied = assets.assets(config, pointers, listing.static, listing.layout_files)
    problems += assets.check_places(planned, copied, locate)
    problems += links.check_links(config, planned, copied, pointers, listing.beside)
    report.refuse(problems)
    counts = f"{len(whole.issues)} issues, {len(whole.by_topic)} topics, {len(planned)} pages"
    report.stage("assemble", counts)
    return Plan(config, messages, layouts, converter, whole, planned, copied, problems, fetch)


def _measured(
    report: Report,
) -> Callable[[Iterator[list[jobs.Read]], int], Iterable[list[jobs.Read]]]:
    def watch(results: Iterator[list[jobs.Read]], total: int) -> Iterable[list[jobs.Read]]:
        for batch in report.watch(results, total):
            report.costs += [(TYPESETTING, r.path, r.seconds) for r in batch if r.seconds]
            yield batch

    return watch


def _converter(
    order: Order, config: Config, memo: Memo, problems: list[Problem]
) -> tuple[Converter, str]:
    """The converter, and the digest of its glossaries: a memo saves reading them again."""
    texts = glossary_texts(order.home, order.root)
    mark = digest(b"\0".join(texts.values()))
    noted = memo.note("glossary") or {}
    if noted.get("key") == [order.code, mark]:
        return Converter(Glossary.from_json(noted["glossary"]), config.quotes), mark
    found = list[Problem]()
    glossary = read_glossaries(texts, found)
    problems += found
    if not found:
        memo.write_note("glossary", {"key": [order.code, mark], "glossary": glossary})
    return Converter(glossary, config.quotes), mark


def publish(order: Order, plan: Plan, memo: Memo, report: Report) -> None:
    """Bring the standby tree up to date, and exchange it with the published one.

    Raises:
        ContentError: a layout is wrong; the problem has been shown.
    """
    basis = digest(dump([order.code, _settings(order)]))
    index = plan_index(plan.config, plan.archive, basis)
    known = memo.rows("file")
    outputs = _outputs(order, plan, basis, known)
    wanted = [*outputs, *index.outputs]
    with staging.staged(order.out) as stage:
        need = printing.needs(wanted, known, stage.standing, stage.live)
        if gone := staging.missing(stage.out, need.copy):  # somebody deleted some of the site
            live = {path: mark for path, mark in stage.live.items() if path not in gone}
            need = printing.needs(wanted, known, stage.standing, live)
        staging.remove(stage.new, need.drop)
        written = need.right
        if need.copy:
            seed = jobs.CopySeed(stage.out, stage.new)
            for files in order.spread(
                jobs.copy_files, seed, workers.batches(need.copy, order.jobs)
            ):
                written |= files
        written |= _print(order, plan, stage, need, memo, report)
        report.stage("print", f"{len(need.make)} files made, {len(need.copy)} copied")
        indexed = {wanted[number][0] for number in need.make if number >= len(outputs)}
        if indexed:
            written |= write_index(index, indexed, memo, order.spread, stage.new, stage.standing)
            report.stage("index", f"{len(indexed)} files, {len(index.marks)} blocks")
        staging.publish(stage, written)
    rows = {path: f"{mark} {written[path]}" for path, mark in wanted}
    new = {path: row for path, row in rows.items() if known.get(path) != row}
    memo.update_rows("file", new, known.keys() - rows.keys())
    report.stage("publish", f"{len(written)} files")


def _settings(order: Order) -> list[list[str]]:
    """The settings' files that there are, with their digests."""
    names = [name for name in disk.SETTINGS if name in order.listing.stamps]
    return [[name, digest(disk.read(order.root, name))] for name in names]


def _outputs(
    order: Order, plan: Plan, basis: str, known: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The files of the site by path and fingerprint: its pages, then what is copied."""

    def mark(asset: Asset) -> str:
        if asset.path in known and order.same(asset.source):
            return known[asset.path].partition(" ")[0]
        return digest(disk.read(_base(order, asset), asset.source))

    look = digest(dump([basis, order.base_url, plan.layouts, plan.messages]))
    marks = fingerprints(plan.pages, look)
    return [
        *((page.path, mark) for page, mark in zip(plan.pages, marks, strict=True)),
        *((asset.path, mark(asset)) for asset in plan.assets),
    ]


def _base(order: Order, asset: Asset) -> Path:
    """The folder that an asset's source is below."""
    return order.layouts.parent if asset.source.startswith("layouts/") else order.root


def _print(
    order: Order,
    plan: Plan,
    stage: staging.Stage,
    need: printing.Need,
    memo: Memo,
    report: Report,
) -> dict[str, str]:
    """Make the files that are needed; gives their digests by path."""
    seed = jobs.PrintSeed(
        means=jobs.PrintMeans(plan.config, plan.messages, plan.layouts, order.clock),
        pages=plan.pages,
        memo=memo.path,
        tree=stage.new,
        standing=stage.standing,
    )
    count = len(plan.pages)
    cuts = printing.page_batches(plan.pages, [n for n in need.make if n < count], order.jobs)
    written: dict[str, str] = {}
    batches = order.spread(jobs.print_pages, seed, cuts)
    for files, problems, costs in report.watch(batches, len(cuts)):
        written |= files
        report.costs += costs
        report.refuse([*plan.problems, *problems] if problems else [])
    last = count + len(plan.assets)
    for asset in (plan.assets[n - count] for n in need.make if count <= n < last):
        base = _base(order, asset)
        path, mark = staging.copy(base, asset.source, stage.new, asset.path, stage.standing)
        written[path] = mark
    return written
