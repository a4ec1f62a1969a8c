"""The format ``arxivmail``: the announcements that arXiv sends by e-mail.

A paper is three parts between lines of ``\\\\``: its fields (``Title:``, whose value goes on in
indented lines), its abstract, its address. A replacement has no abstract.
https://info.arxiv.org/help/subscribe.html
"""

from __future__ import annotations

import re

from qikan.content.source import Source
from qikan.importing.account import filled_lines, lines_left_out, of_numbers
from qikan.importing.item import ImportOptions, Item, ReadResult
from qikan.importing.reading.links import link
from qikan.importing.reading.machine_dates import moment
from qikan.importing.reading.people import split_names
from qikan.importing.reading.tex import tex_to_text, without_tex
from qikan.problems.message import message

_PAPER = re.compile(
    r"^\\\\\n(?P<fields>arXiv:(?P<id>[\w.-]+(?:/\d{7})?)(?:v\d+)?[^\n]*\n(?:(?!\\\\).*\n)*)"
    r"(?:\\\\\n(?P<abstract>(?:(?!\\\\).*\n)*))?"
    r"(?:\\\\ \( *(?P<url>https?://\S+).*\n?)?",
    re.MULTILINE,
)
_FIELD = re.compile(r"^([A-Z][\w -]{1,20}):[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_SIZE = re.compile(r"\s*\([^()]*\)\s*\Z")
_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_NO_PAPER = message("why-no-paper")


def looks_like(text: str) -> bool:
    """Whether a text is such an announcement: a paper with its id and title between the signs."""
    paper = _PAPER.search(_plain(text))
    return bool(paper and re.search(r"^Title:", paper["fields"], re.MULTILINE))


def read(source: Source, options: ImportOptions) -> ReadResult:
    """The papers of an announcement; the mail's own text around them is reported."""
    text = _plain(source.text)
    items, used = [], set[int]()
    for paper in _PAPER.finditer(text):
        line = text.count("\n", 0, paper.start("fields")) + 1
        if item := _item(source.path, line, paper):
            items.append(item)
            used |= set(range(line, text.count("\n", 0, paper.end()) + 1))
    lines = filled_lines(text)
    left = sorted(lines - used)
    account = of_numbers(source.path, lines, used=used, reported=left)
    problems = lines_left_out(source, dict.fromkeys(left, _NO_PAPER))
    return ReadResult(items=tuple(items), problems=tuple(problems), account=account)


def _plain(text: str) -> str:
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE) + "\n"


def _item(path: str, line: int, paper: re.Match[str]) -> Item | None:
    """The item of a paper; None where its title is missing."""
    fields = {name: " ".join(value.split()) for name, value in _FIELD.findall(paper["fields"])}
    if not fields.get("Title"):
        return None
    abstract = re.sub(r"[ \t]*\n[ \t]*", " ", paper["abstract"] or "").strip()
    notes = [f"{name}: {fields[name]}" for name in ("Comments", "Journal-ref") if fields.get(name)]
    return Item(
        path=path,
        line=line,
        title=without_tex(fields["Title"]),
        kind="paper",
        published=moment(_SIZE.sub("", fields.get("Date", ""))),
        arxiv=paper["id"],
        doi=fields.get("DOI", ""),
        authors=_authors(fields.get("Authors", "")),
        topics=tuple(fields.get("Categories", "").split()),
        links=(link(paper["url"] or f"https://arxiv.org/abs/{paper['id']}"),),
        body="\n\n".join(filter(None, [without_tex(abstract), *notes])),
    )


def _authors(text: str) -> tuple[str, ...]:
    """The authors, without their institutions in parentheses, which may hold others."""
    while (bare := _PARENTHESES.sub("", text)) != text:
        text = bare
    return tuple(map(tex_to_text, split_names(text)[0]))
