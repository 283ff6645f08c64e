"""Lists the measurements, or runs those that are named: `make bench BENCH="headcount scan"`."""

import ast
import runpy
import sys
from pathlib import Path

_FILES = sorted(Path(__file__).parent.glob("bench_*.py"))


def main(names: list[str]) -> None:
    """Run the measurements of these names, or print all names with what they measure."""
    known = {one.stem.removeprefix("bench_"): one for one in _FILES}
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"no such measurement: {', '.join(unknown)}; there are {', '.join(known)}")
    for name in names:
        sys.argv = [str(known[name])]
        runpy.run_module(f"tests.bench.{known[name].stem}", run_name="__main__", alter_sys=True)
    if not names:
        for name, path in known.items():
            first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()[0]
            print(f"{name:13} {first}")


if __name__ == "__main__":
    main(sys.argv[1:])
