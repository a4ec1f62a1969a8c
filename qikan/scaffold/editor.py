"""Files by which VS Code and JetBrains complete fields and show the problems of ``check``.

JSON Schemas serve YAML files. No kept extension gives them to the fields above Markdown
(https://github.com/redhat-developer/vscode-yaml/issues/207), so VS Code gets snippets there: one a
field, with the choices that the schema has, and a task that shows problems at their lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from qikan.content.json_schemas import schemas
from qikan.model.subjects import Topic

_FILES = {
    "entry": "content/entries/**/*.yaml",
    "site": "content/site.yaml",
    "topics": "content/topics.yaml",
    "organisations": "content/organisations.yaml",
    "people": "content/people.yaml",
    "glossary": "content/glossary.yaml",
}
"""The files that each schema is for; those of Markdown have snippets."""

_PLACE = r"^(.+?):(\d+):(\d+): "
PROBLEMS = {
    "warning": rf"{_PLACE}(?:warning: |警告：)(.*)$",
    "error": rf"{_PLACE}(?!warning: |警告：)(.*)$",
}
"""What ``check`` prints of a problem in either language; VS Code knows no 警告 for a severity."""
_PYTHON = ".venv/bin/python build.py"
_PYTHON_OF_WINDOWS = ".venv\\Scripts\\python build.py"
"""A task runs in a shell where the environment of the README is not active."""

_SETTINGS = {
    "yaml.schemas": {f"./schemas/{name}.schema.json": files for name, files in _FILES.items()},
    "[markdown]": {
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
        "editor.snippetSuggestions": "top",
    },
}
_MATCHERS = [
    {
        "owner": f"qikan-{severity}",
        "severity": severity,
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {"regexp": regexp, "file": 1, "line": 2, "column": 3, "message": 4},
    }
    for severity, regexp in PROBLEMS.items()
]


def _task(words: str) -> dict[str, object]:
    """A task that calls a verb."""
    return {
        "label": f"qikan: {words.partition(' ')[0]}",
        "type": "shell",
        "command": f"{_PYTHON} {words}",
        "windows": {"command": f"{_PYTHON_OF_WINDOWS} {words}"},
    }


_TASKS = {
    "version": "2.0.0",
    "tasks": [
        _task("check --drafts")
        | {"group": {"kind": "build", "isDefault": True}, "problemMatcher": _MATCHERS},
        _task("serve") | {"isBackground": True, "problemMatcher": []},
    ],
}
_EXTENSIONS = {"recommendations": ["redhat.vscode-yaml"]}


def generated_files(topics: Sequence[Topic], issues: Sequence[str]) -> dict[str, str]:
    """The schemas and snippets, with the archive's topics and issues; rewritten each time."""
    schemas_by_name = schemas(topics, issues)
    files = {
        f"schemas/{name}.schema.json": _json(schema) for name, schema in schemas_by_name.items()
    }
    return files | {
        ".vscode/qikan.code-snippets": _json(
            _snippets(schemas_by_name["entry"], schemas_by_name["issue"])
        )
    }


def settings_files() -> dict[str, str]:
    """The settings that use them; an editor may change these, so they are only begun."""
    return {
        ".vscode/settings.json": _json(_SETTINGS),
        ".vscode/tasks.json": _json(_TASKS),
        ".vscode/extensions.json": _json(_EXTENSIONS),
        ".idea/jsonSchemas.xml": _jetbrains(),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


# ---------------------------------------------------------------- snippets of VS Code


def _snippets(entry: Mapping[str, Any], issue: Mapping[str, Any]) -> dict[str, Any]:
    """A snippet for each field, and one for a whole entry."""
    fields = issue["properties"] | entry["properties"]
    template = ["---", "title: $1", "lang: ${2|zh-Hans,zh-Hant,en|}", "date: $CURRENT_YEAR-"]
    template[-1] += "$CURRENT_MONTH-$CURRENT_DATE"
    body = [*template, "topics: [$3]", "links: {web: $4}", "status: draft", "---", "$0"]
    snippets = {"entry": _snippet("entry", body, "a whole entry")}
    for name, schema in fields.items():
        if name == "summary":  # of YAML files only, which have a schema
            continue
        value = _value(list(_choices(schema)), is_list=_is_list(schema))
        description = schema.get("description", "")
        snippets[name] = _snippet(name, [f"{name}: {value}"], description)
    return snippets


def _snippet(prefix: str, body: Sequence[str], description: str) -> dict[str, Any]:
    return {
        "scope": "markdown",
        "prefix": prefix,
        "body": list(body),
        "description": description,
    }


def _value(choices: Sequence[str], *, is_list: bool) -> str:
    escaped = [re.sub(r"([\\,|$}])", r"\\\1", choice) for choice in choices]
    place = f"${{1|{','.join(escaped)}|}}" if escaped else "$1"
    return f"[{place}]" if is_list else place


def _choices(schema: Mapping[str, Any]) -> Iterator[str]:
    """The words that a field's schema names."""
    yield from schema.get("enum", ())
    for one in schema.get("anyOf", ()):
        yield from _choices(one)


def _is_list(schema: Mapping[str, Any]) -> bool:
    """Whether a field is a list of texts, which one line holds in brackets."""
    kinds = schema.get("anyOf", ())
    texts = [one for one in kinds if one.get("type") == "array"]
    return bool(texts) and not any(one.get("type") == "object" for one in kinds)


# ---------------------------------------------------------------- JetBrains


def _jetbrains() -> str:
    """The settings of JSON Schema mappings, as the programs write them."""
    entries = "".join(_mapping(name, files) for name, files in _FILES.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n'
        '  <component name="JsonSchemaMappingsProjectConfiguration">\n    <state>\n      <map>\n'
        f"{entries}      </map>\n    </state>\n  </component>\n</project>\n"
    )


def _mapping(name: str, files: str) -> str:
    folder = files.partition("/**")[0]
    kind = '<option name="directory" value="true" />' if folder != files else ""
    return f"""\
        <entry key={quoteattr(f"qikan {name}")}>
          <value>
            <SchemaInfo>
              <option name="name" value={quoteattr(f"qikan {name}")} />
              <option name="relativePathToSchema" value="schemas/{name}.schema.json" />
              <option name="patterns">
                <list>
                  <Item>
                    {kind}
                    <option name="path" value={quoteattr(folder)} />
                    <option name="mappingKind" value="{"Directory" if kind else "File"}" />
                  </Item>
                </list>
              </option>
            </SchemaInfo>
          </value>
        </entry>
"""
