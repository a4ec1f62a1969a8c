"""A root of any size with invented entries, the same for the same seed.

``python bench/corpus.py --entries 10000 --to DIR`` writes a content/
with about nine entries a day at every size, so that issues, months and feeds stay as long as they
are and only their number grows.
"""

from __future__ import annotations

import argparse
import bisect
import datetime
import itertools
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import opencc
from corpus_words import (
    CODE,
    FAMILY,
    FORMULAS,
    GIVEN,
    HEADLINES,
    LINKING,
    LISTS,
    MARKED,
    NEWS,
    QUALITIES,
    SENTENCES,
    SUBJECTS,
    SYLLABLES,
    TASKS,
    TITLES,
)

TAXONOMY = Path(__file__).resolve().parent.parent / "content" / "topics.yaml"
PER_YEAR = 10_000 / 3
"""Entries a year."""
MOST = 300_000
"""Entries there are arXiv ids for: five digits a month over 30 years."""
LAST = datetime.date(2025, 12, 28)
"""The newest entry's day: a constant, so that the corpus does not depend on the clock."""

Item = TypeVar("Item")
Words = Mapping[str, Sequence[str]]
"""Words and sentences by the name of the slot they fill."""

# ---------------------------------------------------------------- words


def names(rng: random.Random) -> Words:
    """Names and figures, alike in both scripts."""
    invented = sorted({"".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))) for _ in range(400)})
    sizes = [f"{n}B" for n in (1, 1.5, 3, 7, 8, 13, 32, 70)]
    models = [name.capitalize() for name in invented]
    return {
        "model": models + [f"{name}-{rng.choice(sizes)}" for name in models],
        "bench": [
            f"{name[:5].title()}{rng.choice(('Bench', 'Eval', 'QA'))}" for name in invented[::4]
        ],
        "flag": invented,
        "size": sizes,
        "percent": [f"{rng.uniform(1, 60):.1f}%" for _ in range(300)],
        "points": [f"{rng.uniform(0.1, 9):.1f}" for _ in range(90)],
        "score": [f"{rng.uniform(20, 95):.1f}" for _ in range(300)],
        "count": [f"{rng.randrange(12, 99_000):,}" for _ in range(400)],
        "gpu": [str(2**n) for n in range(1, 11)],
        "days": [str(n) for n in range(2, 40)],
        "ms": [str(n) for n in range(3, 900, 7)],
        "gb": [str(n) for n in range(4, 160, 3)],
    }


def lexicon() -> dict[str, dict[str, Sequence[str]]]:
    """Words and sentences by language; Traditional ones are made from the Simplified at once."""
    pairs = {"subject": SUBJECTS, "task": TASKS, "quality": QUALITIES}
    english: dict[str, Sequence[str]] = {}
    simplified: dict[str, Sequence[str]] = {name: split(text) for name, text in LISTS.items()}
    for name, text in pairs.items():
        both = [pair.strip().rsplit(" ", 1) for pair in re.split(r"[|\n]", text.strip())]
        english[name], simplified[name] = ([pair[side] for pair in both] for side in (0, 1))
    titles = [line.split(" ~ ") for line in TITLES.strip().split("\n")]
    english |= {"title": [title for title, _ in titles], "other": english["subject"]}
    simplified |= {
        "title": [title for _, title in titles],
        "other": simplified["subject"],
        "headline": HEADLINES.strip().split("\n"),
        "sentence": SENTENCES.strip().split("\n"),
        "news": NEWS.strip().split("\n"),
        "marked": MARKED.strip().split("\n"),
        "linking": LINKING.strip().split("\n"),
        "family": FAMILY,
        "given": GIVEN,
        "code": CODE.strip().split("\n~\n"),
        "formula": FORMULAS.strip().split("\n~\n"),
    }
    typed = "\x1f".join("\x1e".join(words) for words in simplified.values())
    converted = [
        words.split("\x1e") for words in opencc.OpenCC("s2tw").convert(typed).split("\x1f")
    ]
    traditional: dict[str, Sequence[str]] = dict(zip(simplified, converted, strict=True))
    return {"en": english, "zh-Hans": simplified, "zh-Hant": traditional}


