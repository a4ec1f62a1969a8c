"""One post of a blog, so that an existing blog moves in.

Hugo, Jekyll, Hexo, Astro, Zola, Pelican, Nikola, MkDocs, VuePress, Docusaurus; pages of Notion
and notes of Obsidian.

Fields keep their meaning as far as the generator's own rules make it certain; what has no place
in an entry is reported, field by field, in words that are the same for every post: a caller that
reads a whole blog shows each once (``reported_once``). The body stays the author's Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qikan.content.source import Source
from qikan.importing.account import Account, filled_lines, of_numbers
from qikan.importing.formats.post import addresses, file_name, inline, preamble, record
from qikan.importing.formats.post import body as postbody
from qikan.importing.formats.post import fields as postfields
from qikan.importing.item import ImportOptions, Item, ReadResult, nothing_of
from qikan.model.problem import Problem
from qikan.problems.message import Message, message


def looks_like(text: str) -> bool:
    """Whether a text is a post: fields between fences, then Markdown."""
    return preamble.looks_like(text)


def read(source: Source, options: ImportOptions) -> ReadResult:
    """Read one post; nothing is read where it has no fields, no title or is no post."""
    stated, problems = preamble.split(source)
    if stated is None:
        return nothing_of(source, problems)
    stated = inline.with_inline_fields(stated, {*postfields.NAMES, *addresses.NAMES})
    name = file_name.name_of(source.path)
    if name.section:
        return nothing_of(source, [*problems, source.problem(1, 1, message("post-section"))])
    post = postfields.post_of(source, stated)
    postfields.note_status(post)
    title, body, body_line = postfields.title_of(post, name)
    if not title or "{{" in title:
        fault = message("post-template", title=title) if title else message("post-no-title")
        line = stated.lines.get("title", 1)
        return nothing_of(source, [*problems, source.problem(line, 1, fault)])
    body, remarks = postbody.tidy(source, body, body_line)
    item = _item(post, name, title, body)
    problems = [*problems, *post.problems, *_left(post), *remarks]
    return ReadResult(items=(item,), problems=tuple(problems), account=_account(post, name))


def _item(post: postfields.Post, name: file_name.Name, title: str, body: str) -> Item:
    stated = record.record_of(body)
    return Item(
        path=post.source.path,
        line=post.preamble.lines.get("title", 1),
        title=title,
        title_zh=post.text(["title_zh"]),
        lang=postfields.lang_of(post, name),
        id=postfields.slug_of(post, name),
        date=postfields.day_of(post, name),
        published=stated.published,
        arxiv=addresses.arxiv_of(post) or stated.arxiv,
        doi=addresses.doi_of(post),
        authors=tuple(postfields.authors_of(post)) or stated.authors,
        orgs=stated.orgs,
        topics=tuple(postfields.topics_of(post, name)),
        links=tuple(
            {link.url: link for link in (*stated.links, *addresses.links_of(post))}.values()
        ),
        aliases=tuple(addresses.aliases_of(post, name)),
        body=postfields.with_abstract(post, body),
        markdown=True,
    )


def _account(post: postfields.Post, name: file_name.Name) -> Account:
    """Where the lines went: the body and the fields that have a place, or fields left out."""
    lines = filled_lines(post.source.text)
    starts = sorted({*post.preamble.lines.values(), post.preamble.body_line})
    reported: set[int] = set()
    for full, value in post.values.items():
        if full not in post.used and postfields.holds(value):
            start = post.preamble.lines.get(full.partition(".")[0], 1)
            end = next((line for line in starts if line > start), start + 1)
            reported |= set(range(start, end))
    return of_numbers(post.source.path, lines, used=lines - reported, reported=reported)


def reported_once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of many posts, with what is reported alike of several fields reported once.

    The first of them stays at its place and counts the other posts.
    """
    alike: dict[Message, list[Problem]] = {}
    for problem in problems:
        if problem.id == _LEFT_OUT:
            alike.setdefault(problem.message, []).append(problem)
    kept = [problem for problem in problems if problem.message not in alike]
    for fault, group in alike.items():
        first = min(group)
        others = len(group) - 1
        more = message("in-one-more-file" if others == 1 else "in-more-files", count=others)
        name = dict(fault.values)["name"]
        joined = message(_LEFT_OUT, name=name, more=more) if others else fault
        place = (first.path, first.line, first.col)
        kept.append(Problem(*place, joined, excerpt=first.excerpt))
    return kept


_LEFT_OUT = "post-field-left-out"


def _left(post: postfields.Post) -> Iterator[Problem]:
    """The fields that no reader took, by name."""
    for name, value in post.values.items():
        if name not in post.used and postfields.holds(value):
            line = post.preamble.lines.get(name.partition(".")[0], 1)
            yield post.source.problem(line, 1, message(_LEFT_OUT, name=name, more=message("none")))
