"""The JSON Schemas name the fields that the readers know, and take the files that these take."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from make import ROOT
from test_golden import SOURCE

from qikan.content import glossary_file, issue, schema, site
from qikan.content.frontmatter import split
from qikan.content.json_schemas import GLOSSARY, ISSUE, SITE, TOPIC, schemas
from qikan.content.site_file import SITE_FIELDS
from qikan.content.source import Source
from qikan.content.subjects import read_topics
from qikan.model.subjects import Topic


def test_every_field_of_a_file_has_a_schema() -> None:
    assert list(SITE) == SITE_FIELDS
    assert list(ISSUE) == issue.FIELDS
    assert set(GLOSSARY) == set(glossary_file.FIELDS)
    checks = SITE["checks"]["properties"]
    assert tuple(checks) == site.Checks._fields
    assert set(checks["require"]["anyOf"][0]["enum"]) == {*schema.NAMES, "summary"}
    row = "".join(f"    {name}: {{}}\n" for name in TOPIC)
    _, problems = read_topics(Source("t", f"topics:\n  -\n{row}"))
    assert not [problem for problem in problems if "unknown field" in problem.text]


def fields_of(path: Path) -> object:
    """The fields as a program reads them that takes YAML 1.2's numbers for numbers."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        text = text.split("---\n")[1]
        assert not split(Source(path.name, path.read_text("utf-8")))[3]
    return yaml.load(text, yaml.BaseLoader)


def is_yaml(path: Path) -> bool:
    """Whether an entry's fields are YAML: an unquoted title with a colon is not."""
    try:
        return bool(fields_of(path))
    except yaml.YAMLError:
        return False


CONTENT = [
    *[
        ("entry", path)
        for path in sorted((SOURCE / "content/entries").rglob("*.md"))
        if is_yaml(path)
    ],
    *[("issue", path) for path in sorted((SOURCE / "content/issues").glob("*.md"))],
    ("site", SOURCE / "content/site.yaml"),
    ("topics", SOURCE / "content/topics.yaml"),
    ("glossary", ROOT / "qikan/conversion/glossary/finance.yaml"),
    ("glossary", ROOT / "qikan/conversion/glossary/core.yaml"),
]


@pytest.mark.parametrize(
    ("name", "path"), CONTENT, ids=lambda value: str(getattr(value, "stem", value))
)
def test_a_file_that_is_right_fits_its_schema(name: str, path: Path) -> None:
    value = fields_of(path)
    jsonschema.validate(value, schemas()[name])
    assert isinstance(value, dict)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, "no_such_field": "x"}, schemas()[name])


def test_an_entry_completes_the_archives_own_topics_and_issues() -> None:
    topic = Topic("bridges", {"zh-Hans": "桥", "zh-Hant": "橋"}, "topic", ())
    entry = schemas([topic], ["2024-W25"])["entry"]
    text = json.dumps(entry, ensure_ascii=False)
    assert '"橋"' in text
    assert '"2024-W25"' in text
    other = {
        "title": "t",
        "lang": "en",
        "date": "2024-05",
        "topics": ["桥", "标签"],
        "arxiv": 2405.1,
    }
    jsonschema.validate(other, entry)