def split(text: str) -> list[str]:
    """The words of a list; ``_`` stands for a space inside a word."""
    return [word.replace("_", " ") for word in text.split()]


# ---------------------------------------------------------------- a writer in one language


class Slots(dict[str, str]):
    """Fills the slots of a sentence: those it holds, else any word of the slot's list."""

    def __init__(self, rng: random.Random, words: Words) -> None:
        super().__init__()
        self.rng, self.words = rng, words

    def __missing__(self, name: str) -> str:
        return pick(self.rng, self.words[name])


def pick(rng: random.Random, items: Sequence[Item]) -> Item:
    """Any of the items (``rng.choice`` at a third of its cost)."""
    return items[int(rng.random() * len(items))]


@dataclass
class Writer:
    """Writes in one language, and keeps the papers that later entries can name."""

    lang: str
    rng: random.Random
    words: Words
    papers: list[Paper] = field(default_factory=list)
    slots: Slots = field(init=False)

    def __post_init__(self) -> None:
        self.slots = Slots(self.rng, self.words)

    def filled(self, frame: str) -> str:
        """A sentence with its slots filled."""
        return frame.format_map(self.slots)

    def any(self, name: str) -> str:
        """Any sentence or word of a list, with its slots filled."""
        return self.filled(pick(self.rng, self.words[name]))

    def person(self) -> str:
        """A name, in Han or in Latin; there are as many as a large archive needs."""
        rng = self.rng
        family, given = self.any("family"), self.any("given")
        if rng.random() < 0.8:
            given = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3)))).title()
        latin = given.isascii() or family.isascii()
        return f"{given} {family}" if latin else family + given

    def url(self) -> str:
        """An address at a reserved host."""
        return self.filled("https://code.example.org/{flag}/{flag}")

    def body(self, sentence: str) -> str:
        """A summary in Markdown of 140 to 1,700 characters, 660 on average."""
        rng = self.rng
        draw = rng.random()
        length = 135 + 1500 * draw * draw
        blocks = self.extras()
        length -= sum(map(len, blocks))
        paragraphs: list[list[str]] = []
        while length > 0:
            if not paragraphs or len(paragraphs[-1]) > 2 + rng.random() * 3:
                paragraphs.append([])
            name = "marked" if rng.random() < 0.04 else sentence
            if self.papers and rng.random() < 0.012:
                paper = pick(rng, self.papers)
                self.slots |= {"title": paper.title, "address": f"/papers/{paper.arxiv}/"}
                name = "linking"
            paragraphs[-1].append(self.any(name))
            length -= len(paragraphs[-1][-1])
        texts = ["".join(paragraph) for paragraph in paragraphs]
        return "\n\n".join([*texts[:1], *blocks, *texts[1:]])

    def extras(self) -> list[str]:
        """Now and then a table, a list, code, a formula, a heading or a quotation."""
        draw = self.rng.random()
        if draw < 0.06:
            rows = "\n".join(
                self.filled("| {model} | {size} | {score} | {percent} |")
                for _ in range(3 + int(self.rng.random() * 4))
            )
            return [
                self.filled("| {task} | {part} | {bench} | {subject} |\n|---|:-:|--:|--:|\n") + rows
            ]
        if draw < 0.16:
            bullet = "1." if draw < 0.09 else "-"
            return ["\n".join(f"{bullet} {self.any('sentence')}" for _ in range(3))]
        if draw < 0.20:
            return [self.any("code")]
        if draw < 0.22:
            return [self.any("formula")]
        if draw < 0.24:
            return [self.filled("## {subject}与{task}"), self.any("sentence")]
        if draw < 0.26:
            return [f"> {self.any('sentence')}"]
        return []


# ---------------------------------------------------------------- entries


@dataclass(frozen=True)
class Paper:
    """The fields of an earlier paper that later entries name."""

    arxiv: str
    title: str


@dataclass(frozen=True)
class Subject:
    """A topic as editors name it: the slug, a name in each script, or an alias."""

    slug: str
    names: Mapping[str, str]
    aliases: Sequence[str]


