"""How SQLite would run the statements of an operation, traced from the operation itself."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from kiosk.store.sqlite.database import Database

GROWING = {
    *("entry", "list_row", "list_code", "list_ref", "personal", "attendance"),
    *("issued_code", "set_aside_entry", "pace_slot", "pace_refused"),
}
"""Tables with a row for each guest or each thing that happened."""

_OF_FEW = ("attendance_doubles", "attendance_since_recount", "set_aside_entry_revoking")
"""Indexes that hold the few rows they are named after."""

_COARSE = {"list", "event", "area", "state"}
_TABLE = re.compile(r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(?:main\.)?(\w+)(?:\s+AS)?(?:\s+(\w+))?", re.I)
_STEP = re.compile(r"^(SCAN|SEARCH) (\w+)(?: USING .*?\((.*?)\))?")
_ONE_END = re.compile(r"SELECT (coalesce\()?max\(\w+\)(, 0\))? FROM", re.I)
_SOME_ROWS = re.compile(r"\bLIMIT \d{3,}\)?$")
_LITERAL = re.compile(r"x?'(?:[^']|'')*'|\b\d+\b", re.I)


@dataclass
class Traced:
    """Statements that ran, the first of each form, and how often each form did."""

    first: dict[str, str] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)
    explained: set[str] = field(default_factory=set)

    def see(self, sql: str) -> None:
        form = _LITERAL.sub("?", " ".join(sql.split()))
        self.first.setdefault(form, sql)
        self.times[form] += 1

    def slow(self, database: Database, often: int = 1) -> dict[str, list[str]]:
        """Return the slow steps of each statement that ran often enough and was not looked at."""
        due = {form for form, times in self.times.items() if times >= often} - self.explained
        self.explained |= due
        found = {" ".join(self.first[form].split()): self.first[form] for form in due}
        steps = {short: slow_steps(database, sql) for short, sql in found.items()}
        return {short: slow for short, slow in steps.items() if slow}


def traced(database: Database, operation: Callable[[], object]) -> Traced:
    """Run an operation and return the statements that it ran on this connection."""
    seen = Traced()
    database.conn.set_trace_callback(seen.see)
    try:
        operation()
    finally:
        database.conn.set_trace_callback(None)
    return seen


def slow_steps(database: Database, sql: str) -> list[str]:
    """Return the steps of a statement's plan that read all of a table that grows."""
    if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", sql, re.I):
        return []
    if _ONE_END.match(sql) or _SOME_ROWS.search(sql.strip()):
        return []
    rows = database.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    names = dict(_names(database, sql))
    return [detail for *_, detail in rows if _is_slow(detail, names)]


def _is_slow(detail: str, names: dict[str, set[str]]) -> bool:
    if "AUTOMATIC" in detail:
        return True
    step = _STEP.match(detail)
    if step is None or not names.get(step[2].lower(), set()) & GROWING:
        return False
    if any(index in detail for index in _OF_FEW):
        return False
    if step[1] == "SCAN":
        return "VIRTUAL TABLE" not in detail
    keys = {key.strip().split("=")[0].split("<")[0].split(">")[0] for key in _keys(step[3] or "")}
    return keys <= _COARSE


def _keys(condition: str) -> list[str]:
    return [key for key in re.split(r"\s+AND\s+", condition) if key]


def _names(database: Database, sql: str) -> Iterator[tuple[str, set[str]]]:
    views = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'view'"))
    text = sql + " ".join(
        definition for name, definition in views.items() if re.search(rf"\b{name}\b", sql)
    )
    found: dict[str, set[str]] = {}
    for table, alias in _TABLE.findall(text):
        for name in (table, alias):
            if name:
                found.setdefault(name.lower(), set()).add(table.lower())
    yield from found.items()
