"""Files of all records: JSON Lines, SQLite, Parquet. They hold the same facts."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qikan.content.site import Config
from qikan.editions import EDITIONS
from qikan.model.page import Page
from qikan.outputs.context import OutputContext
from qikan.outputs.data.record import record_schema, record_text

_EDITION_TEXTS = ("url", "title", "original", "summary")


def jsonl(context: OutputContext, page: Page) -> bytes:
    """A record a line (https://jsonlines.org), newest first."""
    return "".join(f"{record_text(context, item)}\n" for item in page.data["items"]).encode()


def sqlite(context: OutputContext, page: Page) -> bytes:
    """A database of the tables ``entries``, ``editions`` and ``about``.

    ``editions_fts`` finds any three characters or more, Han too. The bytes are the same wherever
    the release of SQLite is.
    """
    columns = list(_columns(context.config))
    records = [json.loads(record_text(context, item)) for item in page.data["items"]]
    base = sqlite3.connect(":memory:")
    try:
        base.executescript(_tables(columns))
        base.executemany("insert into about values (?, ?)", about(context.config).items())
        places = ", ".join("?" * len(columns))
        base.executemany(
            f"insert into entries values ({places})",  # noqa: S608  (question marks)
            ([_cell(record.get(name)) for name in columns] for record in records),
        )
        base.executemany("insert into editions values (?, ?, ?, ?, ?, ?)", _editions(records))
        base.execute("insert into editions_fts (editions_fts) values ('rebuild')")
        base.commit()
        base.execute("vacuum")
        return base.serialize()
    finally:
        base.close()


def _columns(config: Config) -> Mapping[str, Any]:
    """The schemas of a record's values by name, without its editions."""
    properties = dict(record_schema(config)["properties"])
    del properties["editions"]
    return properties


def about(config: Config) -> dict[str, str]:
    """The metadata of a file."""
    variant = config.variants[0]
    licence = {"license": config.licence.url} if config.licence else {}
    return {
        "title": config.title[variant],
        "description": config.description[variant],
        "url": config.base_url,
        "version": "1",
        **licence,
    }


def _tables(columns: Iterable[str]) -> str:
    rest = "".join(f", {name} text" for name in columns if name != "address")
    return f"""
        create table about (name text primary key, value text);
        create table entries (address text primary key{rest});
        create table editions (
            address text references entries (address), edition text,
            {", ".join(f"{name} text" for name in _EDITION_TEXTS)},
            primary key (address, edition)
        );
        create virtual table editions_fts using fts5 (
            title, original, summary, content="editions", tokenize="trigram"
        );
    """


def _cell(value: Any) -> Any:
    """A value for SQLite: what is no text as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _editions(records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for record in records:
        for edition, texts in record["editions"].items():
            yield record["address"], edition, *(texts.get(name) for name in _EDITION_TEXTS)


# ---------------------------------------------------------------- Parquet


def parquet(context: OutputContext, page: Page) -> bytes:
    """A table with a row a record; its editions are columns such as ``title_zh_hans``.

    pyarrow writes it (the extra ``parquet``: docs/decisions/data.md).
    """
    import pyarrow as pa  # late: 55 MB that only this needs
    import pyarrow.parquet as pq

    fields = {name: _arrow(pa, schema) for name, schema in _columns(context.config).items()}
    for variant in context.config.variants:
        fields |= {f"{name}_{EDITIONS[variant].field}": pa.string() for name in _EDITION_TEXTS}
    schema = pa.schema(fields, metadata=about(context.config))
    records = (json.loads(record_text(context, item)) for item in page.data["items"])
    table = pa.Table.from_pylist([_flat(record) for record in records], schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    return buffer.getvalue()


def _arrow(pa: Any, schema: Mapping[str, Any]) -> Any:
    """The type of Arrow that a JSON Schema is."""
    if schema.get("type") == "array":
        return pa.list_(_arrow(pa, schema["items"]))
    if schema.get("type") == "object":
        return pa.struct({name: _arrow(pa, one) for name, one in schema["properties"].items()})
    return pa.string()


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record whose editions' texts are values of its own."""
    row = {name: value for name, value in record.items() if name != "editions"}
    for variant, texts in record["editions"].items():
        row |= {f"{name}_{EDITIONS[variant].field}": text for name, text in texts.items()}
    return row