def read_taxonomy(text: str) -> list[Subject]:
    """The topics of a topics.yaml that has a field a line, as content/topics.yaml has."""
    pattern = (
        r"- slug: (\S+)\n +names: \{zh-Hans: ([^,]+), zh-Hant: ([^,]+),.*\n"
        r"(?:    (?!aliases).*\n)* +aliases: \[(.*)\]"
    )
    subjects = [
        Subject(slug, {"zh-Hans": hans, "zh-Hant": hant}, aliases.split(", "))
        for slug, hans, hant, aliases in re.findall(pattern, text)
    ]
    if len(subjects) != text.count("slug:"):
        raise ValueError(f"{TAXONOMY} is not written the way corpus.py reads it")
    return subjects


@dataclass
class Editor:
    """Writes the entries one by one, and keeps what later ones refer to."""

    rng: random.Random
    writers: Sequence[Writer]
    english: Words
    subjects: Sequence[Subject]
    issues: Sequence[str]
    members: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    numbers: Counter[str] = field(default_factory=Counter)
    teams: list[list[str]] = field(default_factory=list)
    weights: Sequence[float] = field(init=False)

    def __post_init__(self) -> None:
        ranks = range(1, len(self.subjects) + 1)
        self.weights = list(itertools.accumulate(1 / rank for rank in ranks))

    def entry(self, number: int, date: datetime.date) -> tuple[str, str]:
        """The next entry: its file's path below entries/, and its text."""
        rng = self.rng
        writer = self.writers[0 if rng.random() < 0.6 else 1]
        fields: dict[str, str] = {}
        paper = None if rng.random() < 0.1 else self.paper(fields, writer, date)
        if paper:
            entry_id = paper.arxiv
            fields["authors"] = flow(self.authors(writer))
        else:
            entry_id = f"{writer.any('flag')}-{number:06}"
            fields["title"] = quoted(writer.any("headline"))
            papers = pick(rng, self.writers).papers[-300:]
            if papers and rng.random() < 0.8:
                fields["about"] = flow([pick(rng, papers).arxiv])
        fields["lang"] = writer.lang
        fields["date"] = str(date)[: 7 if rng.random() < 0.03 else 10]
        fields["topics"] = flow(self.topics(writer))
        fields |= self.details(writer)
        fields |= self.later_fields(writer, date, entry_id)
        self.place(fields, date, entry_id)
        body = writer.body("sentence" if paper else "news")
        if paper and "withdrawn" not in fields:
            writer.papers.append(paper)
        front = "".join(f"{name}: {value}\n" for name, value in fields.items())
        front = front.replace(": \n", ":\n")
        if rng.random() < 0.02:
            summary = re.sub("^(?=.)", "  ", body, flags=re.MULTILINE)
            return f"{date.year}/{entry_id}.yaml", f"{front}summary: |\n{summary}\n"
        return f"{date.year}/{entry_id}.md", f"---\n{front}---\n{body}\n"

    def paper(self, fields: dict[str, str], writer: Writer, date: datetime.date) -> Paper:
        """Add a paper's titles (the same in two languages), day and arXiv id."""
        rng = self.rng
        common = {name: pick(rng, writer.words[name]) for name in ("model", "bench", "count")}
        draws = {name: rng.random() for name in ("title", "quality", "subject", "other", "task")}
        titles = []
        for words in (self.english, writer.words):
            slots = {name: words[name][int(at * len(words[name]))] for name, at in draws.items()}
            title = slots["title"].format_map(slots | common)
            titles.append(title[0].upper() + title[1:])
        fields |= {"title": quoted(titles[0]), "title_zh": quoted(titles[1])}
        published = date - datetime.timedelta(days=int(rng.random() * 10))
        month = published.strftime("%y%m")
        self.numbers[month] += 1 + int(rng.random() * 20)
        arxiv = f"{month}.{self.numbers[month]:05}"
        fields["published"] = str(published)[: 7 if rng.random() < 0.3 else 10]
        fields["arxiv"] = quoted(arxiv)
        return Paper(arxiv, titles[1])

    def authors(self, writer: Writer) -> list[str]:
        """One to seven people, half of the time some of whom wrote together before."""
        rng = self.rng
        count = 1 + int(rng.random() * 7)
        known = pick(rng, self.teams[-400:]) if self.teams and rng.random() < 0.5 else []
        known = rng.sample(known, min(len(known), count, 3))
        team = [*known, *(writer.person() for _ in range(count - len(known)))]
        self.teams.append(team)
        return team

    def topics(self, writer: Writer) -> list[str]:
        """One to four topics by Zipf's law, as an editor types them, and now and then a tag."""
        rng = self.rng
        typed = {}
        for _ in range(1 + int(rng.random() * 4)):
            subject = self.subjects[bisect.bisect(self.weights, rng.random() * self.weights[-1])]
            draw = rng.random()
            word = subject.slug if draw < 0.5 else subject.names[writer.lang]
            typed[subject.slug] = word if draw < 0.8 else pick(rng, subject.aliases)
        if rng.random() < 0.08:
            typed[""] = writer.any("tag")
        return list(dict.fromkeys(typed.values()))

    def details(self, writer: Writer) -> dict[str, str]:
        """Organisations, links, sources and who wrote the summary."""
        rng = self.rng
        fields = {}
        if rng.random() < 0.7:
            fields["orgs"] = flow(writer.any("org") for _ in range(1 + int(rng.random() * 2)))
        links = []
        for _ in range(int(rng.random() * 3.6)):
            kind = pick(rng, ("code", "project", "model", "data", "web", "video"))
            label = f", label: {quoted(writer.any('part'))}" if rng.random() < 0.1 else ""
            links.append(f"\n- {{type: {kind}, url: {writer.url()}{label}}}")
        if links:
            fields["links"] = "".join(links)
        name = quoted(writer.any("org"))
        fields["sources"] = f"\n- {{name: {name}, url: {writer.url()}, fields: [title, links]}}"
        if rng.random() < 0.05:
            fields["source_notes"] = flow([writer.filled("来源把 {score} 写作 {score}。")])
        fields["written_by"] = f"{{model: {writer.any('model')}}}"
        return fields

    def later_fields(self, writer: Writer, date: datetime.date, entry_id: str) -> dict[str, str]:
        """What is added to a few entries later: a correction, an old address, a withdrawal."""
        fields = {}
        if self.rng.random() < 0.01:
            day, note = date + datetime.timedelta(days=30), "{bench} 的成绩应为 {score}。"
            fields["corrections"] = f"\n- {{date: {day}, note: {quoted(writer.filled(note))}}}"
        if self.rng.random() < 0.01:
            fields["aliases"] = f"[old/{entry_id}]"
        if self.rng.random() < 0.001:
            fields["withdrawn"] = quoted(writer.filled("{org}要求撤回。"))
        return fields

    def place(self, fields: dict[str, str], date: datetime.date, entry_id: str) -> None:
        """Half of the entries of a written issue name it; the others follow from the cadence."""
        week, month = issue_ids(date)
        home = month if len(fields["date"]) == len(month) else week
        for issue in (week, month):
            if issue in self.issues and self.rng.random() < 0.5:
                home = fields["issue"] = issue
        self.members[home].append(entry_id)


