"""Prints what pandas reads in a CSV and an XLSX file, as JSON; pandas has a venv of its own."""

import json
import sys
from datetime import datetime

import pandas as pd  # type: ignore[import-not-found,import-untyped,unused-ignore]


def cell(value: object) -> str:
    """Return a cell as the CSV has it, without the zone of a time."""
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None or value != value else str(value)  # noqa: PLR0124  # no number


def main(csv: str, xlsx: str) -> None:
    """Print the records of both files."""
    texts = pd.read_csv(csv, dtype=str, keep_default_na=False)
    sheet = pd.read_excel(xlsx, dtype=object, keep_default_na=False)
    dated = pd.read_csv(csv, parse_dates=["first_in"])
    found = {
        "csv": texts.to_dict("records"),
        "xlsx": [{key: cell(one) for key, one in row.items()} for row in sheet.to_dict("records")],
        "dates": [one.isoformat() for one in dated["first_in"].dropna()],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
