"""From foreign files to a published site: what an import wrote is reviewed as one act."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import make
import pytest
from builder import run_build

BUILD = make.ROOT / "build.py"
Run = subprocess.CompletedProcess[str]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty archive."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(make.SITE, "utf-8")
    return tmp_path


def call(root: Path, *arguments: str, code: int = 0) -> Run:
    """Run qikan in the root."""
    run = run_build(*arguments, "--root", ".", cwd=root)
    assert "Traceback" not in run.stderr + run.stdout, run.stderr
    assert "a bug" not in run.stderr, run.stderr
    assert run.returncode == code, run.stdout + run.stderr
    return run


def tree(root: Path) -> dict[str, bytes]:
    """The files of content/ by path."""
    paths = sorted(path for path in (root / "content").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def write(root: Path, name: str, data: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def records(*papers: Mapping[str, object]) -> str:
    return "".join(json.dumps(paper, ensure_ascii=False) + "\n" for paper in papers)


ONE = {
    "title": "Quiet Ladders",
    "abstract_zh": "这个模型用梯子搜索。",
    "authors": ["Ann Bo", "Cid Dow"],
    "arxiv_id": "2405.18870",
    "published": "2024-05-31",
}
OTHER = {"title": "Calm Rewards", "abstract_zh": "说明奖励。", "published": "2024-06-01"}


def test_an_import_taken_back_leaves_the_folder_as_it_was(root: Path) -> None:
    write(root, "first.jsonl", records(ONE))
    call(root, "import", "records", "first.jsonl")
    before = tree(root)
    write(root, "second.jsonl", records(ONE | {"code": "https://github.com/a/b"}, OTHER))
    call(root, "import", "records", "second.jsonl", "--update")
    assert tree(root) != before
    assert "2 files taken back" in call(root, "review", "0002", "--undo").stdout
    assert tree(root) == before


def test_a_file_that_was_edited_is_never_taken_back(root: Path) -> None:
    write(root, "first.jsonl", records(ONE, OTHER))
    call(root, "import", "records", "first.jsonl")
    path = root / "content/entries/2024/2405.18870.md"
    path.write_text(path.read_text("utf-8").replace("梯子", "长梯"), "utf-8")
    run = call(root, "review", "0001", "--undo")
    assert "2405.18870.md: was edited since; it stays" in run.stdout
    assert [name for name in tree(root) if "entries" in name] == [
        "content/entries/2024/2405.18870.md"
    ]


def test_an_import_is_taken_back_after_its_drafts_were_published(root: Path) -> None:
    before = tree(root)
    write(root, "first.jsonl", records(ONE, OTHER))
    call(root, "import", "records", "first.jsonl")
    call(root, "review", "0001", "--publish", "2405.18870")
    path = root / "content/entries/2024/calm-rewards.md"
    path.write_text(path.read_text("utf-8").replace("status: draft\n", "kind: news\n"), "utf-8")
    run = call(root, "review", "0001", "--undo")
    assert "1 file taken back, 1 edited since and left" in run.stdout
    assert set(tree(root)) - set(before) == {
        "content/entries/2024/calm-rewards.md",
        "content/imports/" + next((root / "content/imports").glob("0001-*")).name,
    }


def test_drafts_are_listed_with_what_is_doubtful_and_published_by_their_ids(root: Path) -> None:
    write(root, "first.jsonl", records(ONE, OTHER))
    call(root, "import", "records", "first.jsonl")
    listed = call(root, "review").stdout
    assert "2 of 2 are drafts, 1 doubtful one" in listed
    assert "no link, arXiv id or DOI" in listed
    assert "1 draft published" in call(root, "review", "--publish", "2405.18870").stdout
    assert b"status" not in tree(root)["content/entries/2024/2405.18870.md"]
    assert b"status: draft" in tree(root)["content/entries/2024/calm-rewards.md"]
    call(root, "review", "--publish", "all")
    assert "nothing waits" in call(root, "review").stdout


def test_a_call_that_names_nothing_there_is_says_what_there_is(root: Path) -> None:
    write(root, "first.jsonl", records(ONE))
    call(root, "import", "records", "first.jsonl")
    assert (
        "there is no import `0009`; name one: 0001-records"
        in call(root, "review", "0009", code=2).stderr
    )
    assert "is no draft" in call(root, "review", "--publish", "x", code=2).stderr
    assert "the import to take back is not named" in call(root, "review", "--undo", code=2).stderr


def test_a_second_text_is_kept_and_may_take_the_place_of_the_first(root: Path) -> None:
    write(root, "first.jsonl", records(ONE))
    write(root, "second.jsonl", records(ONE | {"abstract_zh": "另一种说法：搜索时先慢后快。"}))
    call(root, "import", "records", "first.jsonl")
    run = call(root, "import", "records", "second.jsonl")
    assert "is kept in content/alternatives/" in run.stderr
    (name,) = [Path(path).stem for path in tree(root) if "alternatives" in path]
    assert name in call(root, "review").stdout
    call(root, "review", "--publish", name)
    after = tree(root)
    assert "另一种说法" in after["content/entries/2024/2405.18870.md"].decode()
    assert "用梯子搜索" in after[f"content/alternatives/{name}.md"].decode()
    call(root, "import", "records", "second.jsonl", "--update")
    assert len([path for path in tree(root) if "alternatives" in path]) == 1


def test_a_trusted_source_is_published_at_once(root: Path) -> None:
    write(root, "first.jsonl", records(ONE))
    call(root, "import", "records", "first.jsonl", "--status", "published")
    assert b"status" not in tree(root)["content/entries/2024/2405.18870.md"]


def test_a_map_is_asked_for_once_and_then_used(root: Path) -> None:
    write(root, "odd.json", json.dumps([{"biaoti": "甲", "lianjie": "https://a.example/1"}]))
    run = call(root, "import", "records", "odd.json", "--date", "2024-06-01", code=1)
    assert "odd.json.map.yaml" in run.stdout
    assert not [path for path in tree(root) if "entries" in path]
    path = root / "odd.json.map.yaml"
    text = path.read_text("utf-8").replace("title: ''", "title: biaoti\n  links: lianjie")
    path.write_text(text, "utf-8")
    call(root, "import", "records", "odd.json", "--date", "2024-06-01", "--lang", "zh-Hans")
    (entry,) = [data.decode() for path, data in tree(root).items() if "entries" in path]
    assert "title: 甲" in entry
    assert "https://a.example/1" in entry


def test_a_map_that_names_no_field_of_the_source_is_refused_at_its_line(root: Path) -> None:
    write(root, "odd.json", json.dumps([{"biaoti": "甲"}]))
    write(root, "m.yaml", "fields:\n  title: biaotou\n  sumary: x\n")
    run = call(root, "import", "records", "odd.json", "--map", "m.yaml", code=1)
    assert "m.yaml:3:3: unknown field `sumary`; did you mean `summary`?" in run.stderr


# ---------------------------------------------------------------- images and links


POST = """\
---
title: {title}
date: {date}
---
![图一](images/图 1.PNG) 和 ![远](https://a.example/b.png)

`![代码](images/图 1.PNG)` 见[上一篇]({link})。
"""


def test_a_blogs_images_come_along_and_its_links_lead_to_the_new_addresses(root: Path) -> None:
    write(
        root,
        "blog/_posts/2024-01-02-first.md",
        POST.format(title="甲", date="2024-01-02", link="../2024-01-03-second/"),
    )
    write(
        root,
        "blog/_posts/2024-01-03-second.md",
        POST.format(title="乙", date="2024-01-03", link="2024-01-02-first.md#a").replace(
            "images/图 1.PNG", "/img/a.png"
        ),
    )
    write(root, "blog/_posts/images/图 1.PNG", PIXEL)
    write(root, "blog/static/img/a.png", PIXEL)
    run = call(root, "import", "frontmatter", "blog/_posts")
    assert run.stderr.count("are on other hosts") == 1
    files = tree(root)
    images = [path for path in files if path.endswith(".png")]
    assert len(images) == 2
    assert all(path.isascii() and files[path] == PIXEL for path in images)
    entries = {path: data.decode() for path, data in files.items() if path.endswith(".md")}
    first = next(text for text in entries.values() if "title: 甲" in text)
    second = next(text for text in entries.values() if "title: 乙" in text)
    assert "`![代码](images/图 1.PNG)`" in first
    assert "](/news/" in first
    assert "](/news/" in second
    assert "/#a)" in second
    built = call(root, "build", "--drafts")
    assert "there is no file" not in built.stderr
    copied = [path for path in (root / "site").rglob("*.png") if path.read_bytes() == PIXEL]
    assert len(copied) == 2


def test_the_images_that_a_browser_saved_beside_a_page_come_along(root: Path) -> None:
    image = '<img src="./甲 (1)_files/a b.png" alt="图">'
    code = '<pre><code class="language-python">x = 1</code></pre>'
    words = "这个模型的说明写在这里，一共有好几句话，说明它为什么有效，也说明它的局限。"
    article = f"<article><p>{words}</p>{image}{code}</article>"
    page = f"<!DOCTYPE html><html><head><title>甲</title></head><body>{article}</body></html>"
    write(root, "甲 (1).html", page)
    write(root, "甲 (1)_files/a b.png", PIXEL)
    call(root, "import", "html", "甲 (1).html", "--date", "2024-06-01")
    assert [data for path, data in tree(root).items() if path.endswith(".png")] == [PIXEL]
    (entry,) = [data.decode() for path, data in tree(root).items() if path.endswith(".md")]
    assert re.search(r"!\[图\]\([a-z0-9-]+\.png\)", entry)
    assert "```python\nx = 1\n```" in entry


def test_a_draft_with_lost_images_builds_and_says_so(root: Path) -> None:
    write(root, "posts/a.md", POST.format(title="甲", date="2024-01-02", link="../gone/"))
    call(root, "import", "frontmatter", "posts")
    built = call(root, "build", "--drafts")
    assert "warning" in built.stderr
    assert "gone" in built.stderr


# ---------------------------------------------------------------- an editor's road


def issue(number: int) -> tuple[str, str]:
    """An old issue's name and text, in one of four shapes."""
    date = f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}"
    url = f"https://arxiv.org/abs/23{number % 12 + 1:02}.{number:05}"
    title, text = (
        f"Steps of Search Number {number}",
        f"第 {number} 篇：这个模型说明方法为什么有效。",
    )
    shape = number % 4
    if shape == 0:
        return (
            f"{date}-weekly-{number}.md",
            f"# 周报 {date}\n\n1. {title}\n\n{text}\n\n论文链接：{url}\n\n2. Other {title}\n\n另有{text}\n\n论文链接：https://a.example/{number}\n",
        )
    if shape == 1:
        return (
            f"{number}.md",
            f"| 日期 | 名称 | 摘要 |\n|---|---|---|\n| {date} | [{title}]({url}) | {text} |\n",
        )
    if shape == 2:
        return f"{number}.jsonl", records(
            {"title": title, "url": url, "date": date, "summary": text}
        )
    inner = f"<title>{title}</title><link>{url}</link><description>{text}</description>"
    item = f"<item>{inner}<pubDate>{date}</pubDate></item>"
    return f"{number}.xml", f'<rss version="2.0"><channel><title>F</title>{item}</channel></rss>'


