"""The documentation lists all fields, functions, options and commands, and no others."""

import json
import re
import subprocess
from pathlib import Path

import make
import pytest
import yaml
from builder import run_build
from test_house import ROOMS

from qikan.content import entry as entryfile
from qikan.content import issue as issuefile
from qikan.content import schema, site_file
from qikan.content import site as config
from qikan.content.json_schemas import entry_schema
from qikan.content.source import Source
from qikan.model.entry import LINK_TYPES, STATUSES
from qikan.pages.context import LayoutContext

ROOT = Path(__file__).parent.parent
REWRITE = "run: PYTHONPATH=. python tests/test_docs.py"


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows(text: str) -> set[str]:
    """The names in the first column of the tables."""
    cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)", cell)}


def commands(name: str) -> list[str]:
    return re.findall(r"```sh\n(.*?)\n```", read(name))


def test_the_entry_format_lists_exactly_the_fields_there_are() -> None:
    entries, issues = read("docs/reference/entry-format.md").split("## Issues")
    assert rows(entries) == {*schema.NAMES, "summary"}
    assert rows(issues) == set(issuefile.FIELDS)


def table_of_fields(text: str) -> str:
    """The first table of a page, which ``REWRITE`` writes."""
    match = re.search(r"^\| field \| \|\n(?:\|.*\n)+", text, re.MULTILINE)
    assert match
    return match[0]


def test_the_table_of_an_entrys_fields_is_that_of_the_schema() -> None:
    text = read("docs/reference/entry-format.md")
    assert table_of_fields(text) == schema.reference() + "\n", REWRITE


def json_schema() -> str:
    return json.dumps(entry_schema(), ensure_ascii=False, indent=1) + "\n"


def test_the_json_schema_is_that_of_the_table() -> None:
    assert read("docs/reference/entry.schema.json") == json_schema(), REWRITE


def test_the_entry_format_lists_the_link_types_and_statuses() -> None:
    text = read("docs/reference/entry-format.md")
    assert f"types: {', '.join(LINK_TYPES)}" in text
    assert all(f"`{status}`" in text for status in STATUSES)


def test_the_example_entry_is_an_entry() -> None:
    example = re.search(r"```markdown\n(.*?)```", read("docs/reference/entry-format.md"), re.DOTALL)
    assert example
    entry, problems = entryfile.parse(Source("example.md", example[1]))
    assert not problems
    assert entry is not None
    assert entry.title == "Rho-1: Not All Tokens Are What You Need"


def test_the_site_settings_are_listed() -> None:
    settings, outputs = read("docs/reference/site-yaml.md").split("## Outputs")
    assert rows(settings) == set(site_file.SITE_FIELDS)
    names = {"outputs"} | config.OUTPUTS.keys()
    assert rows(outputs) == names, "a row for each of OUTPUTS"
    for line in outputs.splitlines():
        listed = set(re.findall(r"`(\w+)", line.split("|")[1])) if line.startswith("| `") else set()
        for name in listed & config.OUTPUTS.keys():
            assert ("yes" in line.split("|")[2]) == config.OUTPUTS[name], name


def layout_tables() -> list[set[str]]:
    """The names in the first columns of the tables of docs/reference/layouts.md, table by table."""
    tables = re.findall(r"(?:^\|.*\n)+", read("docs/reference/layouts.md"), re.MULTILINE)
    return [
        {
            name
            for row in table.splitlines()[2:]
            for name in re.findall(r"`([\w.]+)", row.split("|")[1])
        }
        for table in tables
    ]


def test_what_a_layout_may_use_is_listed_and_nothing_else() -> None:
    names = {name for name in dir(LayoutContext) if not name.startswith("_")} | {"partial"}
    assert layout_tables()[2] == names


def test_every_layout_is_listed_and_no_other() -> None:
    pages, parts, _ = layout_tables()
    layouts = {path.name for path in (ROOT / "layouts").glob("*.html")}
    assert {name for name in pages | parts if name.endswith(".html")} == layouts


