"""A build on a cluster: two workers in folders of their own, without a shared disk."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builder import run_build
from make import ROOT
from test_golden import SOURCE, tree

from qikan.commands.arguments import parse_call
from qikan.errors import CallError
from qikan.parallel import cluster

# In each worker: record each batch; a file `die` ends the worker, a file `wait` delays pages.
SPY = """
import os
import time
from qikan.parallel import cluster
do = getattr(cluster, "original_run", cluster._run)  # dask loads this file twice
cluster.original_run = do
def recorded(order, context, loaded):
    work = order[1].__module__.rpartition(".")[2]
    if os.path.exists("die"):
        os.rename("die", "died")
        os._exit(1)
    while work == "printing" and os.path.exists("wait"):
        open("waiting", "w").close()
        time.sleep(0.05)
    with open("done", "a") as file:
        print(work, file=file)
    return do(order, context, loaded)
cluster._run = recorded
"""


@contextlib.contextmanager
def dask(folder: Path, *arguments: str, qikan: Path = ROOT) -> Iterator[Path]:
    """A scheduler or worker in a folder without qikan's files; yields its log."""
    folder.mkdir(exist_ok=True)
    log = folder / "log"
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    environment = os.environ | {"PYTHONPATH": str(qikan), "PYTHONDONTWRITEBYTECODE": "1"}
    with (
        log.open("w") as file,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=file, stderr=file) as process,
    ):
        try:
            yield log
        finally:
            process.kill()


def wait_for(condition: Callable[[], bool], log: Path) -> None:
    for _ in range(6000):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail(log.read_text("utf-8"))


@contextlib.contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """A scheduler; yields its HOST:PORT."""
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-show", "--scheduler-file", str(file))
    with dask(folder / "scheduler", "scheduler", *options) as log:
        wait_for(lambda: file.exists() and file.read_text().endswith("}"), log)
        yield json.loads(file.read_text())["address"].removeprefix("tcp://")


@contextlib.contextmanager
def worker(folder: Path, address: str, qikan: Path = ROOT) -> Iterator[Path]:
    """A worker; yields its folder."""
    folder.mkdir()
    (folder / "spy.py").write_text(SPY)
    options = (
        "--nthreads",
        "1",
        "--no-nanny",
        "--local-directory",
        "scratch",
        "--preload",
        "spy.py",
    )
    with dask(folder, "worker", address, *options, qikan=qikan) as log:
        wait_for(lambda: "Registered to" in log.read_text(), log)
        yield folder


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Path]]]:
    """The HOST:PORT of a cluster of two workers, and their folders."""
    folder = tmp_path_factory.mktemp("cluster")
    with (
        scheduler(folder) as address,
        worker(folder / "one", address) as one,
        worker(folder / "two", address) as two,
    ):
        yield address, [one, two]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Build ``folder/root``, named as only a process beside it can."""
    return run_build("--root", "root", *arguments, cwd=folder)


def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the golden site's source as their root, and layouts."""
    for name in ("far", "near"):
        shutil.copytree(SOURCE, tmp_path / name / "root")
        shutil.copytree(ROOT / "layouts", tmp_path / name / "root/layouts")
    return tmp_path / "far", tmp_path / "near"


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / "root" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def outcome(build: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    return build.returncode, build.stderr


def test_a_cluster_makes_the_same_site_cold_and_after_an_edit(
    workers: tuple[str, list[Path]], tmp_path: Path
) -> None:
    address, folders = workers
    far, near = pair(tmp_path)
    for folder in folders:
        (folder / "wait").touch()  # so that pages are left for the other
    with ThreadPoolExecutor(1) as pool:
        making = pool.submit(run, far, "--executor", f"dask://{address}")
        wait_for(
            lambda: all((folder / "waiting").exists() for folder in folders), folders[0] / "log"
        )
        for folder in folders:
            (folder / "wait").unlink()
        assert outcome(making.result()) == outcome(run(near, "--jobs", "1")) == (0, "")
    assert tree(far / "root/site") == tree(near / "root/site")
    for folder in (far, near):
        with (folder / "root/content/entries/2024/paper-boats.md").open("a") as file:
            file.write("又写了一次，发现软件与信息仍在。\n")
    build = run(far, "--executor", f"dask://{address}")
    assert outcome(build) == outcome(run(near, "--jobs", "1")) == (0, "")
    assert tree(far / "root/site") == tree(near / "root/site")
    done = [(folder / "done").read_text().split() for folder in folders]
    assert {"typesetting", "printing"} == {*done[0], *done[1]}
    assert all(done)
    for folder in folders:
        own = {"done", "log", "scratch", "spy.py", "waiting"}
        assert {path.name for path in folder.iterdir()} <= own


def test_a_worker_that_dies_midway_changes_nothing(tmp_path: Path) -> None:
    far, near = pair(tmp_path)
    with (
        scheduler(tmp_path) as address,
        worker(tmp_path / "one", address) as one,
        worker(tmp_path / "two", address) as two,
        ThreadPoolExecutor(1) as pool,
    ):
        (one / "wait").touch()  # so that pages are left for the other
        (two / "die").touch()
        making = pool.submit(run, far, "--executor", f"dask://{address}")
        wait_for((two / "died").exists, two / "log")
        (one / "wait").unlink()
        build = making.result()
    assert outcome(build) == outcome(run(near, "--jobs", "1")) == (0, "")
    assert tree(far / "root/site") == tree(near / "root/site")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/entries/2024/paper-boats.md", "lang: zh-", "lang: zh_"),
        ("layouts/entry.html", "fetch(item.entry)", "fetch(nothing.here)"),
        ("layouts/month.html", "{%", "{% nothing %}{%"),
    ],
    ids=["content", "a layout's name", "a layout's syntax"],
)
def test_a_mistake_is_reported_as_without_a_cluster(
    workers: tuple[str, list[Path]], tmp_path: Path, name: str, old: str, new: str
) -> None:
    far, near = pair(tmp_path)
    for folder in (far, near):
        edit(folder, name, old, new)
    build = run(far, "--executor", f"dask://{workers[0]}")
    assert build.returncode == 1
    assert name in build.stderr
    assert outcome(build) == outcome(run(near, "--jobs", "1"))
    assert not (far / "root/site").exists()


