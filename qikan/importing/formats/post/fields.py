"""The fields of a blog's post, each by the rules of the generators that read it.

A field that was read is marked as used; what is left over is reported by ``posts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qikan.content.source import Source
from qikan.content.values import ID
from qikan.importing.formats.post.file_name import LANG_BY_CODE, Name
from qikan.importing.formats.post.preamble import Preamble
from qikan.importing.formats.post.values import Value
from qikan.importing.formats.post.words import people_of, plain_word, words_of
from qikan.importing.reading import dates
from qikan.model.entry import Day
from qikan.model.problem import Problem
from qikan.problems.message import Message, message

_TITLES = ("title", "name")
_DATES = (
    "date pubdate pub_date pubdatetime publishdate publish_date published publishedat published_at "
    "datepublished date_published posted created created_at createdat createtime"
).split()
"""The fields with a post's day, the most specific first."""
_SLUGS = ("slug", "postslug")
_TAGS = ("tags", "tag", "categories", "category", "topics", "topic")
_AUTHORS = ("authors", "author")
NAMES = frozenset(("title", *_DATES, *_TAGS, *_AUTHORS))
"""The fields that may stand among a note's text."""
_LANGS = ("lang", "language", "locale")
_OWNERS = ("admin", "me")
"""What a site's generator calls its owner, whose name stands elsewhere."""
_SUMMARIES = ("abstract", "description", "summary", "excerpt")

_TABLES = ("taxonomies", "extra", "params")
"""Tables whose fields count as the post's own (Zola, Hugo)."""


_TIME = re.compile(r"(?:(?<=\d)[T_]|[\sT]+)(?:上午|下午)?\s*\d{1,2}[:：時时点點].*\Z", re.DOTALL)


@dataclass(slots=True)
class Post:
    """The fields of a post while they are read; ``used`` are those that found a place.

    ``stated`` are the full names of those that hold something, by name without their table.
    """

    source: Source
    preamble: Preamble
    values: dict[str, Value]
    stated: dict[str, list[str]]
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def warn(self, name: str, fault: Message) -> None:
        """Warn at a field."""
        line = self.preamble.lines.get(name.partition(".")[0], 1)
        self.problems.append(self.source.problem(line, 1, fault))

    def names(self, names: Iterable[str]) -> Iterator[str]:
        """Those of the names that are stated with a value, in a table or not, as they are kept."""
        for name in names:
            yield from self.stated.get(name, ())

    def text(self, names: Iterable[str]) -> str:
        """The first of these fields that is a text, on one line."""
        for name in self.names(names):
            value = self.values[name]
            if isinstance(value, str) and value.strip():
                self.used.add(name)
                return " ".join(value.split())
        return ""


def post_of(source: Source, preamble: Preamble) -> Post:
    """A post whose fields stand in its preamble."""
    values = _flat(preamble)
    return Post(source, preamble, values, _stated(values))


def holds(value: Value) -> bool:
    """Whether a value is not empty."""
    if isinstance(value, str):
        return bool(value.strip())
    return any(map(holds, value.values() if isinstance(value, dict) else value))


def _flat(preamble: Preamble) -> dict[str, Value]:
    """The fields, those of the tables as ``table.name``."""
    values: dict[str, Value] = {}
    for name, value in preamble.values.items():
        if name in _TABLES and isinstance(value, dict):
            for inner, inner_value in value.items():
                values[f"{name}.{inner.lower().replace('-', '_')}"] = inner_value
        else:
            values[name] = value
    return values


def _stated(values: dict[str, Value]) -> dict[str, list[str]]:
    """Full names by name; a field of the post itself comes before one of a table."""
    stated: dict[str, list[str]] = {}
    for full in sorted(values, key=lambda name: "." in name):
        table, _, name = full.partition(".")
        if values[full]:
            stated.setdefault(name if table in _TABLES and name else full, []).append(full)
    return stated


# ---------------------------------------------------------------- the file's name


def slug_of(post: Post, name: Name) -> str:
    """The stated slug, or the file's name, in what an address may hold; else empty."""
    stated = post.text(_SLUGS)
    slug = re.sub(r"[^\w.-]+", "-", stated or name.slug, flags=re.ASCII).strip("-.")
    written = (stated or name.slug).strip("/ ")
    if written.isascii() and ID.fullmatch(slug):
        return slug
    if stated:
        post.warn(_first(post, _SLUGS), message("post-slug-left-out", slug=stated))
    return ""


def _first(post: Post, names: Iterable[str]) -> str:
    return next(post.names(names), "")


# ---------------------------------------------------------------- one field each


