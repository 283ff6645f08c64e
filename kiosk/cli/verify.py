"""`kiosk verify`: reads every entry and everything made from them, and names what is wrong."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import click

from kiosk.cli.station import DATABASE, KEYS, Session
from kiosk.errors import UnusableInput
from kiosk.keys.ring import KeyRing, load_key_ring
from kiosk.paths import MIGRATIONS
from kiosk.store.annexes import Annexes
from kiosk.store.books import Books
from kiosk.store.database import Database, DatabaseError
from kiosk.store.events import Events
from kiosk.store.problem import Problem, What
from kiosk.store.salvage import is_broken, salvage
from kiosk.store.verify import counted, repair_file, verify_event, verify_file, wrong
from kiosk.store.verify import repair as repair_event

_WRONG = 1


@click.command()
@click.option("--repair", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def verify(session: Session, repair: bool, as_json: bool) -> int:
    """See `help.kiosk_verify` in the words."""
    with ExitStack() as alone:
        if repair:
            alone.enter_context(session.own())
            _repair(session)
        try:
            with session.database() as database:
                found = _found(database, _books(session, database))
                _report(session, counted(database), found, as_json=as_json)
        except (UnusableInput, DatabaseError) as error:
            foreign = isinstance(error, UnusableInput) and error.key != "database_broken"
            if foreign or not list(_rings(session.folder / KEYS)):
                raise  # a file that there are no keys for is not ours
            found = [Problem(What.FILE, about=DATABASE)]
            _report(session, (0, 0), found, as_json=as_json)
    if repair:
        session.say("verify.repaired_partly" if wrong(found) else "verify.repaired")
    return _WRONG if wrong(found) else 0


def _repair(session: Session) -> None:
    """Repair the file in its place; where SQLite cannot, put a fresh one there first."""
    path, rings = session.folder / DATABASE, list(_rings(session.folder / KEYS))
    if not rings or not path.exists():
        return
    if is_broken(path, MIGRATIONS):
        _salvage(session, rings)
    try:
        _repair_in_place(session)
    except DatabaseError:  # an index that does not fit its table, which no quick look shows
        _salvage(session, rings)
        _repair_in_place(session)


def _repair_in_place(session: Session) -> None:
    with session.database() as database:
        repair_file(database, MIGRATIONS)
        for books in _books(session, database):
            repair_event(books)


def _salvage(session: Session, rings: list[KeyRing]) -> None:
    salvaged = salvage(session.folder / DATABASE, MIGRATIONS, rings)
    session.say("verify.salvaged", entries=salvaged.entries, name=salvaged.kept_as)


def _rings(folder: Path) -> Iterator[KeyRing]:
    for path in sorted(folder.glob("*.json")):
        with suppress(UnusableInput):
            yield load_key_ring(folder, path.stem)


def _books(session: Session, database: Database) -> list[Books]:
    events = Events(database, Annexes(database))
    events.current()  # a folder without an event has nothing to verify
    return [session.open(database, event) for event in events.known()]


def _found(database: Database, books: list[Books]) -> list[Problem]:
    return [
        *verify_file(database, MIGRATIONS),
        *(problem for one in books for problem in verify_event(one)),
    ]


def _report(
    session: Session, held: tuple[int, int], found: list[Problem], *, as_json: bool
) -> None:
    entries, logs = held
    problems = wrong(found)
    notes = [problem for problem in found if problem not in problems]
    if as_json:
        report = {
            "ok": not problems,
            "entries": entries,
            "logs": logs,
            "problems": [_item(problem) for problem in problems],
        }
        if notes:
            report["notes"] = [_item(note) for note in notes]
        print(json.dumps(report, ensure_ascii=False))
        return
    for problem in (*problems, *notes):
        print(_told(session, problem))
    outcome = "wrong" if problems else "sound"
    print(session.words.say(f"verify.{outcome}", entries=entries, logs=logs, count=len(problems)))


def _item(problem: Problem) -> dict[str, str | int | None]:
    return {
        "log": problem.log,
        "seq": problem.seq,
        "what": problem.what.value,
        "about": problem.about,
    }


def _told(session: Session, problem: Problem) -> str:
    sentence = session.words.say(f"problem.{problem.what.value}", about=problem.about or "")
    if problem.log is None:
        return sentence
    return session.words.say("problem.at", log=problem.log, seq=problem.seq or "", told=sentence)
