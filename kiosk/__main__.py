"""`python -m kiosk`, and the entry point of the `kiosk` command."""

import os
import sys
import threading

from kiosk.cli.main import main as run
from kiosk.runtime.console import flush_streams


def main() -> None:
    """Run the command line and exit with its code."""
    code = run()
    if any(thread.daemon for thread in threading.enumerate()):
        # At exit, Python 3.11 ends daemon threads when they next take the GIL. Inside C++ (Qt,
        # OpenCV) that aborts the process: measured in 1 of 25 windows that were closed while they
        # still loaded, on a busy machine.
        flush_streams()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