def issue_ids(date: datetime.date) -> tuple[str, str]:
    """The week and the month a day belongs to."""
    year, week, _ = date.isocalendar()
    return f"{year}-W{week:02}", str(date)[:7]


def flow(texts: Iterable[str]) -> str:
    """A YAML list on one line, each text once."""
    return f"[{', '.join(dict.fromkeys(map(quoted, texts)))}]"


def quoted(text: str) -> str:
    """A YAML scalar, in quotes unless it is plain to every reader."""
    if PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


PLAIN = re.compile(r"[A-Za-z\u3400-\u9fff][\w \u3001\u3002\uff0c\uff1a\uff1f-]*")


# ---------------------------------------------------------------- a root


SITE = """\
title: {zh-Hans: 期刊, zh-Hant: 期刊}
description: {zh-Hans: 用来测量速度的档案。, zh-Hant: 用來測量速度的檔案。}
base_url: https://bench.example.org/
timezone: Asia/Shanghai
cadence: weekly
view: list
menu:
  - {to: issues/, name: {zh-Hans: 各期, zh-Hant: 各期}}
  - {to: topics/, name: {zh-Hans: 主题, zh-Hant: 主題}}
  - {to: archive/, name: {zh-Hans: 归档, zh-Hant: 彙整}}
  - {to: feeds/, name: {zh-Hans: 订阅, zh-Hant: 訂閱}}
contact: editor@example.org
licence: {name: CC BY 4.0, url: https://creativecommons.org/licenses/by/4.0/}
"""


