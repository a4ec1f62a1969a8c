"""The preview as a browser and an editor meet it."""

from __future__ import annotations

import contextlib
import html
import http.client
import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from previewing import PATIENCE, ROOT, Served, preview
from test_golden import SOURCE

from qikan.server.browser import with_script
from qikan.server.http import content_type


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("served")
    shutil.copytree(SOURCE / "content", root / "content")
    return root


@pytest.fixture(scope="module")
def served(root: Path) -> Iterator[Served]:
    with preview(root) as running:
        yield running


def ask(
    served: Served, path: str, method: str = "GET", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """An answer to a path exactly as it is written."""
    netloc = urllib.parse.urlsplit(served.origin).netloc
    with contextlib.closing(http.client.HTTPConnection(netloc, timeout=PATIENCE)) as connection:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def base(served: Served) -> str:
    return urllib.parse.urlsplit(served.address).path


def test_addresses_are_those_of_github_pages(served: Served) -> None:
    status, headers, _ = ask(served, f"{base(served)}topics")
    assert (status, headers["Location"]) == (301, f"{base(served)}topics/")
    status, headers, page = ask(served, f"{base(served)}topics/?q=1")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.count(b"client.js") == 1
    status, _, page = ask(served, f"{base(served)}no/such/page/")
    assert status == 404
    assert "找不到这个页面" in page.decode()
    assert ask(served, f"{base(served)}404")[0] == 200
    assert ask(served, "/")[1]["Location"] == base(served)


@pytest.mark.parametrize("path", ["../content/site.yaml", "%2e%2e/content/site.yaml", "..%2fx"])
def test_nothing_but_the_site_is_served(served: Served, path: str) -> None:
    assert ask(served, f"{base(served)}{path}")[0] == 404
    assert ask(served, f"/__qikan__/{path}")[0] == 404


def test_a_head_has_the_length_and_no_body(served: Served) -> None:
    _, _, page = ask(served, base(served))
    status, headers, none = ask(served, base(served), "HEAD")
    assert (status, int(headers["Content-Length"]), none) == (200, len(page), b"")


def test_only_what_is_named_with_its_digest_is_kept_by_the_browser(served: Served) -> None:
    _, headers, page = ask(served, base(served))
    assert headers["Cache-Control"] == "no-store"
    style = re.search(r'href="([^"]*site\.css[^"]*)"', page.decode())
    assert style
    assert "immutable" in ask(served, style[1])[1]["Cache-Control"]
    assert ask(served, style[1].partition("?")[0])[1]["Cache-Control"] == "no-store"


def test_a_foreign_name_of_this_machine_is_refused(served: Served) -> None:
    status, _, text = ask(served, base(served), Host="drafts.example.net")
    assert status == 403
    assert b"<title>" not in text
    assert ask(served, base(served), Host="localhost:80")[0] == 200


def test_a_redirect_page_is_served_as_it_is(served: Served) -> None:
    """Its own policy lets no script run."""
    script = b"client.js"
    _, _, page = ask(served, f"{base(served)}search/index/index.json")
    assert script not in page


def errors(event: dict[str, Any]) -> list[Any]:
    return [one for one in event["problems"] if one["severity"] == "error"]


def test_a_mistake_is_reported_and_the_last_good_site_stays(served: Served, root: Path) -> None:
    entry = min((root / "content/entries").rglob("*.md"))
    text = entry.read_text("utf-8")
    with served.events() as events:
        first = next(events)
        assert not errors(first)
        entry.write_text(text.replace("title:", "titel:", 1), "utf-8")
        broken = served.next_where(
            events, lambda event: any("titel" in one["text"] for one in errors(event))
        )
        assert broken["version"] == first["version"]
        assert any(entry.name in one["place"] for one in errors(broken))
        assert any("^" in one["caret"] for one in broken["problems"])
        assert ask(served, base(served))[0] == 200
        entry.write_text(f"{text}\n改好的一句。\n", "utf-8")
        mended = served.next_where(events, lambda event: event["version"] != first["version"])
        assert not errors(mended)


def test_of_many_saves_the_last_is_seen(served: Served, root: Path) -> None:
    """Also of those that fall into an update."""
    site = root / "content/site.yaml"
    text = site.read_text("utf-8")
    for number in range(40):
        site.write_text(text.replace("bianji@", f"n{number}@"), "utf-8")
    served.wait_until(lambda: "n39@" in served.page(""))


def test_a_taken_port_is_reported_with_the_cure(served: Served, root: Path) -> None:
    port = urllib.parse.urlsplit(served.origin).port
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--root", str(root)]
    command += ["--port", str(port)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert f"another program has the port {port}" in done.stderr
    assert f"--port {(port or 0) + 1}" in done.stderr


def test_ctrl_c_ends_it_and_the_site_folder_was_not_touched(tmp_path: Path) -> None:
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    with preview(tmp_path) as running, running.events() as events:
        next(events)  # a browser that listens does not hold it up
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(PATIENCE) == 0
    assert not (tmp_path / "site").exists()


def test_a_root_with_a_mistake_can_be_served_and_mended(tmp_path: Path) -> None:
    shutil.copytree(SOURCE / "content", tmp_path / "content")
    site = tmp_path / "content/site.yaml"
    text = site.read_text("utf-8")
    site.write_text(text.replace("title:", "titel:"), "utf-8")
    with preview(tmp_path) as running, running.events() as events:
        assert next(events)["version"] == ""
        status, _, page = ask(running, "/")
        assert (status, b"client.js" in page) == (503, True)
        site.write_text(text, "utf-8")
        running.next_where(events, lambda event: event["version"] != "")
        assert ask(running, base(running))[0] in (200, 301)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("search/index/index.json", "application/json; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("font.woff2", "font/woff2"),
        ("PHOTO.JPG", "image/jpeg"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_types_are_those_of_the_files(path: str, expected: str) -> None:
    assert content_type(path) == expected


def test_the_script_stands_before_the_last_end_of_the_body() -> None:
    page = with_script(b"<body><pre>&lt;/body></pre></body></html>\n", {"source": '"><b>'})
    assert page.endswith(b'&quot;}" defer></script></body></html>\n')
    assert b"<b>" not in page
    assert b"client.js" in with_script(b"no body", {"version": "7"})


# ---------------------------------------------------------------- writing through the preview


def context(served: Served, path: str) -> dict[str, str]:
    """What the script of a page knows."""
    _, _, page = ask(served, f"{base(served)}{path}")
    data = re.search('data-context="(.*?)"', page.decode())
    assert data
    value: dict[str, str] = json.loads(html.unescape(data[1]))
    return value


def review(served: Served, value: object, token: str, **headers: str) -> tuple[int, str]:
    sent = {
        "Origin": served.origin,
        "Content-Type": "application/json",
        "X-Qikan-Token": token,
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    netloc = urllib.parse.urlsplit(served.origin).netloc
    with contextlib.closing(http.client.HTTPConnection(netloc, timeout=PATIENCE)) as connection:
        connection.request("POST", "/__qikan__/review", json.dumps(value), sent)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_only_a_page_of_this_preview_can_withdraw_an_entry(served: Served, root: Path) -> None:
    entry = root / "content/entries/2024/to-withdraw.md"
    entry.write_bytes(
        "---\r\ntitle: 一条\r\nlang: zh-Hans\r\ndate: 2024-05-14\r\n---\r\n正文。\r\n".encode()
    )
    page = f"{base(served)}news/to-withdraw/"
    served.wait_until(lambda: ask(served, page)[0] == 200)
    before = entry.read_bytes()
    known = context(served, "news/to-withdraw/")
    token = known["token"]
    wanted = {"page": known["page"], "action": "withdraw", "digest": known["digest"]}
    wanted["reason"] = "不再需要，因为它的'来源'错了"
    for headers in (
        {"Origin": "https://example.net"},
        {"Origin": "null"},
        {"Host": "example.net", "Origin": "http://example.net"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Content_Type": "text/plain"},
        {"X_Qikan_Token": "0" * 32},
        {"X_Qikan_Token": ""},
    ):
        assert review(served, wanted, token, **headers)[0] == 403, headers
    assert ask(served, "/__qikan__/review")[0] == 404
    assert ask(served, f"/__qikan__/scripts?{known['page']}", Host="example.net")[0] == 403
    others: list[object] = [{**wanted, "path": "content/site.yaml"}, {"action": "withdraw"}, []]
    for wrong in others:
        assert review(served, wrong, token)[0] == 400
    assert review(served, {**wanted, "reason": " "}, token)[0] == 400
    assert review(served, {**wanted, "digest": "0"}, token)[0] == 409
    assert review(served, {**wanted, "page": "index.html"}, token)[0] == 409
    assert entry.read_bytes() == before
    status, text = review(served, wanted, token)
    assert (status, entry.name in text) == (200, True)
    assert entry.read_bytes() == before.replace(
        b"date:",
        "status: withdrawn\r\nwithdrawn: '不再需要，因为它的''来源''错了'\r\ndate:".encode(),
        1,
    )
    assert review(served, wanted, token)[0] == 409
    served.wait_until(lambda: "不再需要" in ask(served, page)[2].decode())  # for the next test


def test_both_scripts_are_reported_with_the_rule_of_each_word(served: Served) -> None:
    _, _, data = ask(served, "/__qikan__/scripts?news/not-yet/index.html")
    sides = json.loads(data)["sides"]
    assert list(sides) == ["zh-Hant"]
    title, body = sides["zh-Hant"][:2]
    assert "".join(part[0] for part in title[1]) == "还没写完的一条"
    assert "".join(part[1] for part in title[1]) == "還沒寫完的一條"
    assert (body[0], "".join(part[0] for part in body[1])) == (7, "这段草稿不应出现。")
    assert all(part[2] for part in body[1] if part[0] != part[1])
    assert ask(served, "/__qikan__/scripts?index.html")[0] == 404
