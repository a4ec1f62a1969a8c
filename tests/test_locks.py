"""A lock between processes, on POSIX systems and, by a stand-in for its calls, on Windows."""

import errno
import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from qikan import locks
from qikan.errors import LockedError
from qikan.problems.message import Message

HOLD = (
    "import pathlib, sys\nfrom qikan.locks import locked\n"
    "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()\n"
)


class Windows(types.ModuleType):
    """``msvcrt.locking`` as far as it is used: one locked byte."""

    LK_NBLCK = 2
    taken = False

    def locking(self, handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (self.LK_NBLCK, 1)
        assert os.lseek(handle, 0, os.SEEK_CUR) == 1 << 30
        if self.taken:
            raise OSError(errno.EACCES, os.strerror(errno.EACCES))
        self.taken = True


def test_the_holder_is_named_and_can_be_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(LockedError, match=rf"process {holder.pid}, since \d\d:\d\d:\d\d"):
        locks.locked(path).__enter__()
    heard = []

    def wait(text: Message) -> None:
        heard.append(str(text))
        holder.communicate()  # it ends

    with locks.locked(path, wait):
        assert path.read_text() == f"{os.getpid()}\n"
    assert str(holder.pid) in heard[0]
    assert not path.exists()


def test_a_lock_whose_holder_has_written_nothing_yet_is_a_lock(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    with open(tmp_path / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(LockedError, match="another build is writing"):
            locks.locked(tmp_path / "lock").__enter__()


def test_windows_has_locks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = Windows("msvcrt")
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(sys, "platform", "win32")
    with locks.locked(tmp_path / "lock"):
        with pytest.raises(LockedError, match=rf"process {os.getpid()}, since"):
            locks.locked(tmp_path / "lock").__enter__()
        windows.taken = False  # as the system does when the file is closed
    assert not (tmp_path / "lock").exists()
    with locks.locked(tmp_path / "lock"):
        assert windows.taken
