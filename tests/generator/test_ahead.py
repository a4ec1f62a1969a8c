"""An edit that another process typesets gives the site that a first build gives."""

from pathlib import Path

import pytest
from command_line import archive, call, entry
from make import tree

from qikan.commands.call import Call
from qikan.commands.request import make_request
from qikan.generator.ahead import typesetting_begun
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