def test_the_data_of_every_kind_of_page_is_listed() -> None:
    site = make.config(
        topics=(make.topic("rag", "检索"),),
        organisations=(make.contributor("organisation", "cedar", "云杉"),),
        people=(make.contributor("person", "brook", "Ana Brook"),),
    )
    entries = [
        make.entry(1, topics=("rag",), aliases=("old",)),
        make.entry(2, status="withdrawn", withdrawn="撤稿"),
    ]
    rows = re.findall(
        r"^\| `[^|]*\| `(\w+)` \|(.*)\|$", read("docs/reference/layouts.md"), re.MULTILINE
    )
    listed = {kind: set(re.findall(r"`(\w+)`", data)) for kind, data in rows}
    planned = make.plan(site, make.assembled(site, entries))
    assert {page.kind: set(page.data) for page in planned if page.layout} == listed


def test_every_text_of_the_interface_is_used() -> None:
    names = yaml.safe_load(read("layouts/messages.yaml"))
    used = "".join(path.read_text("utf-8") for path in (ROOT / "layouts").rglob("*.html"))
    used += "".join(path.read_text("utf-8") for path in (ROOT / "qikan").rglob("*.py"))
    prefixes = ("script_", "link_", "field_", "facet_", "cadence_", "setting_", "paper", "news")
    assert [
        n
        for n in names
        if not n.startswith(prefixes) and f"{n}'" not in used and f'{n}"' not in used
    ] == []


def test_both_readmes_give_the_same_commands() -> None:
    assert len(commands("README.md")) >= 2
    assert commands("README.md") == commands("README.zh.md")


def test_the_first_two_commands_build_and_test() -> None:
    build, test = commands("README.md")[:2]
    assert "build.py" in build
    assert "pytest" in test
    assert "\n" not in build + test


