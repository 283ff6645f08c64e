"""Prints what pandas reads in the log of the half hours, as JSON; pandas has a venv of its own."""

import json
import sys

import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]


def main(csv: str) -> None:
    """Print time, date and clock as one, area, people inside (or who came in), and at most."""
    read = pd.read_csv(csv, parse_dates=["time"])
    local = pd.to_datetime(read["date"] + " " + read["clock"])
    people = read.columns[2]
    rows = zip(read["time"], local, read["area"], read[people], read["at_most"], strict=True)
    found = [
        [time.isoformat(), at.isoformat(), area, int(inside), int(most)]
        for time, at, area, inside, most in rows
    ]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