def test_a_cluster_that_cannot_work_is_reported_in_a_line(tmp_path: Path) -> None:
    far, _ = pair(tmp_path)
    with scheduler(tmp_path) as address:
        without_workers = run(far, "--executor", f"dask://{address}")
        other = tmp_path / "other"
        shutil.copytree(ROOT / "qikan", other / "qikan")
        with (other / "qikan/outputs/rss.py").open("a") as file:
            file.write("# changed\n")
        with worker(tmp_path / "one", address, qikan=other):
            other_source = run(far, "--executor", f"dask://{address}")
    stopped = run(far, "--executor", f"dask://{address}")
    messages = [
        f"the scheduler at {address} has no workers; start some",
        "worker at .* has qikan's source [0-9a-f]{8}, not [0-9a-f]{8}.*",
        f"no dask scheduler answers at {address}.*",
    ]
    for build, text in zip((without_workers, other_source, stopped), messages, strict=True):
        assert build.returncode == 3
        assert re.fullmatch(rf"build.py: {text} \[[a-z-]+\]\n", build.stderr), build.stderr
    assert not (far / "root/site").exists()


@pytest.mark.parametrize(
    "value",
    (
        "dask dask:// dask://host dask://:8786 dask://host:0 dask://host:65536 tcp://host:8786 "
        "dask://host:8786/x dask://a_b:1 dask://[::1] dask://host:８７"
    ).split(),
)
def test_a_malformed_executor_is_a_wrong_call(value: str) -> None:
    with pytest.raises(CallError, match="write dask://HOST:PORT"):
        parse_call(["--executor", value], ROOT)


@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "a-b.example.org", "[::1]"])
def test_an_executor_is_a_host_and_a_port(host: str) -> None:
    assert parse_call(["--executor", f"dask://{host}:8786"], ROOT).executor == f"{host}:8786"


def test_a_missing_library_is_reported_with_its_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(CallError, match="python -m pip install distributed"):
        parse_call(["--executor", "dask://host:8786"], ROOT)


def test_every_library_that_pages_depend_on_is_compared() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    dependencies = re.search(r"dependencies = \[\n(.*?)\n\]", text, re.DOTALL)
    assert dependencies
    named = set(re.findall(r'^ *"([a-z0-9-]+)', dependencies[1], re.MULTILINE))
    imports = {"arxiv", "bibtexparser", "pylatexenc", "rapidfuzz"}
    never_on_a_worker = imports | {
        "css-inline",
        "imagesize",
        "numpy",
        "rich",
        "tzdata",
        "watchfiles",
    }
    assert named - never_on_a_worker <= set(cluster.LIBRARIES)
    assert "none" not in cluster.versions().values()
