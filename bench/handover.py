"""The corpus for the other generators: the same entries, converted, in the form each reads.

``python bench/handover.py --root DIR --to DIR --peers hugo,pelican,eleventy``. Titles, names and
Markdown are in both languages already, by qikan's own conversion; which issue, topics and other
entries a page shows is worked out already. What is left to the peers is what every generator
does: read, parse, render, write.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from corpus import PLAIN  # noqa: E402

from qikan.archive.assemble import assemble  # noqa: E402
from qikan.cache.records import facts, pack  # noqa: E402
from qikan.content import entry as entryfile  # noqa: E402
from qikan.content import issue as issuefile  # noqa: E402
from qikan.content.glossary_file import glossary_texts, read_glossaries  # noqa: E402
from qikan.content.messages import Messages, read_messages  # noqa: E402
from qikan.content.site import Config  # noqa: E402
from qikan.content.site_file import read_config  # noqa: E402
from qikan.content.source import Source  # noqa: E402
from qikan.conversion.converter import Converter  # noqa: E402
from qikan.conversion.folding import fold  # noqa: E402
from qikan.conversion.typeset import convert_markdown, typeset_entries, typeset_issues  # noqa: E402
from qikan.model.archive import Archive, Around, Facts, Placed  # noqa: E402
from qikan.model.entry import Entry, Typeset  # noqa: E402
from qikan.pages.addresses import entry_address  # noqa: E402
from qikan.scan import scan  # noqa: E402

Shown = dict[str, object]
"""What a page shows of an entry beside its text, as JSON values."""


@dataclass(frozen=True)
class Item:
    """A typeset entry with its place in the archive and its links."""

    typeset: Typeset
    placed: Placed
    around: Around


@dataclass(frozen=True)
class Site:
    """A corpus as qikan assembles it; ``items`` are all entries, the withdrawn ones last."""

    config: Config
    messages: Messages
    converter: Converter
    archive: Archive
    items: list[Item]


# ---------------------------------------------------------------- read by qikan


def read_site(root: Path) -> Site:
    """Read a generated corpus with qikan's own stages; it has no problems to report."""
    config, _ = read_config(
        source(root, "content/site.yaml"),
        source(root, "content/topics.yaml"),
    )
    messages, _ = read_messages(source(HERE.parent, "layouts/messages.yaml"))
    glossary = read_glossaries(glossary_texts(HERE.parent, root), [])
    converter = Converter(glossary, config.quotes)
    listing = scan(root, HERE.parent / "layouts")
    entries = [entryfile.parse(source(root, path))[0] for path in listing.entries]
    files = [issuefile.parse(source(root, path), config.view)[0] for path in listing.issues]
    issues = typeset_issues(config, converter, list(filter(None, files)))
    typeset: list[Typeset] = []
    parsed = list(filter(None, entries))
    for start in range(0, len(parsed), 200):
        typeset += typeset_entries(config, converter, parsed[start : start + 200])
    by_address = {entry_address(entry.entry): entry for entry in typeset}
    entry_facts = [facts(entry, pack(entry)) for entry in typeset]
    archive = assemble(config, entry_facts, issues, fold)
    placed = [
        *zip(archive.entries, archive.around, strict=True),
        *((w, Around()) for w in archive.withdrawn),
    ]
    items = [Item(by_address[entry_address(item.entry)], item, around) for item, around in placed]
    return Site(config, messages, converter, archive, items)


def source(root: Path, path: str) -> Source:
    """A text of the corpus."""
    return Source(path, (root / path).read_text("utf-8"))


def address(entry: Entry | Facts) -> str:
    """An entry's address without its last slash: ``papers/2404.07965``."""
    return entry_address(entry).rstrip("/")


def addresses(entries: Iterable[Facts | None]) -> list[str]:
    """The addresses of those entries that exist."""
    return [address(entry) for entry in entries if entry]


def shown(item: Item, variant: str) -> Shown:
    """What an entry's page shows in one language; what is empty is left out."""
    typeset = item.typeset
    entry, edition = typeset.entry, typeset.editions[variant]
    placed, around = item.placed, item.around

    def word_in(text: str) -> str:
        return edition.words.get(text, text)

    values: Shown = {
        "title": edition.title,
        "title_lang": edition.title_lang,
        "original": edition.original,
        "description": edition.lead,
        "date": f"{entry.date.first}T00:00:00+08:00",
        "genre": entry.kind,
        "address": address(entry),
        "authors": list(map(word_in, entry.authors)),
        "orgs": list(map(word_in, entry.orgs)),
        "topics": [topic.slug for topic in placed.topics],
        "words": list(map(word_in, placed.tags)),
        "issue": placed.issue,
        "month": f"{entry.date.year:04}-{entry.date.month:02}",
        "arxiv": entry.arxiv,
        "published": str(entry.published or ""),
        "links": [
            {"type": link.type, "url": link.url, "label": word_in(link.label)}
            for link in entry.links
        ],
        "sources": [{"name": word_in(each.name), "url": each.url} for each in entry.sources],
        "notes": list(map(word_in, entry.source_notes)),
        "corrections": [f"{each.date} {word_in(each.note)}" for each in entry.corrections],
        "written_by": entry.written_by,
        "about": addresses(paper for _, paper in around.about),
        "coverage": addresses(around.coverage),
        "related": addresses(around.related),
        "previous": addresses([around.previous]),
        "next": addresses([around.next]),
        "aliases": list(entry.aliases),
        "withdrawn": word_in(entry.withdrawn),
    }
    return {name: value for name, value in values.items() if value}


