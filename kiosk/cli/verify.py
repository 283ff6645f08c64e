"""`kiosk verify`: reads every entry and everything made from them, and names what is wrong."""

import json
from contextlib import ExitStack

import click

from kiosk.cli.station import Session
from kiosk.paths import MIGRATIONS
from kiosk.store.annexes import Annexes
from kiosk.store.books import Books
from kiosk.store.database import Database
from kiosk.store.events import Events
from kiosk.store.problem import Problem
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
        with session.database() as database:
            books = _books(session, database)
            if repair:
                _repair(session, database, books)
            found = _found(database, books)
            _report(session, database, found, as_json=as_json)
    return _WRONG if wrong(found) else 0


def _repair(session: Session, database: Database, books: list[Books]) -> None:
    repair_file(database, MIGRATIONS)
    for one in books:
        repair_event(one)
    left = wrong(_found(database, books))
    session.say("verify.repaired_partly" if left else "verify.repaired")


def _books(session: Session, database: Database) -> list[Books]:
    events = Events(database, Annexes(database))
    events.current()  # a folder without an event has nothing to verify
    return [session.open(database, event) for event in events.known()]


def _found(database: Database, books: list[Books]) -> list[Problem]:
    return [
        *verify_file(database, MIGRATIONS),
        *(problem for one in books for problem in verify_event(one)),
    ]


def _report(session: Session, database: Database, found: list[Problem], *, as_json: bool) -> None:
    entries, logs = counted(database)
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
