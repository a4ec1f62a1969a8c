"""A small archive, and every kind of edit that an editor, a designer or a machine makes in it."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from make import ROOT

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
LINES_THAT_SHOW_ALL = {
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
    values = {key: texts[0] for key, texts in SETTINGS.items()} | {
        name: pick.choice(SETTINGS[name])
    }
    put(root, "content/site.yaml", SITE.format(**values))


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


def show_every_value(root: Path, pick: random.Random) -> None:
    for name, line in LINES_THAT_SHOW_ALL.items():
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


# ---------------------------------------------------------------- changes of the cache


def lose(*names: str) -> Edit:
    """Delete files or folders that a build writes."""

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
    """An older cache, or one from another machine, as a build service restores it."""
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
        show_every_value,
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
