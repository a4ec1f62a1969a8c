"""The law: a build that starts from earlier ones publishes, and says, what a cold one does.

For some minutes by hand: ``QIKAN_EXAMPLES=200 pytest -n 0 tests/laws/test_incremental.py``.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from builder import Builder, Ran, builder
from hypothesis import given, settings
from hypothesis import strategies as st
from make import ROOT, tree

from qikan.cache.store import Cache
from qikan.commands import request
from qikan.commands.arguments import parse_call
from qikan.errors import ContentError, LayoutError
from qikan.publish import trees
from qikan.report import Report
from qikan.server.resident import Resident

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

EXAMPLES = int(os.environ.get("QIKAN_EXAMPLES", "2"))

SITE = """\
title: {{zh-Hans: 试刊, zh-Hant: 試刊}}
base_url: https://example.org/{base}
timezone: Asia/Shanghai
variants: [{variants}]
cadence: {cadence}
view: {view}
page_size: {size}
feed_size: {size}
home_size: 3
outputs: [{outputs}]
menu:
  - {{to: "{menu}", name: 别处}}
"""
SETTINGS = {
    "base": ("", "sub/"),
    "variants": ("zh-Hans, zh-Hant", "zh-Hant, zh-Hans", "zh-Hans"),
    "cadence": ("weekly", "monthly", "daily"),
    "view": ("list", "digest", "table"),
    "size": ("2", "3"),
    "outputs": (
        "atom, json_feed, issue_feeds, feed_history, citations, people, trends, issue_cards",
        "atom, topic_history, citations, markdown, api, jsonl, sqlite",
    ),
    "menu": ("topics/", "https://example.net/", "nowhere/"),
}
TOPICS = """\
topics:
  - {slug: rag, names: {zh-Hans: 检索增强, zh-Hant: 檢索增強, en: RAG}, aliases: [知识库]}
"""
ORGANISATIONS = """\
organisations:
  - {slug: cedar, names: 云杉, aliases: [Cedar Lab]}