def markdown(site: Site, item: Item, variant: str) -> str:
    """An entry's Markdown in one language, its links leading inside that language."""
    entry = item.typeset.entry
    text = entry.body
    if entry.lang != variant:
        text = convert_markdown(site.converter, text, variant)
    return text.replace("](/", f"]({site.config.path(variant, '')}")


# ---------------------------------------------------------------- written for a peer


def hugo(folder: Path, site: Site) -> None:
    """JSON front matter, a term's page for each topic, issue and month."""
    for variant, name, item in pages(site):
        values = shown(item, variant)
        date = values.pop("date")
        front: Shown = {
            "title": values.pop("title"),
            "date": date,
            "description": values.pop("description", ""),
        }
        if "aliases" in values:
            front["aliases"] = [f"/{alias}/" for alias in item.typeset.entry.aliases]
            del values["aliases"]
        if "withdrawn" in values:
            front |= {"layout": "withdrawn", "build": {"list": "never"}}
        else:
            front["topics"] = values.pop("topics", [])
            front["issues"] = [values["issue"]]
            front["archive"] = [values.pop("month")]
        front["params"] = values
        write(folder / f"content/{name}.md", json_page(front, markdown(site, item, variant)))
    for variant in site.config.variants:
        language_folder = folder / "content" / variant.lower()
        for path, front, text in hugo_lists(site, variant):
            write(language_folder / path, json_page(front, text))
    write_data(folder / "data", site)


def hugo_lists(site: Site, variant: str) -> Iterator[tuple[str, Shown, str]]:
    """Hugo's own pages: titles of lists and terms, and what not to render."""
    words = site.messages[variant]
    for section, name in (("papers", "paper"), ("news", "news")):
        yield f"{section}/_index.md", {"title": words[name], "build": {"render": "never"}}, ""
    for name in ("issues", "topics", "archive"):
        yield f"{name}/_index.md", {"title": words[name]}, ""
    yield "feeds.md", {"title": words["feeds"], "layout": "feeds", "build": {"list": "never"}}, ""
    for topic in site.config.topics:
        front: Shown = {"title": topic.names[variant], "params": {"english": topic.names["en"]}}
        yield f"topics/{topic.slug}/_index.md", front, ""
    for issue in issues(site, variant):
        date = issue.pop("date")
        front = {"title": issue.pop("title"), "date": date, "outputs": ["html"], "params": issue}
        yield f"issues/{issue['id']}/_index.md", front, str(issue.pop("markdown"))
    for year, month in site.archive.by_month:
        front = {"title": f"{year} 年 {month} 月", "outputs": ["html"]}
        yield f"archive/{year:04}-{month:02}/_index.md", front, ""


def pelican(folder: Path, site: Site) -> None:
    """Lines of ``name: value`` above the Markdown; a list's members stand on lines of their own."""
    for variant, name, item in pages(site):
        values = shown(item, variant)
        values["tags"] = ", ".join(strings(values.pop("topics", [])))
        values["authors"] = "; ".join(strings(values.pop("authors", [])))
        values["category"] = values.pop("issue", "withdrawn")
        values["slug"] = item.typeset.entry.id
        values["date"] = str(item.typeset.entry.date.first)
        values["links"] = [" ".join(each.values()) for each in mappings(values.pop("links", []))]
        values["sources"] = [
            f"{each['url']} {each['name']}" for each in mappings(values.pop("sources", []))
        ]
        if "withdrawn" in values:
            values |= {"status": "hidden", "template": "withdrawn"}
        lines = (f"{key}: {meta(value)}\n" for key, value in values.items() if value)
        text = "".join(lines) + "\n" + markdown(site, item, variant) + "\n"
        write(folder / f"content/{name}.md", text)
    write_data(folder / "data", site)


def meta(value: object) -> str:
    """A value for Python-Markdown's meta-data extension."""
    return "\n    ".join(strings(value)) if isinstance(value, list) else str(value)


def strings(value: object) -> list[str]:
    """A list of texts among the facts."""
    return list(map(str, value)) if isinstance(value, list) else []


