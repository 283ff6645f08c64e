"""Measures whether the window goes on while F4 reads a list of 100,000 rows, and the time it takes.

    .venv/bin/python -m tests.bench.bench_list_window [--tickets N] [--xlsx] [--here]

The page of lists with its real backend, offscreen, on a folder with an open door. Printed are the
seconds of the preview and of the import, with their CPU time; the longest pauses of the window,
measured by a timer of 5 ms, without the time that its thread waited for a processor that other
programs had (Linux); the p99 of scans by a thread of the same process, beside the import and
without it; and how long a cancel takes. `--here` imports in this process, as F4 does with a short
list.
"""

if __name__ == "__main__":
    # The processes that read and import begin with this module, and need no window.
    from tests.bench.list_window import main

    main()