def test_ci_runs_the_readmes_second_command() -> None:
    program = re.search(r"command=\$\((awk .*)\)", read(".ci/run"))
    assert program
    output = subprocess.run(
        ["sh", "-c", program[1]], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert output.strip() == commands("README.md")[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_option_of_the_command_line_is_in_the_readme(name: str) -> None:
    options = set(re.findall(r"--[a-z-]+", help_of())) - {"--help"}
    assert {option for option in options if option not in read(name)} == set()


EDITORS = ["docs/tutorial/first-issue"] + [
    f"docs/how-to/{name}"
    for name in (
        "add-an-entry",
        "write-an-issue",
        "import-a-digest",
        "bring-in-an-archive",
        "import-every-morning",
        "add-a-topic",
        "correct-a-conversion",
        "check-before-publishing",
    )
]
"""The pages for editors, which are in both languages."""


def blocks(name: str) -> list[tuple[str, str]]:
    """The fenced blocks of a page: the language of the fence, and the text."""
    return re.findall(r"^```(.*)\n((?:.*\n)*?)```$", read(name), re.MULTILINE)


@pytest.mark.parametrize("name", EDITORS)
def test_a_page_for_editors_is_the_same_in_both_languages(name: str) -> None:
    english, chinese = blocks(f"{name}.md"), blocks(f"{name}.zh.md")
    assert [kind for kind, _ in english] == [kind for kind, _ in chinese]
    for (kind, one), (_, other) in zip(english, chinese, strict=True):
        if kind not in ("markdown", "text"):  # entries end in prose, messages are translated
            assert one == other
    assert f"]({Path(name).name}.zh.md)" in read(f"{name}.md")
    assert f"]({Path(name).name}.md)" in read(f"{name}.zh.md")
    assert read(f"{name}.md").count("\n## ") == read(f"{name}.zh.md").count("\n## ")


@pytest.mark.parametrize("name", ["first-issue.md", "first-issue.zh.md"])
def test_the_tutorial_does_what_it_says(name: str, tmp_path: Path) -> None:
    output, language = "", "zh" if ".zh." in name else "en"
    for kind, text in blocks(f"docs/tutorial/{name}"):
        if " " in kind:
            path = tmp_path / kind.split(" ")[1]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif kind == "sh" and text.startswith("python build.py"):
            run = run_build(*text.split()[2:], "--lang", language, cwd=tmp_path)
            output = run.stdout + run.stderr
            assert run.returncode == ("check" in text), output  # the check finds the missing issue
        elif kind == "text":
            assert text.strip() in output
    site = tmp_path / "first" / "site"
    assert "紙燈籠" in (site / "zh-hant/papers/2406.99001/index.html").read_text("utf-8")
    assert (site / "issues/2024-W25/index.html").exists()
    assert "/papers/2406.99001/" in (site / "topics/small-models/index.html").read_text("utf-8")


@pytest.mark.parametrize("name", EDITORS)
def test_the_entries_and_issues_shown_to_editors_are_valid(name: str) -> None:
    for kind, text in blocks(f"{name}.md") + blocks(f"{name}.zh.md"):
        if kind.startswith("markdown") and "number:" in text:
            issue, problems = issuefile.parse(Source("content/issues/2024-W25.md", text), "list")
            assert issue, problems
        elif kind.startswith("markdown"):
            entry, problems = entryfile.parse(Source("content/entries/a.md", text))
            assert entry, problems


def help_of(*verb: str) -> str:
    return run_build(*verb, "--help").stdout


def test_the_command_line_is_listed_and_nothing_else() -> None:
    listed = re.findall(r"^\| `(\S+?)[` ]", read("docs/reference/command-line.md"), re.MULTILINE)
    verbs = re.findall(r"^    ([a-z]+)  ", help_of(), re.MULTILINE)
    assert verbs
    options = {o for verb in verbs for o in re.findall(r"--[a-z-]+", help_of(verb))} - {"--help"}
    assert {name for name in listed if not name.isdigit()} == {*verbs, *options}


OPTIONAL = {"content/glossary.yaml"}
"""Files that a site may have and this one has not."""


def test_every_file_of_the_architecture_exists() -> None:
    text = read("docs/architecture.md")
    paths = set(re.findall(r"`((?:qikan|layouts|content|tests|docs)/[\w./-]+)`", text))
    assert len(paths) > 40
    assert {path for path in paths - OPTIONAL if not (ROOT / path).exists()} == set()


def test_the_rooms_are_listed_in_the_order_that_holds() -> None:
    section = read("docs/architecture.md").split("## Rooms")[1].split("## ")[0]
    listed = re.findall(r"`qikan/(\w+)(?:/|\.py)`", section)
    rooms = [room for room in ROOMS if room != "__main__"]
    assert sorted(listed) == sorted(rooms)
    folders = [room for room in rooms if (ROOT / "qikan" / room).is_dir()]
    assert [room for room in listed if room in folders] == folders


def test_sixteen_questions_are_answered() -> None:
    section = read("docs/architecture.md").split("## Sixteen questions")[1].split("## ")[0]
    assert len(re.findall(r"^\| .*\? \| `", section, re.MULTILINE)) == 16


def test_the_files_that_the_architecture_names_exist() -> None:
    named = re.findall(
        r"`((?:qikan|layouts|tests|docs|\.github)/[\w./-]+)`", read("docs/architecture.md")
    )
    assert len(named) > 100
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        text = re.sub(r"(?ms)^(```+).*?^\1$", "", path.read_text("utf-8"))  # examples
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not target.startswith("/") and "fig-1" not in target:
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_a_chinese_page_and_its_english_twin_link_to_each_other() -> None:
    for page in [ROOT / "README.zh.md", *(ROOT / "docs").rglob("*.zh.md")]:
        twin = page.with_name(page.name.replace(".zh.md", ".md"))
        assert f"]({twin.name})" in page.read_text("utf-8"), page.name
        assert f"]({page.name})" in twin.read_text("utf-8"), twin.name


def test_a_chinese_page_leads_to_chinese_pages_where_there_are_any() -> None:
    for page in [ROOT / "README.zh.md", *(ROOT / "docs").rglob("*.zh.md")]:
        targets = re.findall(r"\]\(([^)#:]+)\.md[)#]", page.read_text("utf-8"))
        others = {name for name in targets if not name.endswith(".zh")} - {page.name[:-6]}
        assert [name for name in others if (page.parent / f"{name}.zh.md").exists()] == [], page


if __name__ == "__main__":
    page = ROOT / "docs" / "reference" / "entry-format.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace(table_of_fields(text), schema.reference() + "\n", 1), "utf-8")
    (page.parent / "entry.schema.json").write_text(json_schema(), "utf-8")
