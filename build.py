"""The command ``qikan``, run from a checkout: ``python build.py``."""

import signal
import sys
from pathlib import Path

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python can read this file only)
        version = sys.version.split()[0]
        print(f"build.py: qikan needs Python 3.11 or newer; this is {version}", file=sys.stderr)
        sys.exit(3)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once, until it can say so
    try:
        from qikan.cli import command
    except (ImportError, OSError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        sys.exit(3)
    here = Path(__file__).resolve().parent
    if __spec__ is None:  # started as a script, by its path
        command(here, "build.py")
    else:  # ``python -m build`` in this folder asks for the packaging tool of that name
        import runpy  # late: a build does not need it

        sys.path[:] = [place for place in sys.path if Path(place).resolve() != here]
        runpy.run_module("build", run_name="__main__", alter_sys=True)
