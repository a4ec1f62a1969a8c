"""What is wrong with a built site is reported before it is published."""

from __future__ import annotations

import shutil
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest
from builder import run_build
from test_golden import SOURCE

from qikan.verify.site import HOSTS, Host, example_address, verify

BASE = "https://example.org/shikan/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root whose site is built."""
    root = tmp_path_factory.mktemp("verified")
    shutil.copytree(SOURCE / "content", root / "content")
    assert run_build("verify", "--root", root).returncode == 2
    assert run_build("--root", root).returncode == 0
    return root


@pytest.fixture
def built(root: Path, tmp_path: Path) -> Path:
    """A copy of the built site."""
    return Path(shutil.copytree(root / "site", tmp_path / "site"))


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        file = site / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    return edit


def write(path: str, text: str) -> Callable[[Path], None]:
    def edit(site: Path) -> None:
        (site / path).write_text(text, "utf-8")

    return edit


def problem_ids(site: Path, host: Host = HOSTS["pages"]) -> set[str]:
    return {problem.id for problem in verify(site, BASE, host)}


def test_a_site_as_it_was_built_is_right_for_every_host(built: Path) -> None:
    for host in HOSTS.values():
        assert problem_ids(built, host) == set()


def test_a_link_to_another_site_on_the_same_host_is_right(built: Path) -> None:
    another = urllib.parse.urljoin(BASE, "/tools/")
    swap("index.html", "<body>", f'<body><a href="{another}">')(built)
    assert problem_ids(built) == set()
    swap("index.html", another, urllib.parse.urlsplit(another).path)(built)
    assert problem_ids(built) == {"site-dead-link"}


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (swap("index.html", 'href="/shikan/topics/"', "href='/shikan/tropics/'"), "site-dead-link"),
        (swap("index.html", 'href="#main"', 'href="#mein"'), "site-dead-fragment"),
        (swap("index.html", "<body>", '<body><a href="../elsewhere/">'), "site-dead-link"),
        (
            swap("index.html", 'hreflang="zh-Hant" href="', 'hreflang="zh-Hant" href="x'),
            "site-edition-one-way",
        ),
        (swap("index.html", 'hreflang="x-default"', 'hreflang="ja"'), "site-edition-no-default"),
        (
            swap("index.html", 'rel="canonical" href="', 'rel="canonical" href="x'),
            "site-edition-not-itself",
        ),
        (swap("feed.xml", "</channel>", ""), "site-no-xml"),
        (swap("feed.json", "{", "{{"), "site-no-json"),
        (
            write(
                "twice.xml",
                "<rss><channel><item><guid>a</guid></item><item><guid>a</guid></item></channel></rss>",
            ),
            "site-item-twice",
        ),
        (write(".qikan-manifest", f"{'0' * 64}  gone.html\n"), "site-file-missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_reported(built: Path, edit: Callable[[Path], None], name: str) -> None:
    edit(built)
    assert name in problem_ids(built)


def test_a_site_for_another_address_has_one_problem_instead_of_dead_links(built: Path) -> None:
    (problem,) = verify(built, "https://example.org/other/", HOSTS["pages"])
    assert str(problem) == (
        "site/index.html:1:1: the site was built for https://example.org/shikan/, not for "
        "https://example.org/other/; build it again, or give `verify` the same --base-url"
    )


@pytest.mark.parametrize(
    ("address", "warned"),
    [
        ("https://example.org/", True),
        ("https://www.example.com/ai/", True),
        ("https://archive.example/", True),
        ("https://examples.org/", False),
        ("https://example.github.io/qikan/", False),
        ("http://localhost:8000/", False),
    ],
)
def test_an_address_kept_for_examples_is_reported(address: str, *, warned: bool) -> None:
    assert bool([*example_address(address)]) == warned


def test_what_a_host_does_not_take_is_reported(built: Path) -> None:
    small = Host(site_bytes=1000, file_bytes=2000, files=3)
    assert problem_ids(built, small) == {
        "site-too-large",
        "site-too-many-files",
        "site-file-too-large",
    }


def test_the_verbs_say_what_changed_and_that_a_site_is_old(root: Path, tmp_path: Path) -> None:
    done = run_build("verify", "--root", root)
    assert done.returncode == 0
    assert [line.rsplit(" ", 1)[1] for line in done.stderr.splitlines()] == ["[site-of-example]"]
    refused = run_build("verify", "--root", root, "--base-url", "https://lamps.test/")
    assert refused.stderr.endswith("1 error; the site is not fit to be published\n")
    before = shutil.copy(root / "site/.qikan-manifest", tmp_path / "before")
    (root / "content/ledger.tsv").write_text("", "utf-8")
    assert "older" not in run_build("verify", "--root", root).stderr
    (root / "content/ledger.tsv").unlink()
    extra = root / "content/static/extra.txt"
    extra.write_text("一", "utf-8")
    assert "older than its content" in run_build("verify", "--root", root).stderr
    run_build("--root", root)
    lines = run_build("changes", before, "--root", root).stdout.splitlines()
    assert lines == ["put extra.txt"]
    shutil.copy(root / "site/.qikan-manifest", before)
    extra.unlink()
    run_build("--root", root)
    assert run_build("changes", before, "--root", root).stdout == "remove extra.txt\n"