"""
PEOPLE = ("people: []\n", "people:\n  - {slug: brook, names: Ana Brook, entries: [2405.90003]}\n")
AGENTS = "  - {slug: agents, names: {zh-Hans: 智能体, zh-Hant: 智慧體}}\n"
ISSUE = "---\nnumber: 20\ntitle: 第二十期\nlang: zh-Hans\ndate: 2024-05-18\n---\n**发展**。\n"
GLOSSARIES = (
    "words:\n  - 发展 = 開發\n",
    "words:\n  - 记录 > 紀錄\n  - 搜寻 < 檢索\n",
    "words: 1\n",
)
CURIOUS = {
    "entry.html": "{% for other in [around.previous, around.next] + (around.related + "
    "around.coverage) | list %}{% if other %}{{ fetch(other).entry.body }} {{ other.path }} "
    "{{ edition(fetch(other)).html }}{% endif %}{% endfor %} {{ around.about | length }} "
    "{{ issue.size }} {{ item.tags }} {{ item.topics | length }} {{ page.lastmod }} "
    "{{ config.page_size }} {{ named }} {{ typeset.entry.where.body_line }} "
    "{{ typeset.entry.sources }}",
    "home.html": "{% for one in issues %}{{ one.date }} {{ one.view }} "
    "{{ one.written.file.body if one.written }}{% endfor %}",
    "issue.html": "{% for one in [newer, older] %}{{ one and one.size }}{% endfor %}"
    "{% for one in issue.members %}{{ fetch(one.entry).entry.source_notes }}{% endfor %}",
    "404.html": "{{ config.topics | length }} {{ page.address }}",
}
"""Lines of a designer who looks at everything that a layout can reach."""

ENTRIES = 12
WORDS = ("发展", "檢索的發展", "記錄", "记录：新的**发展**", "Only English", "发\\n展。\\n\\n- 云")
OFTEN = {
    "topics": 0.8,
    "authors": 0.7,
    "orgs": 0.4,
    "arxiv": 0.4,
    "status": 0.15,
    "issue": 0.05,
    "withdrawn": 0.05,
}


def stated(pick: random.Random, number: int) -> str:
    """Some entry."""
    word = pick.choice(WORDS[:4])
    date = pick.choice(["2024-05", "2024-05-06", "2024-05-07", "2024-05-13", "2024-05-18"])
    link = f"[甲](/news/e{pick.randrange(ENTRIES)}/)" if pick.random() < 0.03 else ""
    some = {
        "arxiv": f"2405.9{number:04}",
        "topics": pick.choice(["[rag]", "[知识库, 某词]", "[智能体, 檢索增強]", "[某词]"]),
        "authors": pick.choice(["[Ana Brook, Bo Fern]", "[Ana Brook]", "[Bo Fern, Cy Glen]"]),
        "orgs": pick.choice(["[云杉]", "[雲杉, Cedar Lab]", "[别处]"]),
        "issue": "2024-W20",
        "about": f"[2405.9{pick.randrange(ENTRIES):04}]",
        "status": "draft",
        "withdrawn": "数字抄错了。",
        "aliases": f"[old/{pick.randrange(ENTRIES)}]",
        "sources": f"[{{name: {word}}}]",
        "links": "{code: https://example.net/a/b}",
        "whats_new": word,
        "source_notes": f"[{pick.randrange(3)}]",
        "corrections": "[{date: 2024-06-01, note: 改正了发展}]",
        "conversion": "[发展 > 發達]",
    }
    lines = [
        f"{name}: {text}" for name, text in some.items() if pick.random() < OFTEN.get(name, 0.1)
    ]
    lang = pick.choice(["zh-Hans", "zh-Hans", "zh-Hant", "en"])
    front = [f"title: {word} {number}", f"lang: {lang}", f"date: {date}", *lines]
    return "\n".join(["---", *front, "---", f"{pick.choice(WORDS)} {pick.randrange(9)}{link}", ""])


BASE = {
    **{f"content/entries/e{n}.md": stated(random.Random(n), n) for n in range(9)},
    "content/site.yaml": SITE.format(**{name: texts[0] for name, texts in SETTINGS.items()}),
    "content/topics.yaml": TOPICS,
    "content/organisations.yaml": ORGANISATIONS,
    "content/issues/2024-W20.md": ISSUE,
    "content/static/CNAME": "example.org\n",
}
"""A small archive, by path."""


# ---------------------------------------------------------------- edits

Edit = Callable[[Path, random.Random], None]
"""Something that an editor, a designer or a machine does to a root."""


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def some_entry(root: Path, pick: random.Random) -> Path:
    return pick.choice(sorted((root / "content/entries").rglob("*.md")) or [root / "none.md"])


def write_an_entry(root: Path, pick: random.Random) -> None:
    number = pick.randrange(ENTRIES)
    put(root, f"content/entries/e{number}.md", stated(pick, number))


def change_a_line(root: Path, pick: random.Random) -> None:
    """Another title, date, script, topic, status, body …, as it falls out."""
    path = some_entry(root, pick)
    other = stated(pick, int(path.stem[1:])).split("\n")
    lines = path.read_text("utf-8").split("\n")
    field = pick.choice(
        [
            "title",
            "date",
            "lang",
            "topics",
            "authors",
            "orgs",
            "status",
            "withdrawn",
            "arxiv",
            "body",
        ]
    )
    if field == "body":
        lines[-2] = other[-2]
    else:
        kept = [line for line in lines if not line.startswith(f"{field}:")]
        lines = [kept[0], *(line for line in other if line.startswith(f"{field}:")), *kept[1:]]
    path.write_text("\n".join(lines), "utf-8")


def rename_an_entry(root: Path, pick: random.Random) -> None:
    path = some_entry(root, pick)
    folder = root / "content/entries" / pick.choice(["", "2024", "2023"])
    folder.mkdir(exist_ok=True)
    path.rename(folder / f"e{pick.randrange(ENTRIES)}.md")


def exchange_two_entries(root: Path, pick: random.Random) -> None:
    one, other = some_entry(root, pick), some_entry(root, pick)
    spare = root / "spare"
    one.rename(spare)
    if other.exists():
        other.rename(one)
    spare.rename(other)


def delete_an_entry(root: Path, pick: random.Random) -> None:
    some_entry(root, pick).unlink()


def move_to_an_issue(root: Path, pick: random.Random) -> None:
    path = some_entry(root, pick)
    text = path.read_text("utf-8").replace("issue: 2024-W20\n", "")
    path.write_text(
        text.replace("lang:", "issue: 2024-W20\nlang:") if pick.random() < 0.7 else text
    )


def break_an_entry(root: Path, pick: random.Random) -> None:
    path = some_entry(root, pick)
    path.write_text(path.read_text("utf-8").replace("date: 2024", "date: in 2024"), "utf-8")


def move_an_image(root: Path, pick: random.Random) -> None:
    name = pick.choice(["a.png", "b.png"])
    put(root, f"content/entries/{name}", str(pick.randrange(3)))
    if pick.random() < 0.5:
        put(root, "content/entries/e3.md", f"{stated(pick, 3)}![图]({name})\n")


def write_an_issue(root: Path, pick: random.Random) -> None:
    more = pick.choice(["", "order: [2405.90003, e2]\n", "view: table\n", "view: digest\n"])
    text = ISSUE.replace("lang:", f"{more}lang:").replace("第二", pick.choice(["第二", "發展"]))
    put(root, "content/issues/2024-W20.md", text)


def delete_an_issue(root: Path, pick: random.Random) -> None:
    (root / "content/issues/2024-W20.md").unlink(missing_ok=True)


def change_a_setting(root: Path, pick: random.Random) -> None:
    name = pick.choice(sorted(SETTINGS))
    said = {key: texts[0] for key, texts in SETTINGS.items()} | {name: pick.choice(SETTINGS[name])}
    put(root, "content/site.yaml", SITE.format(**said))


def change_the_topics(root: Path, pick: random.Random) -> None:
    more = pick.choice(["", AGENTS, "  - {slug: word, names: {zh-Hans: 某词, zh-Hant: 某詞}}\n"])
    put(
        root,
        "content/topics.yaml",
        TOPICS.replace("检索增强", pick.choice(["检索增强", "搜"])) + more,
    )


def change_who_has_a_page(root: Path, pick: random.Random) -> None:
    old = pick.choice(["", ", old_slugs: [spruce]", ", description: {zh-Hans: 甲, zh-Hant: 乙}"])
    text = ORGANISATIONS.replace("Cedar Lab", pick.choice(["Cedar Lab", "别处"]))
    put(root, "content/organisations.yaml", text.replace("]}", f"]{old}}}"))
    put(root, "content/people.yaml", pick.choice(PEOPLE))


def change_the_glossary(root: Path, pick: random.Random) -> None:
    put(root, "content/glossary.yaml", pick.choice(GLOSSARIES))
    if pick.random() < 0.3:
        (root / "content/glossary.yaml").unlink()


def change_a_static_file(root: Path, pick: random.Random) -> None:
    """One that is a file now and a folder then, or in the place of a page."""
    shutil.rmtree(root / "content/static", ignore_errors=True)
    name = pick.choice(["CNAME", "old", "old/11", "old/11/note.txt", "feed.xml"])
    put(root, f"content/static/{name}", str(pick.randrange(3)))


def own_layouts(root: Path) -> Path:
    if not (root / "layouts").exists():
        shutil.copytree(ROOT / "layouts", root / "layouts")
    return root / "layouts"


def insert(layout: Path, line: str) -> None:
    """A line where the layout shows it."""
    start = "{% block main %}\n"
    before, block, after = layout.read_text("utf-8").rpartition(start)
    text = before + block + f"{line}\n" + after if block else f"{after}{line}"
    layout.write_text(text, "utf-8")


def change_a_layout(root: Path, pick: random.Random) -> None:
    insert(pick.choice(sorted(own_layouts(root).glob("*.html"))), f"<!-- {pick.random()} -->")


def look_at_everything(root: Path, pick: random.Random) -> None:
    for name, line in CURIOUS.items():
        insert(own_layouts(root) / name, line)


def break_a_layout(root: Path, pick: random.Random) -> None:
    insert(own_layouts(root) / pick.choice(["404.html", "entry.html", "card.html"]), "{{ 1 / 0 }}")


def change_a_message(root: Path, pick: random.Random) -> None:
    messages = own_layouts(root) / "messages.yaml"
    text = messages.read_text("utf-8")
    messages.write_text(text.replace("zh-Hans: 主题", f"zh-Hans: 主题{pick.randrange(3)}"), "utf-8")


def change_a_layouts_file(root: Path, pick: random.Random) -> None:
    put(
        own_layouts(root), f"static/{pick.choice(['site.css', 'more.css'])}", str(pick.randrange(3))
    )


def take_the_layouts_away(root: Path, pick: random.Random) -> None:
    shutil.rmtree(root / "layouts", ignore_errors=True)


def touch(root: Path, pick: random.Random) -> None:
    for path in (root / "content").rglob("*.*"):
        if pick.random() < 0.3:
            os.utime(path)


def write_the_same_again(root: Path, pick: random.Random) -> None:
    path = some_entry(root, pick)
    if path.exists():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)


def bring_an_old_file_back(root: Path, pick: random.Random) -> None:
    path = pick.choice(sorted(BASE))
    put(root, path, BASE[path])
    os.utime(root / path, (1e9, 1e9))


# ---------------------------------------------------------------- what happens to what is kept


def lose(*names: str) -> Edit:
    """Delete what a build leaves beside the content."""

    def edit(root: Path, pick: random.Random) -> None:
        for name in names:
            shutil.rmtree(root / name, ignore_errors=True)

    return edit


def clear_out(name: str) -> Edit:
    """As ``rm -rf NAME/*`` does: hidden files stay."""

    def edit(root: Path, pick: random.Random) -> None:
        for path in (root / name).glob("[!.]*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return edit


def keep_the_cache(root: Path, pick: random.Random) -> None:
    shutil.rmtree(root.with_name("kept"), ignore_errors=True)
    if (root / ".cache").exists():
        shutil.copytree(root / ".cache", root.with_name("kept"))


def bring_a_cache(root: Path, pick: random.Random) -> None:
    """One that was kept some builds ago, or elsewhere, as a service that builds does."""
    if root.with_name("kept").exists():
        shutil.rmtree(root / ".cache", ignore_errors=True)
        shutil.copytree(root.with_name("kept"), root / ".cache", copy_function=shutil.copy)


def bring_a_cache_to_a_fresh_checkout(root: Path, pick: random.Random) -> None:
    bring_a_cache(root, pick)
    lose("site", ".site-site-standby", "other", ".site-other-standby")(root, pick)
    shutil.copytree(root / "content", root / "checkout", copy_function=shutil.copy)
    shutil.rmtree(root / "content")
    (root / "checkout").rename(root / "content")


def copy_the_root(root: Path, pick: random.Random) -> None:
    """Everything is the same and every file is another one."""
    shutil.copytree(root, root.with_name("copy"), copy_function=shutil.copy2)
    shutil.rmtree(root)
    root.with_name("copy").rename(root)


def damage_the_cache(root: Path, pick: random.Random) -> None:
    cache = root / ".cache/cache.sqlite"
    if not cache.exists():
        return
    data = bytearray(cache.read_bytes())
    for _ in range(pick.choice([1, 10, 1000])):
        data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
    cache.write_bytes(data[: pick.choice([len(data), len(data), pick.randrange(len(data))])])


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        write_an_entry,
        change_a_line,
        rename_an_entry,
        exchange_two_entries,
        delete_an_entry,
        move_to_an_issue,
        break_an_entry,
        move_an_image,
        write_an_issue,
        delete_an_issue,
        change_a_setting,
        change_the_topics,
        change_who_has_a_page,
        change_the_glossary,
        change_a_static_file,
        change_a_layout,
        look_at_everything,
        break_a_layout,
        change_a_message,
        change_a_layouts_file,
        take_the_layouts_away,
        touch,
        write_the_same_again,
        bring_an_old_file_back,
        keep_the_cache,
        bring_a_cache,
        bring_a_cache_to_a_fresh_checkout,
        copy_the_root,
        damage_the_cache,
    )
}
EDITS |= {
    "lose_the_cache": lose(".cache"),
    "lose_the_site": lose("site"),
    "lose_the_standby": lose(".site-site-standby"),
    "lose_everything": lose("site", ".site-site-standby", ".cache"),
    "clear_out_the_site": clear_out("site"),
    "clear_out_the_standby": clear_out(".site-site-standby"),
}


# ---------------------------------------------------------------- builds


class Call(NamedTuple):
    """How a build is called, and what becomes of it: it ends early, by ``how`` at ``stop``."""

    out: str = "site"
    jobs: int = 1
    drafts: bool = False
    base_url: str = ""
    version: str = ""
    stop: int = 0
    how: str = "kill"

    def options(self) -> list[str]:
        """Options that change the site."""
        found = ["--drafts"] * self.drafts
        return found + ["--base-url", self.base_url] * bool(self.base_url)


Tree = dict[str, bytes]


class Desk:
    """A root with the builds of it, and cold builds of the same to compare them with."""

    def __init__(self, folder: Path, build: Builder) -> None:
        self.root, self.build = folder / "root", build
        self.colds: dict[object, tuple[Ran, Tree]] = {}
        self.reset()

    def reset(self) -> None:
        """The small archive again."""
        shutil.rmtree(self.root / "layouts", ignore_errors=True)
        shutil.rmtree(self.root / "content", ignore_errors=True)
        for path, text in BASE.items():
            put(self.root, path, text)

    def cold(self, call: Call) -> tuple[Ran, Tree]:
        """What a first build says and makes."""
        stands = {name: tree(self.root / name) for name in ("content", "layouts")}
        told = {name: tuple(sorted(files.items())) for name, files in stands.items()}
        key = (*told.items(), *call.options(), call.version)
        if key not in self.colds:
            cold = self.root.with_name("cold")
            for name in filter(stands.get, stands):
                shutil.copytree(self.root / name, cold / name)
            ran = self.build("--root", cold, "--jobs", 1, *call.options(), version=call.version)
            assert ran.code in (0, 1), ran.err
            self.colds[key] = ran, tree(cold / "site")
            shutil.rmtree(cold)
        return self.colds[key]

    def warm(self, call: Call, stop: int = 0) -> Ran:
        """A build that starts from what stands there."""
        wish = {"version": call.version, "stop": stop, "how": call.how}
        options = ["--jobs", call.jobs, "--out", self.root / call.out, *call.options()]
        return self.build("--root", self.root, *options, **wish)

    def check(self, call: Call) -> bool:
        """Build, and compare all there is to see with a cold build; gives whether it is good."""
        before = tree(self.root / call.out)
        cold, made = self.cold(call)
        if call.stop:
            early = self.warm(call, call.stop)
            assert early.code in (cold.code, 3, -9), early.err
            assert "a bug" not in early.err
            assert tree(self.root / call.out) in (before, made)
        warm = self.warm(call)
        end = time.monotonic() + 20
        while "another build" in warm.err and time.monotonic() < end:
            warm = self.warm(call)  # until the workers of the build before have noticed
        assert (warm.code, warm.err, warm.remarks) == (cold.code, cold.err, cold.remarks)
        after = tree(self.root / call.out)
        expected = made if cold.code == 0 else before
        assert sorted(after) == sorted(expected)
        assert [path for path in sorted(after) if after[path] != expected[path]] == []
        if cold.code == 0:
            left = [path.name for path in self.root.glob(f".site-{call.out}-*")]
            assert set(left) <= {f".site-{call.out}-standby"}
        return cold.code == 0


@pytest.fixture(scope="module")
def build() -> Iterator[Builder]:
    with builder() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path, build: Builder) -> Desk:
    return Desk(tmp_path, build)


# ---------------------------------------------------------------- the law


CALLS = st.builds(
    Call,
    out=st.sampled_from(["site", "site", "site", "other"]),
    jobs=st.sampled_from([1, 1, 2]),
    drafts=st.sampled_from([False, False, True]),
    base_url=st.sampled_from(["", "", "", "https://example.com/x/"]),
    version=st.sampled_from(["", "", "", "2", "3"]),
    stop=st.sampled_from([0, 0, 0]) | st.integers(1, 150),
    how=st.sampled_from(["kill", "full"]),
)
STEPS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 999)), max_size=3),
        CALLS,
    ),
    min_size=1,
    max_size=5 if EXAMPLES < 10 else 20,
)


@settings(max_examples=EXAMPLES)
@given(steps=STEPS)
def test_a_build_after_any_edits_is_as_a_cold_one(
    steps: list[tuple[list[tuple[str, int]], Call]],
    tmp_path_factory: pytest.TempPathFactory,
    build: Builder,
) -> None:
    folder = tmp_path_factory.mktemp("law")
    desk = Desk(folder, build)
    for edits, call in steps:
        for name, number in edits:
            EDITS[name](desk.root, random.Random(number))
        if not desk.check(call):
            desk.reset()
    shutil.rmtree(folder)


def test_a_build_after_each_kind_of_edit_is_as_a_cold_one(desk: Desk) -> None:
    desk.check(Call())
    names = list(EDITS)
    for number in range(0, len(names), 3):
        for name in names[number : number + 3]:
            EDITS[name](desk.root, random.Random(number))
        if not desk.check(Call()):
            desk.reset()


# ---------------------------------------------------------------- in plain words


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time of each file below a folder."""
    found = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    return {
        path.relative_to(folder).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path, stat in found.items()
    }


def settle(desk: Desk) -> None:
    """Build until both trees are as the content says and the cache is sure of every file."""
    for _ in range(3):
        time.sleep(0.02)  # the files are older than the builds by the file system's clock
        assert desk.warm(Call()).code == 0


INDEX = "search/index/"
"""Its files hold words of many entries: which of them change is a matter of the words."""


def changed(desk: Desk) -> set[str]:
    """Build; the files of the site that have other bytes then, or are in one only."""
    old = tree(desk.root / "site")
    assert desk.check(Call())
    new = tree(desk.root / "site")
    found = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    assert not found or any(path.startswith(INDEX) for path in found)
    return {path for path in found if not path.startswith(INDEX)}


def both(*paths: str) -> set[str]:
    """Paths in both editions."""
    return {f"{edition}{path}" for path in paths for edition in ("", "zh-hant/")}


FEEDS = ("feed.xml", "atom.xml", "feed.json")


def feeds(*homes: str) -> list[str]:
    """The feeds of all formats in folders."""
    return [f"{home}{name}" for home in homes for name in FEEDS]


def plain(number: int, date: str, topic: str = "某词", body: str = "正文。") -> str:
    front = f"title: 第 {number} 条\nlang: zh-Hans\ndate: {date}\ntopics: [{topic}]\n"
    return f"---\n{front}---\n{body}\n"


@pytest.fixture
def small(desk: Desk) -> Desk:
    """Five entries in two weeks, months and topics, built until nothing is left to do."""
    shutil.rmtree(desk.root / "content/entries")
    (desk.root / "content/issues/2024-W20.md").unlink()
    dates = ("2024-04-23", "2024-04-24", "2024-05-13", "2024-05-14", "2024-05-15")
    for number, date in enumerate(dates):
        put(desk.root, f"content/entries/e{number}.md", plain(number, date, "rag"))
    put(desk.root, "content/site.yaml", BASE["content/site.yaml"].replace("size: 2", "size: 20"))
    settle(desk)
    return desk


def test_where_nothing_changed_no_file_is_written(small: Desk) -> None:
    before = [stamps(small.root / name) for name in ("site", ".site-site-standby", "content")]
    ran = small.warm(Call())
    assert (ran.code, "nothing changed" in ran.out) == (0, True)
    after = [stamps(small.root / name) for name in ("site", ".site-site-standby", "content")]
    assert after == before


def test_where_files_were_only_touched_the_site_is_left_alone(small: Desk) -> None:
    before = stamps(small.root / "site")
    touch(small.root, random.Random(0))
    assert changed(small) == set()
    assert stamps(small.root / "site") == before


def test_an_edited_body_changes_only_the_pages_that_show_it(small: Desk) -> None:
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    assert changed(small) == {".qikan-manifest"} | both(
        "news/e1/index.html",
        "index.html",  # among the newest besides the newest issue
        *feeds("", "issues/", "topics/rag/", "topics/rag/issues/"),
        "topics/rag/index.html",
        "issues/2024-W17/index.html",
        "archive/2024/04/index.html",
    )


def test_an_added_entry_changes_the_pages_that_show_it_be_it_as_a_number(small: Desk) -> None:
    put(small.root, "content/entries/e5.md", plain(5, "2024-05-16", "rag"))
    assert changed(small) == {".qikan-manifest", "sitemap.xml", "sw.js"} | both(
        "news/e5/index.html",
        "news/e4/index.html",  # its neighbour in the issue
        "index.html",
        *feeds("", "topics/rag/"),  # the issue is not in a feed until it is full
        "issues/index.html",
        "issues/2024-W20/index.html",
        "topics/index.html",
        "topics/rag/index.html",
        "archive/index.html",
        "archive/2024/05/index.html",
        "llms.txt",
    )


def test_no_file_is_written_that_has_its_bytes_already(small: Desk) -> None:
    path = small.root / "content/entries/e4.md"
    path.write_text(path.read_text("utf-8").replace("正文", "文正"), "utf-8")
    settle(small)  # from now on there is a standby tree
    site, standby = small.root / "site", small.root / ".site-site-standby"
    old, before = tree(standby), stamps(standby)
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    assert small.warm(Call()).code == 0
    new, after = tree(site), stamps(site)
    assert old.keys() == new.keys()
    written = {name for name in new if before[name] != after[name]}
    assert written == {name for name in new if old[name] != new[name]}
    assert len(written) < len(new)


WAYS = {
    "content/entries/e1.md": ("site/news/e1/index.html", plain(1, "2024-04-24")),
    "content/issues/2024-W17.md": (
        "site/issues/2024-W17/index.html",
        ISSUE.replace("20\n", "17\n") + "正文",
    ),
    "content/site.yaml": ("site/index.html", BASE["content/site.yaml"].replace("试刊", "正文")),
    "content/static/CNAME": ("site/CNAME", "正文"),
    "layouts/static/site.css": ("site/static/site.css", "正文"),
    "layouts/404.html": ("site/404.html", "正文"),
}


def test_an_edit_in_the_moment_of_the_build_is_seen_by_the_next_one(desk: Desk) -> None:
    """Here the file system's clock has stopped: only the bytes tell."""
    own_layouts(desk.root)
    for word in ("甲文", "乙文", "丙文"):
        for path, (_, text) in WAYS.items():
            put(desk.root, path, text.replace("正文", word))
        assert desk.build("--root", desk.root, "--jobs", 1, frozen=True).code == 0
        assert [
            path
            for path, (made, _) in WAYS.items()
            if word not in (desk.root / made).read_text("utf-8")
        ] == []


def test_a_file_brought_back_with_its_old_time_is_seen(small: Desk) -> None:
    path = small.root / "content/entries/e1.md"
    old, stat = path.read_text("utf-8"), path.stat()
    path.write_text(old.replace("正文", "文正"), "utf-8")
    settle(small)
    path.write_text(old, "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert ".qikan-manifest" in changed(small)
    assert "正文。" in (small.root / "site/news/e1/index.html").read_text("utf-8")


@pytest.mark.parametrize("edit", [lose, clear_out], ids=["deleted", "cleared out"])
@pytest.mark.parametrize("name", ["site", ".site-site-standby"])
def test_either_tree_may_be_gone(name: str, edit: Callable[[str], Edit], small: Desk) -> None:
    for number in range(4):
        put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", f"{number}。"))
        if number == 2:  # from the second build on there are two trees
            edit(name)(small.root, random.Random(0))
        assert small.check(Call())


@pytest.mark.parametrize("name", ["site", ".site-site-standby"])
def test_a_folder_deleted_inside_either_tree_comes_back(name: str, small: Desk) -> None:
    for number in range(5):
        put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", f"{number}。"))
        if number == 2:
            shutil.rmtree(small.root / name / "zh-hant/topics")
        assert small.check(Call())


def test_a_build_beside_another_one_uses_no_cache_and_does_no_harm(small: Desk) -> None:
    fcntl = pytest.importorskip("fcntl")
    put(small.root, "content/entries/e1.md", plain(1, "2024-04-24", "rag", "新的正文。"))
    with open(small.root / ".cache/lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = stamps(small.root / ".cache")
        assert small.warm(Call(out="other")).code == 0
        assert stamps(small.root / ".cache") == before
    assert tree(small.root / "other") == small.cold(Call())[1]
    assert small.check(Call())


def test_warnings_are_said_again_where_nothing_changed(small: Desk) -> None:
    for number in (1, 2):
        path = small.root / f"content/entries/e{number}.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("lang:", f"arxiv: 2405.90001\nid: e{number}\nlang:"), "utf-8")
    settle(small)
    again = small.warm(Call())
    assert "nothing changed" in again.out
    assert "has the arXiv id 2405.90001 too" in again.err
    assert (again.err, again.remarks) == (small.cold(Call())[0].err, small.cold(Call())[0].remarks)


# ---------------------------------------------------------------- the preview

EDITS_SERVED = int(os.environ.get("QIKAN_EDITS", "8"))
"""Edits in a row; a thousand by hand: ``QIKAN_EDITS=1000``."""
SEEN_BY_A_PREVIEW = [
    edit for name, edit in EDITS.items() if not name.startswith(("lose", "clear", "damage", "keep"))
]


def served(resident: Resident, paths: Iterable[str]) -> Tree | None:
    """What a preview gives of the files of a site; None where a layout is wrong."""
    try:
        files = {path: resident.file(path) for path in paths}
    except LayoutError:
        return None
    return {path: file.data for path, file in files.items() if file}


def test_a_preview_gives_after_every_edit_what_a_cold_build_publishes(
    tmp_path: Path, build: Builder
) -> None:
    desk = Desk(tmp_path, build)
    pick = random.Random(EDITS_SERVED)
    call = parse_call(["--root", str(desk.root), "--drafts", "--jobs", "1"], desk.root)
    (tmp_path / "preview").mkdir()
    with contextlib.closing(Cache(tmp_path / "preview", resident=True)) as cache:
        resident = Resident(lambda stamps: request.make_request(call, stamps), cache)
        is_wrong, everything = False, Tree()
        for _ in range(EDITS_SERVED):
            edit = pick.choice(SEEN_BY_A_PREVIEW)
            with contextlib.suppress(FileNotFoundError):  # there is no such entry
                edit(desk.root, pick)
            cold, published = desk.cold(Call(drafts=True))
            made = {path: data for path, data in published.items() if path != trees.MANIFEST}
            try:
                if resident.update(Report()):
                    is_wrong = False
            except ContentError:
                is_wrong = True
            files = None if is_wrong else served(resident, made or everything)
            assert (files is None) == (cold.code == 1), (edit, cold.err)
            assert files is None or files == made
            everything = made or everything
            if cold.code == 1 and pick.random() < 0.7:
                desk.reset()
