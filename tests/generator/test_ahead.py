"""What other processes begin with gives the site that a build by one process gives."""

import shutil
from pathlib import Path

import pytest
from command_line import ROOT, archive, call, entry
from make import tree

from qikan.commands.call import Call
from qikan.commands.request import make_request
from qikan.generator.ahead import parsing_begun, typesetting_begun
from qikan.pages.render import add_compiled, compiled_layouts
from qikan.parallel.workers import process_pool


def test_an_edit_gives_the_site_of_a_first_build_or_what_is_wrong(tmp_path: Path) -> None:
    root = archive(tmp_path / "root", a=entry("一"), b=entry("二"), c=entry("三"))
    entries = root / "content/entries"
    assert call("--root", root, "--jobs", "2").returncode == 0
    (entries / "a.md").unlink()
    (entries / "b.md").write_text(entry("软件"), "utf-8")
    (entries / "d.md").write_text(entry("新的"), "utf-8")
    assert call("--root", root, "--jobs", "2").returncode == 0
    cold = archive(tmp_path / "cold", b=entry("软件"), c=entry("三"), d=entry("新的"))
    assert call("--root", cold, "--jobs", "1").returncode == 0
    assert tree(root / "site") == tree(cold / "site")
    for wrong in ("entries/b.md", "glossary.yaml"):
        (entries / "c.md").write_text(entry(f"改{wrong}"), "utf-8")
        (root / "content" / wrong).write_text("nonsense: [", "utf-8")
        report = call("--root", root, "--jobs", "2")
        assert (report.returncode, f"content/{wrong}:" in report.stderr) == (1, True)
        assert tree(root / "site") == tree(cold / "site")


@pytest.mark.parametrize(
    ("jobs", "start", "changed"), [(1, "fork", 1), (2, "spawn", 1), (2, "", 21)]
)
def test_another_process_typesets_few_entries_where_processors_are_free(
    jobs: int, start: str, changed: int, tmp_path: Path
) -> None:
    root = archive(tmp_path, **{f"e{number}": entry() for number in range(changed)})
    request = make_request(Call("build", root, root / "site", jobs=jobs), {}, code="code")
    request = request._replace(executor=process_pool(jobs, start))
    with typesetting_begun(request, root) as begun:
        assert begun is request


def test_a_first_build_of_several_processes_is_that_of_one(tmp_path: Path) -> None:
    sites = []
    for jobs in "12":
        texts = {f"e{n}": entry(f"第 {n} 座桥", body=f"桥上有 {n * 7} 盏灯。") for n in range(30)}
        root = archive(tmp_path / jobs, **texts)
        assert call("--root", root, "--jobs", jobs).returncode == 0
        sites.append(tree(root / "site"))
    assert sites[0] == sites[1]
    assert "search/index/cards/0-0.txt" in sites[0]  # of a block


def test_a_wrong_layout_that_another_process_compiles_is_reported(tmp_path: Path) -> None:
    root = archive(tmp_path, a=entry())
    shutil.copytree(ROOT / "layouts", root / "layouts")
    (root / "layouts/entry.html").write_text("一行\n{% if %}\n", "utf-8")
    report = call("--root", root, "--jobs", "2")
    assert (report.returncode, "layouts/entry.html:2:" in report.stderr) == (1, True)
    assert not (root / "site").exists()


def test_another_process_compiles_layouts_where_processors_are_free(tmp_path: Path) -> None:
    root = archive(tmp_path)
    (root / "layouts").mkdir()
    for name, text in {"a": "{{ of_this_test }}", "b": "{% if %}"}.items():
        (root / f"layouts/{name}.html").write_text(text, "utf-8")
    before = compiled_layouts()
    request = make_request(Call("build", root, root / "site", jobs=2), {}, code="code")
    alone = request._replace(executor=process_pool(1))
    with parsing_begun(alone, glossaries=True) as same:
        assert same is alone
    with parsing_begun(request, glossaries=False) as begun:
        assert begun.compiled
        assert begun.parsed is None
        compiled = begun.compiled()
    assert len(compiled.keys() - before.keys()) == 1  # the other is no template
    add_compiled(compiled)


def test_another_process_parses_glossaries_before_it_compiles(tmp_path: Path) -> None:
    root = archive(tmp_path)
    (root / "content/glossary.yaml").write_text("words:\n  - 词甲 = 詞乙\n", "utf-8")
    request = make_request(Call("build", root, root / "site", jobs=2), {}, code="code")
    with parsing_begun(request, glossaries=True) as begun:
        assert begun.parsed
        assert begun.parsed().glossary.towards["zh-Hant"]["词甲"] == "詞乙"
        assert begun.compiled
        assert begun.compiled()


def test_the_process_that_typesets_compiles_the_named_layouts_then(tmp_path: Path) -> None:
    root = archive(tmp_path, a=entry())
    (root / "layouts").mkdir()
    for name in ("named", "other"):
        (root / f"layouts/{name}.html").write_text(f"{name} {{{{ of_this_other_test }}}}", "utf-8")
    request = make_request(Call("build", root, root / "site", jobs=2), {}, code="code")
    before = compiled_layouts()
    with typesetting_begun(request, root, ["named.html"]) as begun:
        assert begun.compiled
        assert len(begun.compiled().keys() - before.keys()) == 1
        assert begun.typeset_ahead
        assert begun.typeset_ahead() is None  # there is no cache
    with typesetting_begun(request, root) as begun:
        assert begun.compiled is None
