"""The table of an entry's fields, and the code and docs made from it."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
import yaml
from builder import run_build
from make import ROOT, SITE, entry_text, messages, typeset

from qikan.content import entry as entryfile
from qikan.content import schema
from qikan.content.json_schemas import entry_schema
from qikan.content.shapes import SHAPES
from qikan.content.source import Source
from qikan.model.entry import Entry
from qikan.search.text import entry_texts, index_text

SAMPLE = {  # what a reader finds of each field that has a label
    "date": "2024-06-21",
    "published": "2024-05-02",
    "arxiv": "2405.90010",
    "doi": "10.1234/ab.5",
    "authors": "林汉",
    "orgs": "汉江大学",
    "topics": "头发研究",
    "links": "头发模样",
    "issue": "2024-W25",
    "about": "2405.90020",
    "sources": "头发周报",
    "source_notes": "头发一词写错了",
    "corrections": "补上了头发",
    "written_by": "某个模型",
    "checked_by": "陈汉",
    "categories": "cs.CL",
    "whats_new": "头发的新进展",
}
CODED = {  # fields that are written as mappings or dates
    "links": "[{type: code, url: https://example.net/, label: 头发模样}]",
    "sources": "[{name: 头发周报}]",
    "corrections": "[{date: 2024-06-22, note: 补上了头发}]",
    "written_by": "{model: 某个模型}",
}
HEADLINE = {"title", "title_zh", "title_en", "withdrawn", "replaced_by"}
STATED = [f"{name}: {CODED.get(name, text)}" for name, text in SAMPLE.items()]
LABELLED = [field for field in schema.FIELDS if field.label and field.name not in HEADLINE]
each_field = pytest.mark.parametrize("field", LABELLED, ids=lambda field: field.name)


def sample() -> Entry:
    entry, problems = entryfile.parse(Source("content/entries/a.md", entry_text(*STATED)))
    assert entry, problems
    return entry


def test_every_attribute_of_an_entry_is_a_row_and_every_row_an_attribute() -> None:
    attributes = {field.name for field in dataclasses.fields(Entry)}
    assert attributes == {*schema.NAMES, "body", "where"}


@pytest.mark.parametrize("field", schema.FIELDS, ids=lambda field: field.name)
def test_a_field_is_shown_converted_and_searchable_or_says_why_not(field: schema.Field) -> None:
    assert field.shape in SHAPES
    assert field.convert in ("", "words", "name", "organisation")
    assert field.update in ("", "fill", "merge")
    assert (field.label and field.convert and field.search) or field.reason
    assert not field.label or field.label in messages()["zh-Hans"]
    assert field.doc


def test_every_labelled_field_has_a_sample() -> None:
    assert {field.name for field in LABELLED} == set(SAMPLE)


@each_field
def test_a_converted_field_is_in_the_script_of_each_edition(field: schema.Field) -> None:
    edition = typeset(sample()).editions["zh-Hant"]
    text = SAMPLE[field.name]
    assert (edition.words.get(text, text) != text) == bool(field.convert)


@each_field
def test_a_searchable_field_is_in_the_searchable_text_and_no_other(field: schema.Field) -> None:
    editions = entry_texts(typeset(sample()), (), (), ("zh-Hans", "zh-Hant"))
    text = index_text(list(editions.values()), "")
    assert (SAMPLE[field.name] in text) == bool(field.search)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of the sample's page in each edition."""
    root = tmp_path_factory.mktemp("fields")
    write_site(root, entry_text(*STATED))
    done = run_build("--root", root)
    assert done.returncode == 0, done.stderr
    return {edition: page_text(root, edition) for edition in ("", "zh-hant/")}


def write_site(root: Path, entry: str) -> None:
    (root / "content" / "entries").mkdir(parents=True)
    (root / "content" / "issues").mkdir()
    (root / "content" / "site.yaml").write_text(SITE, "utf-8")
    (root / "content" / "entries" / "a.md").write_text(entry, "utf-8")
    issue = "---\nnumber: 1\ntitle: 期\nlang: zh-Hans\ndate: 2024-06-21\n---\n"
    (root / "content" / "issues" / "2024-W25.md").write_text(issue, "utf-8")


def page_text(root: Path, edition: str) -> str:
    path = root / "site" / edition / "papers" / "2405.90010" / "index.html"
    page = lxml.html.document_fromstring(path.read_bytes())
    (main,) = page.xpath("//main")
    return " ".join([main.text_content(), *main.xpath(".//@datetime"), *main.xpath(".//@href")])


@each_field
def test_a_labelled_field_is_shown_in_both_editions(
    field: schema.Field, shown: dict[str, str]
) -> None:
    text = SAMPLE[field.name]
    assert text in shown[""]
    other = typeset(sample()).editions["zh-Hant"].words.get(text, text)
    assert other in shown["zh-hant/"]


def test_the_json_schema_has_every_field_and_takes_the_sample() -> None:
    json_schema = entry_schema()
    assert set(json_schema["properties"]) == {*schema.NAMES, "summary"}
    front = yaml.load(entry_text(*STATED).split("---")[1], yaml.BaseLoader)
    assert set(front) <= set(json_schema["properties"])
    json.dumps(json_schema)


# ---------------------------------------------------------------- a plain field in four files

EDITS = {  # path: (what stands there, what is added before it)
    "qikan/model/entry.py": ('    issue: str = ""\n    about:', '    venue: str = ""\n'),
    "qikan/content/schema.py": (
        '    Field(\n        "issue",',
        (
            '    Field("venue", "text", "where it appeared", convert="words", search="rest", '
            'label="field_venue", update="fill"),\n'
        ),
    ),
    "layouts/messages.yaml": (
        "field_summary:",
        "field_venue: {zh-Hans: 发表处, zh-Hant: 發表處}\n",
    ),
    "layouts/entry.html": (
        "{% if entry.doi %}",
        (
            "{% if entry.venue %}<div><dt>{{ text('field_venue') }}</dt>"
            "<dd data-search>{{ converted(typeset, entry.venue) }}</dd></div>{% endif %}\n"
        ),
    ),
}


def test_a_plain_field_takes_four_files(tmp_path: Path) -> None:
    """In a copy: a field ``venue`` is read, shown, converted, searched and documented."""
    for folder in ("qikan", "layouts"):
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skip)
    shutil.copy(ROOT / "build.py", tmp_path)
    assert len(EDITS) == 4
    for name, (before, added) in EDITS.items():
        path = tmp_path / name
        text = path.read_text("utf-8")
        assert before in text, name
        path.write_text(text.replace(before, added + before, 1), "utf-8")
    write_site(tmp_path, entry_text("arxiv: 2405.90010", "venue: 头发研讨会"))
    program = (
        "import json; from qikan.content import json_schemas, schema as s; "
        "properties = json_schemas.entry_schema()['properties']; "
        "print(json.dumps(['venue' in properties, 'venue' in s.reference(),"
        " 'venue' in s.FILLED]))"
    )
    for arguments in (["build.py", "--jobs", "1"], ["-c", program]):
        run = subprocess.run(
            [sys.executable, "-B", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == [True, True, True]
    assert "头发研讨会" in page_text(tmp_path, "")
    assert "頭髮研討會" in page_text(tmp_path, "zh-hant/")
    index = "".join(
        path.read_text("utf-8", "replace") for path in (tmp_path / "site" / "search").rglob("*.txt")
    )
    assert "研" in index