def write_corpus(root: Path, entries: int, seed: int) -> None:
    """Write content/ with that many entries below ``root``.

    Raises:
        FileExistsError: there is a content/ already.
    """
    content = root / "content"
    (content / "issues").mkdir(parents=True)
    taxonomy = TAXONOMY.read_text("utf-8")
    (content / "topics.yaml").write_text(taxonomy, "utf-8")
    (content / "organisations.yaml").write_text(organisations(), "utf-8")
    (content / "site.yaml").write_text(SITE, "utf-8")

    rng = random.Random(seed)
    words = lexicon()
    common = names(rng)
    writers = [Writer(lang, rng, {**words[lang], **common}) for lang in ("zh-Hans", "zh-Hant")]
    subjects = read_taxonomy(taxonomy)
    rng.shuffle(subjects)
    dates = list(days(entries))
    editor = Editor(rng, writers, words["en"], subjects, written_issues(dates))
    for year in {date.year for date in dates}:
        (content / "entries" / str(year)).mkdir(parents=True)
    for number, date in enumerate(dates):
        path, text = editor.entry(number, date)
        (content / "entries" / path).write_text(text, "utf-8")
    for number, issue in enumerate(editor.issues, 1):
        text = issue_text(editor, number, issue)
        (content / "issues" / f"{issue}.md").write_text(text, "utf-8")


def organisations() -> str:
    """An organisations.yaml of all but two of the organisations that entries name."""
    names = [name.replace("_", " ") for name in LISTS["org"].split()][:-2]
    rows = [
        f"  - {{slug: org-{number}, names: {name}, aliases: [Organisation {number}]}}"
        for number, name in enumerate(names, 1)
    ]
    return "\n".join(["organisations:", *rows, ""])


def days(entries: int) -> Iterator[datetime.date]:
    """The entries' days, oldest first: as many a day at every size, over 30 years at most."""
    years = min(entries / PER_YEAR, 30)
    for number in range(entries):
        yield LAST - datetime.timedelta(days=int(365 * years * (1 - (number + 1) / entries)))


def written_issues(dates: Sequence[datetime.date]) -> list[str]:
    """The issues that an editor wrote: up to eleven weeks, and the last but one month."""
    weeks, months = (list(dict.fromkeys(ids)) for ids in zip(*map(issue_ids, dates), strict=True))
    step = max(3, len(weeks) // 11)
    return sorted([*weeks[1::step][:11], *months[-2:-1]])


def issue_text(editor: Editor, number: int, issue: str) -> str:
    """An issue's file; every second one states the order of its members."""
    writer = editor.writers[0 if number % 5 < 3 else 1]
    year, week = int(issue[:4]), issue[5:]
    friday = datetime.date.fromisocalendar(year, int(week[1:]), 5) if "W" in week else issue
    fields = {
        "number": number,
        "title": quoted(writer.filled("{subject}与{task}")),
        "lang": writer.lang,
        "date": friday,
        "view": ("digest", "table", "list")[number % 3],
    }
    if number % 2:
        fields["order"] = flow(editor.members[issue])
    front = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\n{front}---\n{writer.body('sentence')}\n"


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write a root with invented entries.")
    parser.add_argument("--entries", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="gets a content/")
    options = parser.parse_args(arguments)
    if not 0 < options.entries <= MOST:
        parser.error(f"--entries is a number from 1 to {MOST:,}")
    if (options.to / "content").exists():
        parser.error(f"{options.to} holds a content/ already; name another folder")
    write_corpus(options.to, options.entries, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