def mappings(value: object) -> list[dict[str, str]]:
    """A list of mappings among the facts."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def eleventy(folder: Path, site: Site) -> None:
    """JSON front matter; lists are made by the configuration."""
    for variant, name, item in pages(site):
        values = shown(item, variant)
        values["lead"] = values.pop("description", "")
        text = "---json\n" + json_page(values, markdown(site, item, variant), "---\n")
        write(folder / f"content/{name}.md", text)
    write_data(folder / "_data", site)


def pages(site: Site) -> Iterator[tuple[str, str, Item]]:
    """Every entry's page: its language, its name and the entry."""
    for variant in site.config.variants:
        for item in site.items:
            yield variant, f"{variant.lower()}/{address(item.typeset.entry)}", item


def issues(site: Site, variant: str) -> Iterator[Shown]:
    """The issues, newest first; the introductions of written ones as Markdown and as HTML."""
    words = site.messages[variant]
    ids = ["", *(issue.id for issue in site.archive.issues), ""]
    for issue, newer, older in zip(site.archive.issues, ids, ids[2:], strict=False):
        values: Shown = {"id": issue.id, "view": issue.view, "date": str(issue.date.first)}
        values |= {"newer": newer, "older": older}
        period = words["issue_week"].format(year=issue.id[:4], week=issue.id[6:])
        if issue.cadence == "monthly":
            period = f"{issue.date.year} 年 {issue.date.month} 月"
        values |= {"title": period, "period": period, "markdown": "", "html": ""}
        if issue.written:
            file, edition = issue.written.file, issue.written.editions[variant]
            values |= {"title": edition.title, "html": edition.html, "number": file.number}
            values["markdown"] = convert_markdown(site.converter, file.body, variant)
        yield values


def write_data(folder: Path, site: Site) -> None:
    """The interface's words, the topics and the issues, by language."""
    languages = site.config.variants
    used = [topic for topic in site.config.topics if topic.slug in site.archive.by_topic]
    topics = [
        {"slug": t.slug, "facet": t.facet} | {v.lower(): n for v, n in t.names.items()}
        for t in used
    ]
    data: Mapping[str, object] = {
        "messages": {variant.lower(): site.messages[variant] for variant in languages},
        "taxonomy": topics,
        "numbers": {variant.lower(): list(issues(site, variant)) for variant in languages},
    }
    for name, value in data.items():
        write(folder / f"{name}.json", json.dumps(value, ensure_ascii=False, indent=1))


def json_page(front: Shown, text: str, fence: str = "") -> str:
    """JSON front matter above Markdown."""
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n{fence}\n{text}\n"


def write(path: Path, text: str) -> None:
    """Write a file, and the folders it stands in."""
    try:
        path.write_text(text, "utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")


PEERS: Mapping[str, Callable[[Path, Site], None]] = {
    "hugo": hugo,
    "pelican": pelican,
    "eleventy": eleventy,
}

STATIC = {"hugo": "static/static", "pelican": "theme/static", "eleventy": "static"}
"""Where a peer looks for the style sheet, scripts and icon: the same files as qikan's."""


# ---------------------------------------------------------------- the edits of compare.py

EDITED = 40
"""Entries and topics there are edits for."""


def edits(site: Site) -> Shown:
    """Entries and topics to edit: the newest papers, and topics of the middle sort.

    The newest, because that is what an editor edits, and because they stand in most lists: home,
    feeds, the first page of their topics.
    """
    papers = [
        item.typeset
        for item in site.items
        if item.placed.entry.status == "published"
        and item.typeset.where.path.endswith(".md")
        and PLAIN.fullmatch(item.typeset.entry.title_zh)
    ]
    by_size = sorted(
        (topic for topic in site.config.topics if topic.slug in site.archive.by_topic),
        key=lambda topic: -len(site.archive.by_topic[topic.slug]),
    )
    middle = by_size[len(by_size) // 4 :]
    return {
        "entries": [
            {
                "source": typeset.where.path,
                "lang": typeset.entry.lang,
                "address": address(typeset.entry),
                "titles": {v: typeset.editions[v].title for v in site.config.variants},
            }
            for typeset in papers[:EDITED]
        ],
        "topics": [{"slug": t.slug, "names": dict(t.names)} for t in middle[:EDITED]],
    }


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a corpus for other generators.")
    parser.add_argument("--root", type=Path, required=True, metavar="DIR", help="holds content/")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="gets DIR/PEER")
    parser.add_argument("--peers", default=",".join(PEERS), metavar="NAME,NAME")
    options = parser.parse_args(arguments)
    site = read_site(options.root)
    for name in filter(None, options.peers.split(",")):
        shutil.copytree(
            HERE / "peers" / name, options.to / name, ignore=shutil.ignore_patterns("__*")
        )
        shutil.copytree(HERE.parent / "layouts/static", options.to / name / STATIC[name])
        PEERS[name](options.to / name, site)
    write(options.to / "edits.json", json.dumps(edits(site), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
