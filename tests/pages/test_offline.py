import dataclasses
import json

from make import assembled, config, entry, issue, output_context, plan

from qikan.content.site import Config
from qikan.model.entry import Entry
from qikan.outputs.worker import worker

SITE = config(versions={"static/worker.js": "ab12", "static/no_worker.js": "cd34"})


def script(site: Config, *entries: Entry) -> str:
    pages = plan(site, assembled(site, entries, [issue("2024-W25")]))
    (page,) = (page for page in pages if page.format == "worker")
    assert page.path == "sw.js"
    return worker(output_context(site), page).decode()


def test_the_worker_keeps_the_newest_issue_of_each_edition() -> None:
    first, second = script(SITE, entry(1), entry(2, "2024-05-03")).splitlines()
    kept = json.loads(first.removeprefix("self.kept = ").rstrip(";"))
    assert kept["editions"] == {
        "": ["", "offline/", "issues/2024-W25/"],
        "zh-hant/": ["zh-hant/", "zh-hant/offline/", "zh-hant/issues/2024-W25/"],
    }
    assert second == 'importScripts("/repo/static/worker.js?v=ab12");'


def test_it_is_another_one_when_an_entry_comes_to_the_newest_issue() -> None:
    old = script(SITE, entry(1))
    assert script(SITE, entry(1)) == old
    assert script(SITE, entry(1), entry(2, "2024-06-22")) != old


def test_a_site_without_it_sends_the_one_that_leaves() -> None:
    site = dataclasses.replace(SITE, is_offline=False)
    text = script(site, entry(1))
    assert 'importScripts("/repo/static/no_worker.js?v=cd34");' in text
    assert "issues/" not in text
    assert not [page for page in plan(site, assembled(site, [])) if page.kind == "offline"]


def test_an_archive_without_entries_has_a_worker() -> None:
    pages = plan(SITE, assembled(SITE, []))
    (page,) = (page for page in pages if page.format == "worker")
    assert b"importScripts" in worker(output_context(SITE), page)
