"""`python -m kiosk`, and what the `kiosk` command runs."""

import os
import sys
import threading

from kiosk.cli.main import main as run
from kiosk.runtime.console import flush_streams


def main() -> None:
    """Run the command line and leave with its exit code."""
    code = run()
    if any(thread.daemon for thread in threading.enumerate()):
        # Python 3.11 ends such a thread wherever it next asks for the interpreter. In the middle of
        # C++ (Qt, OpenCV) that aborts the process: 1 of 25 windows that were closed while they
        # still loaded, on a busy machine.
        flush_streams()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
