"""The API against its own description, and the files of all records against each other."""

import contextlib
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import sqlite_utils
from make import assemble, config, day, entry, issue, output_context, plan, topic, typeset_all

from qikan.content.schema import FIELDS
from qikan.content.site import Config, Licence
from qikan.generator.registry import FORMATS
from qikan.model.entry import Correction, Link, Provenance
from qikan.model.page import Page
from qikan.outputs.data.check import check_data
from qikan.outputs.data.record import LEFT_OUT, record_schema
from qikan.pages.addresses import API, API_SCHEMA, DATA_FILES

RAG = topic("rag", "检索增强", "檢索增強", "RAG")
SITE = config(
    topics=(RAG,),
    outputs=frozenset(["api", "jsonl", "sqlite", "parquet"]),
    licence=Licence("CC BY 4.0", "https://example.org/by/"),
)
FULL = entry(
    1,
    title="On Retrieval",
    title_zh="论检索",
    published=day("2024-05"),
    doi="10.99999/1",
    categories=("cs.CL",),
    authors=("陈丽", "Ada Chen"),
    orgs=("星槎大学",),
    topics=("rag", "标签"),
    links=(Link("code", "https://example.org/code"), Link("web", "https://example.org/", "演示")),
    sources=(Provenance("某周报", "https://example.net/1", ("title", "links")),),
    source_notes=("数字有误",),
    corrections=(Correction(day("2024-07-02"), "改正了数字"),),
    written_by="某模型",
    checked_by="于里",
    aliases=("old/one",),
    updates=("news-2",),
    whats_new="补了实验",
    body="首段：检索增强与**推理链**。\n\n- 见[页](/topics/rag/)",
)
NEWS = entry(2, "2024-06-20", kind="news", about=("2406.00001",), body="")
WITHDRAWN = entry(3, kind="news", status="withdrawn", withdrawn="作者撤稿")
MANY = [entry(n, f"2024-04-{n % 28 + 1:02}", topics=("rag",)) for n in range(10, 260)]


def pages(site: Config = SITE, *, many: bool = False) -> dict[str, Page]:
    entries = [FULL, NEWS, WITHDRAWN, *(MANY if many else ())]
    written = [issue("2024-W25", title="第一期")]
    archive = assemble(site, typeset_all(entries, site), written)
    return {page.path: page for page in plan(site, archive)}


def written(page: Page, site: Config = SITE) -> bytes:
    return FORMATS[page.format](output_context(site), page)


def api(*, many: bool = False) -> dict[str, Any]:
    """The files of the API by path inside it."""
    documents = {path: page for path, page in pages(many=many).items() if path.startswith(API)}
    return {path.removeprefix(API): json.loads(written(page)) for path, page in documents.items()}


# ---------------------------------------------------------------- the API


def test_every_answer_is_what_the_description_says() -> None:
    answers = api(many=True)
    description = answers.pop("openapi.json")
    patterns = {
        re.compile(re.sub(r"\{\w+\}", "[^/]+", path.removeprefix("/"))): operations["get"]
        for path, operations in description["paths"].items()
    }
    schema = answers.pop("schema.json")
    assert schema["$id"] == f"https://example.org/repo/{API_SCHEMA}"
    described = set()
    for path, answer in answers.items():
        pattern, operation = next(row for row in patterns.items() if row[0].fullmatch(path))
        described.add(pattern)
        content = operation["responses"]["200"]["content"]["application/json"]
        full_schema = {**content["schema"], "components": description["components"]}
        jsonschema.Draft202012Validator(full_schema).validate(answer)
    left = {pattern.pattern for pattern in patterns.keys() - described}
    assert all(pattern.startswith(("organisations", "people")) for pattern in left)


def test_the_description_is_openapi() -> None:
    description = api()["openapi.json"]
    assert description["openapi"] == "3.1.0"
    assert description["servers"] == [{"url": "https://example.org/repo/api/v1"}]
    assert description["info"]["license"]["url"] == "https://example.org/by/"
    names = [one["get"]["operationId"] for one in description["paths"].values()]
    assert len(set(names)) == len(names)
    for path, operations in description["paths"].items():
        stated = [one["name"] for one in operations["get"].get("parameters", ())]
        assert stated == re.findall(r"\{(\w+)\}", path)


def test_a_list_leads_from_the_newest_part_to_every_entry() -> None:
    answers = api(many=True)
    for first, count in (("entries.json", 252), ("topics/rag.json", 251)):
        addresses: list[str] = []
        url = f"https://example.org/repo/{API}{first}"
        while url:
            part = answers[url.partition(API)[2]]
            addresses += [row["address"] for row in part["items"]]
            url = part["older"]
        assert len(addresses) == len(set(addresses)) == count