def test_two_hundred_old_issues_are_one_import_one_review_and_one_build(root: Path) -> None:
    for number in range(200):
        name, text = issue(number)
        write(root, f"old/{name}", text)
    imported = call(root, "import", "auto", "old")
    assert "250 items: 250 written" in imported.stdout
    assert "review 0001-auto" in imported.stdout
    reviewed = call(root, "review", "0001", "--publish", "all")
    assert "250 drafts published" in reviewed.stdout
    call(root, "build")
    shown = "".join(path.read_text("utf-8") for path in (root / "site/archive").rglob("*.html"))
    assert all(f"Number {number}<" in shown for number in range(200))
    assert "0 written" in call(root, "import", "auto", "old").stdout


# ---------------------------------------------------------------- every morning


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
def test_the_sources_of_a_morning_become_drafts_and_a_fault_stops_no_other(root: Path) -> None:
    write(root, "day.jsonl", records(ONE))
    item = "<title>甲</title><link>https://a.example/1</link><description>这个说明。</description>"
    feed = f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'
    write(root, "feed.xml", feed)
    listed = [
        f"records file://{root}/day.jsonl 某日报",
        "# none",
        f"rss file://{root}/gone.xml",
        f"rss file://{root}/feed.xml 某 周报",
    ]
    write(root, "content/morning.txt", "\n".join(listed))
    run = subprocess.run(
        ["bash", str(make.ROOT / ".ci/morning"), str(root)],
        cwd=make.ROOT,
        env=os.environ | {"PYTHON": sys.executable, "DAY": "2024-06-01"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "could not be fetched" in run.stdout
    assert "3 sources, 1 with faults" in run.stdout
    texts = [data.decode() for path, data in tree(root).items() if "entries" in path]
    assert sorted(text.split("name: ")[1].split(",")[0] for text in texts) == ["某 周报", "某日报"]


def test_the_settings_of_a_blog_are_no_items(root: Path) -> None:
    write(root, "blog/_config.yml", "title: 甲的博客\nauthor: 张三\n")
    write(
        root, "blog/package.json", json.dumps({"name": "blog", "description": "x", "author": "y"})
    )
    write(root, "blog/posts/a.md", "---\ntitle: 甲篇\ndate: 2024-01-02\n---\n这个说明。\n")
    run = call(root, "import", "auto", "blog")
    assert "1 item: 1 written" in run.stdout
