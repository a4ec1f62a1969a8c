"""One post of a Hugo, Jekyll, Hexo, Astro or Zola blog, so that an existing blog moves in.

Fields keep their meaning as far as the generator's own rules make it certain; what has no place
in an entry is told, field by field, in words that are the same for every post: a caller that reads
a whole blog shows each once (``told_once``). The body stays the author's Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qikan.content.source import Source
from qikan.importing.formats.post import body as postbody
from qikan.importing.formats.post import fields as postfields
from qikan.importing.formats.post import preamble
from qikan.importing.item import ImportOptions, Item
from qikan.model import Problem


def looks_like(text: str) -> bool:
    """Whether a text is a post: fields between fences, then Markdown."""
    return preamble.looks_like(text)


def read(source: Source, asked: ImportOptions) -> tuple[list[Item], list[Problem]]:
    """Read one post; nothing is found where it has no fields, no title or is no post."""
    said, problems = preamble.split(source)
    if said is None:
        return [], problems
    name = postfields.name_of(source.path)
    if name.section:
        text = "this is the page of a section, not a post; it is left out"
        return [], [*problems, source.problem(1, 1, text, "warning")]
    post = postfields.post_of(source, said)
    title, body, body_line = postfields.title_of(post, name)
    if not title or "{{" in title:
        text = "the post has no title; write `title: …`"
        if title:
            text = f"`{title}` is a template for posts, not a post; it is left out"
        line = said.lines.get("title", 1)
        severity = "warning" if title else "error"
        return [], [*problems, source.problem(line, 1, text, severity)]
    day = postfields.day_of(post, name)
    draft = postfields.is_draft(post, name)
    arxiv = postfields.arxiv_of(post)
    body, told = postbody.tidy(source, body, body_line)
    found = Item(
        path=source.path,
        line=said.lines.get("title", 1),
        title=title,
        title_zh=post.text(["title_zh"]),
        lang=postfields.lang_of(post, name),
        id=postfields.slug_of(post, name),
        date=day,
        arxiv=arxiv,
        doi=postfields.doi_of(post),
        authors=tuple(postfields.authors_of(post)),
        topics=tuple(postfields.topics_of(post, name)),
        links=tuple(postfields.links_of(post)),
        aliases=tuple(postfields.aliases_of(post, name)),
        draft=draft,
        body=body or postfields.summary_of(post),
        markdown=True,
    )
    return [found], [*problems, *post.problems, *_left(post), *told]


def told_once(problems: Sequence[Problem]) -> list[Problem]:
    """Problems of many posts, with what is said alike of several fields said once.

    The first of them stays at its place and says of how many more posts it is true.
    """
    alike: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.text.endswith(_LEFT):
            alike.setdefault(problem.text, []).append(problem)
    kept = [problem for problem in problems if problem.text not in alike]
    for text, group in alike.items():
        first = min(group)
        others = len(group) - 1
        more = f" (and in {others} more file{'s' * (others > 1)})" if others else ""
        place = (first.path, first.line, first.col)
        kept.append(Problem(*place, text + more, first.severity, first.excerpt))
    return kept


_LEFT = "has no place in an entry; it is left out"


def _left(post: postfields.Post) -> Iterator[Problem]:
    """What nobody has read, by name."""
    for name, value in post.values.items():
        if name not in post.used and postfields.holds(value):
            line = post.said.lines.get(name.partition(".")[0], 1)
            text = f"the field `{name}` {_LEFT}"
            yield post.source.problem(line, 1, text, "warning")