def test_a_record_states_every_field_or_says_why_not() -> None:
    record = api()["papers/2406.00001.json"]
    names = {field.name for field in FIELDS}
    empty = {"about", "withdrawn", "replaced_by"}
    assert names - record.keys() - empty == LEFT_OUT.keys() - {"topics", "issue"}
    assert record["editions"]["zh-Hant"] == {
        "url": "https://example.org/repo/zh-hant/papers/2406.00001/",
        "title": "論檢索",
        "original": "On Retrieval",
        "summary": "首段：檢索增強與**推理鏈**。\n\n"
        "- 見[頁](https://example.org/repo/zh-hant/topics/rag/)\n",
    }
    assert record["links"][0] == {"type": "code", "url": "https://example.org/code"}
    assert (record["topics"], record["tags"]) == (["rag"], ["标签"])
    assert record["license"] == "https://example.org/by/"


def test_a_withdrawn_entry_stays_at_its_address_and_in_no_list() -> None:
    answers = api()
    record = answers["news/news-3.json"]
    assert (record["status"], record["withdrawn"]) == ("withdrawn", "作者撤稿")
    assert "summary" not in record["editions"]["zh-Hans"]
    assert [row["id"] for row in answers["entries.json"]["items"]] == ["2406.00001", "news-2"]


def test_a_site_has_the_files_that_it_asks_for() -> None:
    assert not [p for p in pages(config(outputs=frozenset())) if p.startswith(("api/", "data/"))]
    one = pages(config(outputs=frozenset(["jsonl"])))
    assert [path for path in one if path.startswith(("api/", "data/"))] == ["data/archive.jsonl"]


# ---------------------------------------------------------------- files of all records


def records() -> list[dict[str, Any]]:
    text = written(pages()[DATA_FILES["jsonl"]]).decode()
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def base() -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(written(pages()[DATA_FILES["sqlite"]]))
        yield connection


def known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def test_json_lines_are_records() -> None:
    validator = jsonschema.Draft202012Validator(record_schema(SITE))
    assert [record["id"] for record in records()] == ["2406.00001", "news-2"]
    for record in records():
        validator.validate(record)


def test_sqlite_holds_the_same_facts(base: sqlite3.Connection) -> None:
    tables = sqlite_utils.Database(base)
    editions: dict[str, dict[str, Any]] = {}
    for row in tables["editions"].rows:
        address, edition = row.pop("address"), row.pop("edition")
        editions.setdefault(address, {})[edition] = known(row)
    rows = [
        {name: json.loads(v) if v[0] in "[{" else v for name, v in known(row).items()}
        | {"editions": editions[row["address"]]}
        for row in tables["entries"].rows
    ]
    assert rows == [{n: v for n, v in record.items() if v != []} for record in records()]
    about = dict(base.execute("select name, value from about"))
    assert about["license"] == "https://example.org/by/"


@pytest.mark.parametrize("words", ["推理链", "推理鏈", "检索增强", "Retrieval"])
def test_its_full_text_table_finds_han(words: str, base: sqlite3.Connection) -> None:
    editions = sqlite_utils.Database(base).table("editions")
    assert editions.detect_fts() == "editions_fts"  # Datasette looks for it in the same way
    addresses = {row["address"] for row in editions.search(words)}
    assert addresses == {"papers/2406.00001/"}


def test_parquet_holds_the_same_facts() -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(written(pages()[DATA_FILES["parquet"]])))
    rows = [_without_nothing(row) for row in table.to_pylist()]
    flat = []
    for record in records():
        row = {name: value for name, value in record.items() if name != "editions"}
        for edition, texts in record["editions"].items():
            suffix = edition.lower().replace("-", "_")
            row |= {f"{name}_{suffix}": text for name, text in texts.items()}
        flat.append(row)
    assert rows == flat
    assert table.schema.metadata[b"license"] == b"https://example.org/by/"


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one is not None}
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value


def test_the_same_entries_are_the_same_bytes() -> None:
    site_pages = pages()
    for name in ("jsonl", "sqlite"):
        assert written(site_pages[DATA_FILES[name]]) == written(site_pages[DATA_FILES[name]])


def test_what_cannot_be_written_here_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 31, 1))
    problems = "\n".join(map(str, check_data(SITE)))
    assert problems == (
        "content/site.yaml:1:1: `parquet` in `outputs` needs the package pyarrow; "
        "install `qikan[parquet]`, or leave it out\n"
        "content/site.yaml:1:1: `sqlite` in `outputs` needs SQLite 3.34; use a newer Python, "
        "or leave it out"
    )
    assert list(check_data(config())) == []
