"""`kiosk verify`: checks every entry and everything made from it, and prints the problems."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import click

from kiosk.cli.results import print_result
from kiosk.errors import EventLost, UnusableInput
from kiosk.keys.key_ring import KeyRing, load_key_ring, written_labels
from kiosk.paths import MIGRATIONS
from kiosk.runtime.console import print_stderr
from kiosk.runtime.data_folder import DATABASE, KEYS, DataFolder
from kiosk.store.integrity.salvage import is_broken, salvage
from kiosk.store.integrity.verification import (
    damage_tolerated,
    entry_and_log_counts,
    finish_repair,
    real_problems,
    repair_file,
    verify_event,
    verify_file,
)
from kiosk.store.integrity.verification import repair as repair_event
from kiosk.store.sqlite.database import (
    Database,
    DatabaseError,
    open_database,
    translate_sqlite_errors,
)
from kiosk.store.sqlite.lost_file import files_with_entries, is_lost
from kiosk.store.sqlite.problems import AWAITED, Problem, ProblemKind
from kiosk.store.sqlite.schema_check import has_wrong_version
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events

_WRONG = 1
_UNCHECKED = {
    "clock_exchange": "problem.unchecked.clock_exchange",
    "sync_target": "problem.unchecked.sync_target",
    "pin_attempt": "problem.unchecked.pin_attempt",
}


@click.command()
@click.option("--repair", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(session: DataFolder, repair: bool, as_json: bool) -> int:
    """See `help.kiosk_verify` in `resources/words`."""
    with ExitStack() as exit_stack:
        if repair:
            exit_stack.enter_context(session.lock(lost_too=True))
            _repair(session)
        try:
            session.check_not_lost()
            _check_version(session)
            with session.database(lost_too=True) as database:
                found = _problems(session, database)
                _report(session, entry_and_log_counts(database), found, as_json=as_json)
        except EventLost as error:
            found = [Problem(ProblemKind.EVENT_LOST, about=str(error.params["about"]))]
            _report(session, (0, 0), found, as_json=as_json)
            print_stderr(session.words.error_text(error))
            return _WRONG
        except (UnusableInput, DatabaseError) as error:
            foreign = isinstance(error, UnusableInput) and error.key != "error.database_broken"
            if foreign or not list(_rings(session.folder / KEYS)):
                raise  # without keys the file is not one of this program
            found = [Problem(ProblemKind.FILE, about=DATABASE)]
            _report(session, (0, 0), found, as_json=as_json)
    if repair:
        unrepaired = bool(real_problems(found)) or any(one.kind in AWAITED for one in found)
        session.print_text("verify.repaired_partly" if unrepaired else "verify.repaired")
        return _WRONG if unrepaired else 0
    return _WRONG if real_problems(found) else 0


def _repair(session: DataFolder) -> None:
    """Repair the database; if SQLite cannot open it, salvage it into a new one first."""
    path, rings = session.folder / DATABASE, list(_rings(session.folder / KEYS))
    lost = is_lost(path)
    if not rings or (lost and not files_with_entries(path)):
        return  # there is nothing to read
    if lost or is_broken(path, MIGRATIONS):
        _salvage(session, rings)
    try:
        _repair_in_place(session)
    except DatabaseError:  # an index that does not match its table: quick_check misses it
        _salvage(session, rings)
        _repair_in_place(session)


def _repair_in_place(session: DataFolder) -> None:
    with session.database(lost_too=True) as database:  # its entries may bring back a lost event
        repair_file(database, MIGRATIONS, _events_with_keys(session))
        for store in _stores(session, database):
            repair_event(store)
        finish_repair(database)


def _salvage(session: DataFolder, rings: list[KeyRing]) -> None:
    salvaged = salvage(session.folder / DATABASE, MIGRATIONS, rings)
    session.print_text("verify.salvaged", entries=salvaged.entries, name=salvaged.kept_as)


def _rings(folder: Path) -> Iterator[KeyRing]:
    for path in sorted(folder.glob("*.json")):
        with suppress(UnusableInput):
            yield load_key_ring(folder, path.stem)


def _stores(session: DataFolder, database: Database) -> list[StationStore]:
    keyed, known = _events_with_keys(session), Events(database).known()
    if not keyed and not known:
        raise UnusableInput("error.no_event")  # a folder without an event has nothing to verify
    return [session.open(database, event) for event in known if event in keyed]


def _events_with_keys(session: DataFolder) -> set[str]:
    """Return the events (hex) that have keys here."""
    return {ring.event for ring in _rings(session.folder / KEYS)}


def _check_version(session: DataFolder) -> None:
    """Raise UnusableInput if the version number does not match the tables."""
    path = session.folder / DATABASE
    if path.exists():
        with closing(open_database(path)) as database, translate_sqlite_errors(path):
            if has_wrong_version(database, MIGRATIONS):
                raise UnusableInput("error.database_broken", path=path)


def _problems(session: DataFolder, database: Database) -> list[Problem]:
    events = Events(database)
    dated = [event for event in events.known() if events.is_dated(event)]
    lost = [one for one in written_labels(session.folder / KEYS) if one.event not in dated]
    found = [
        *(Problem(ProblemKind.EVENT_LOST, about=one.name) for one in lost),
        *verify_file(database, MIGRATIONS, _events_with_keys(session)),
    ]
    with damage_tolerated(found):
        for store in _stores(session, database):
            found.extend(verify_event(store))
    return found


def _report(
    session: DataFolder, counts: tuple[int, int], found: list[Problem], *, as_json: bool
) -> None:
    entries, logs = counts
    problems = real_problems(found)
    notes = [problem for problem in found if problem not in problems]
    report = {
        "ok": not problems,
        "entries": entries,
        "logs": logs,
        "problems": [_item(problem) for problem in problems],
        **({"notes": [_item(note) for note in notes]} if notes else {}),
    }
    key = "verify.wrong" if problems else "verify.sound"
    outcome = session.words.say(key, entries=entries, logs=logs, count=len(problems))
    lines = [_problem_text(session, problem) for problem in (*problems, *notes)]
    print_result(report, [*lines, outcome], as_json=as_json)


def _item(problem: Problem) -> dict[str, str | int | None]:
    return {
        "log": problem.log,
        "seq": problem.seq,
        "what": problem.kind.value,
        "about": problem.about,
        **({} if problem.count is None else {"rows": problem.count}),
    }


def _about(session: DataFolder, problem: Problem) -> str:
    about = problem.about or ""
    if problem.kind is not ProblemKind.NOT_CHECKED:
        return about
    return ", ".join(session.words.say(_UNCHECKED[one]) for one in about.split(", "))


def _problem_text(session: DataFolder, problem: Problem) -> str:
    # The keys are those of ProblemKind: problem.entry_changed, problem.gap, problem.totals ...
    sentence = session.words.say(
        f"problem.{problem.kind.value}", about=_about(session, problem), count=problem.count or 0
    )
    if problem.log is None:
        return sentence
    return session.words.say("problem.at", log=problem.log, seq=problem.seq or "", problem=sentence)