def title_of(post: Post, name: Name) -> tuple[str, str, int]:
    """The title, and the body without it where it stood there, alone or again."""
    preamble = post.preamble
    stated = post.values.get("title", "")
    title = post.text(_TITLES)
    if not title and holds(stated):  # `title: [论文]` is a list for YAML, a title for its author
        post.used.add("title")
        typed = post.source.text.split("\n")[preamble.lines["title"] - 1]
        title = typed.partition(":" if preamble.syntax != "toml" else "=")[2].strip(" \"',")
    heading, _, rest = preamble.body.partition("\n")
    below = rest.lstrip("\n")
    is_heading = bool(re.match(r"#\s+\S", heading))
    if is_heading and (not title or heading.strip("# \t") == title):
        return heading.strip("# \t"), below, preamble.body_line + 1 + len(rest) - len(below)
    if title:
        return title, preamble.body, preamble.body_line
    if name.slug:
        post.warn("title", message("post-named-by-file", name=name.slug))
    return name.slug, preamble.body, preamble.body_line


def day_of(post: Post, name: Name) -> Day | None:
    """The day as it is written, whatever time and zone stand behind it."""
    for full in post.names(_DATES):
        value = post.values[full]
        if isinstance(value, dict):  # Material for MkDocs: date: {created: …, updated: …}
            inner = {key.lower(): content for key, content in value.items()}
            value = inner.get("created") or inner.get("published") or ""
        if not isinstance(value, str) or value.strip().lower() in ("", "true", "false"):
            continue
        if day := _as_day(value):
            post.used.add(full)
            return day
        post.used.add(full)
        post.warn(full, message("post-not-a-date", text=value.strip()))
    return name.day or dates.date_in_path(post.source.path)


def _as_day(text: str) -> Day | None:
    text = re.sub(r"\A日期[:：]", "", text.strip()[:80])
    return dates.day(_TIME.sub("", text)) or dates.day(text)


def note_status(post: Post) -> None:
    """Take the fields that say whether the old blog showed a post: every import is a draft."""
    for names, words in _STATUS.items():
        for full in post.names(names):
            value = post.values[full]
            if isinstance(value, str) and value.strip().lower() in words:
                post.used.add(full)


_STATUS = {
    ("draft", "published", "publish"): ("true", "false", "yes", "no", "on", "off", "1", "0"),
    ("status",): ("draft", "private", "pending", "publish", "published"),
}


def lang_of(post: Post, name: Name) -> str:
    """The script its fields or its name state; empty where they do not."""
    full = _first(post, _LANGS)
    stated = post.text(_LANGS)
    code = stated.lower().replace("_", "-")
    if stated and code not in LANG_BY_CODE:
        post.warn(full, message("post-not-a-language", text=stated))
    return LANG_BY_CODE.get(code, "") or name.lang or ""


def topics_of(post: Post, name: Name) -> Iterator[str]:
    """The words of all these fields, each once, as they are typed."""
    seen = set()
    for full in post.names(_TAGS):
        post.used.add(full)
        several = name.jekyll and full in ("tags", "categories")
        for word in words_of(post.values[full], several=several):
            topic = plain_word(word).lstrip("#")
            if topic and topic not in seen:
                seen.add(topic)
                yield topic


def authors_of(post: Post) -> Iterator[str]:
    """The authors' names, each once, without their addresses."""
    seen = set()
    for full in post.names(_AUTHORS):
        post.used.add(full)
        for person in people_of(post.values[full], plural=full.endswith("authors")):
            typed = re.sub(r"<[^<>@]*@[^<>]*>|\([^()@]*@[^()]*\)", "", person)
            name = " ".join(plain_word(typed).split())
            if name in _OWNERS:
                left = message("post-field-left-out", name=f"{full}: {name}", more=message("none"))
                post.warn(full, left)
            elif name and name not in seen:
                seen.add(name)
                yield name


def with_abstract(post: Post, body: str) -> str:
    """The text of a post below the abstract of the paper that it presents."""
    value = next((post.values[full] for full in post.names(["abstract"])), "")
    abstract = value.strip() if isinstance(value, str) else ""
    if not body or not abstract or abstract in body:
        return body or summary_of(post)
    post.used.update(post.names(["abstract"]))
    return f"{abstract}\n\n{body}"


def summary_of(post: Post) -> str:
    """What the blog showed of a post, for one that has no text of its own."""
    for full in post.names(_SUMMARIES):
        value = post.values[full]
        if isinstance(value, str):
            post.used.add(full)
            return value.strip()
    return ""
