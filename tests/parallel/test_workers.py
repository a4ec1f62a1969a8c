"""Whoever does a job, the results are the same, in the items' order."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make import ROOT

from qikan.parallel import workers

# In a process of its own: a worker started by ``spawn`` imports the program again, and one started
# by ``fork`` out of a test run would inherit its threads.
PROGRAM = """
import os, sys, time
from qikan.parallel import workers

def job(seed):
    made_by = os.getpid()
    def work(item):
        assert made_by == os.getpid()  # a job is made in the process that does it
        time.sleep(0.002 * (7 - item % 7))  # the first items take longest
        if item == seed.get("breaks"):
            raise ValueError("item %d breaks" % item)
        return "%s%d%s" % (seed["before"], item, "发展" * (item % 3))
    return work

if __name__ == "__main__":
    how, count, breaks = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    seed = {"before": "第", "breaks": breaks}
    spread = workers.in_process if how == "here" else workers.process_pool(count, how.strip("-"))
    try:
        for made in spread(job, seed, range(30)):
            print(ascii(made))
    except ValueError as error:
        print(error)
"""


def run(tmp_path: Path, how: str, count: int, breaks: int = -1) -> list[str]:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    done = subprocess.run(
        [sys.executable, "-B", program, how, str(count), str(breaks)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


EXPECTED = [ascii(f"第{item}{'发展' * (item % 3)}") for item in range(30)]
STARTS = ["spawn", "-"] + ["fork"] * hasattr(os, "fork")


@pytest.mark.parametrize("how", ["here", *STARTS])
def test_a_job_gives_the_same_results_in_order_whoever_does_it(how: str, tmp_path: Path) -> None:
    assert run(tmp_path, how, 3) == EXPECTED


def test_one_process_is_this_process(tmp_path: Path) -> None:
    assert run(tmp_path, "spawn", 1) == EXPECTED


@pytest.mark.parametrize("how", ["here", *STARTS])
def test_what_breaks_in_a_worker_is_seen_behind_the_results_before_it(
    how: str, tmp_path: Path
) -> None:
    assert run(tmp_path, how, 2, breaks=4) == [*EXPECTED[:4], "item 4 breaks"]


TOGETHER = """
import os, sys
from qikan.parallel import workers

def add(job):
    return lambda item: "%s%d" % (job, item)

if __name__ == "__main__":
    how, count = sys.argv[1], int(sys.argv[2])
    executor = workers.in_process if how == "here" else workers.process_pool(count, how.strip("-"))
    jobs = ("a", range(5)), ("b", range(3)), ("c", ())
    with workers.together(executor, [workers.Work(add, *job) for job in jobs]) as results:
        print([list(some) for some in reversed(results)])
    work = workers.Work(lambda _: lambda _: os.getpid(), None, [0])
    with workers.together(executor, [work], apart=True) as (results,):
        print(list(results) != [os.getpid()])
"""


@pytest.mark.parametrize(("how", "count"), [("here", 1), ("-", 1), ("-", 2)])
def test_several_tasks_run_together_and_their_results_stay_apart(
    how: str, count: int, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(TOGETHER, "utf-8")
    output = subprocess.run(
        [sys.executable, "-B", program, how, str(count)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    is_apart = count > 1 and hasattr(os, "fork")
    assert output == f"{[[], ['b0', 'b1', 'b2'], ['a0', 'a1', 'a2', 'a3', 'a4']]}\n{is_apart}\n"


def pid(context: None) -> Callable[[int], int]:
    return lambda item: os.getpid() + item


@pytest.mark.parametrize("items", [range(0), range(1)])
def test_fewer_than_two_items_start_no_process(items: range) -> None:
    assert list(workers.process_pool(4)(pid, None, items)) == [os.getpid() + item for item in items]


def test_there_is_always_a_processor() -> None:
    assert workers.available() >= 1


@given(st.integers(0, 5000), st.integers(1, 16), st.integers(1, 50), st.integers(50, 500))
def test_batches_become_smaller_so_that_workers_end_together(
    count: int, jobs: int, fewest: int, most: int
) -> None:
    cut = workers.batches(range(count), jobs, fewest=fewest, most=most)
    assert [item for batch in cut for item in batch] == list(range(count))
    sizes = list(map(len, cut))
    assert sizes == sorted(sizes, reverse=True)
    assert all(fewest <= size <= most for size in sizes[:-1])
    assert not sizes or sizes[-1] <= most


ONE_PROCESS = """
import concurrent.futures, os, signal, sys, threading
from qikan.parallel import workers

def act(job):
    def run(item):
        if item == "break":
            raise ValueError(item)
        if item == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid(), job + item
    return run

works = [workers.Work(act, "a", ["1", "2"]), workers.Work(act, "b", sys.argv[1:])]
with workers.together(workers.process_pool(2), works, apart=True, most=1) as (first, second):
    print(threading.active_count())
    try:
        for process, text in second:
            print(text)
    except (ValueError, concurrent.futures.BrokenExecutor) as error:
        print(type(error).__name__)
        sys.exit()
    processes, texts = zip(*first)
    print(*texts, len({process, *processes, os.getpid()}))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["1", "2"], ["b1", "b2", "a1 a2 2"]),
        (["1", "break", "2"], ["b1", "ValueError"]),
        (["1", "kill", "2"], ["b1", "BrokenExecutor"]),
    ],
)
def test_one_process_runs_several_tasks_without_a_thread_beside_it(
    items: list[str], expected: list[str], tmp_path: Path
) -> None:
    """Other processes are forked while it works, and a fork beside threads may never end."""
    program = tmp_path / "program.py"
    program.write_text(ONE_PROCESS, "utf-8")
    output = subprocess.run(
        [sys.executable, "-B", program, *items],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (output.stdout.splitlines(), output.stderr) == (["1", *expected], "")
