"""How long a keystroke in the search field takes, in a list as large as they come.

Run it: `.venv/bin/python -m tests.bench.bench_search [TICKETS]`. It prints milliseconds; a key has
50 of them. How long one ticket takes by its number is the measure of the machine.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.checkin.guest_search import GuestSearch
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import Row, festival

TICKETS = 100_000
ROUNDS = 5
FIRST = (
    *("Jan", "Piet", "Noor", "Zoë", "Sanne", "Fatima", "Mohammed", "IJsbrand", "Willem", "Anna"),
    *("Sofie", "Daan", "Emma", "Lotte", "Bram", "Yara", "Aïsha", "Özlem", "Mehmet", "Kees", "Ria"),
)
PARTS = (
    *("ba", "be", "bo", "da", "de", "fa", "ge", "hoo", "ja", "kuip", "la", "le", "mee", "na", "pe"),
    *("ra", "ro", "sa", "ta", "ve", "wa", "ze", "berg", "veld", "huis", "man", "stra", "ker"),
    *("meer", "dijk", "boer", "hof", "horst", "land", "sen", "wijk", "broek"),
)
PARTICLES = ("", "", "", "", "van ", "de ", "van den ", "van der ", "'t ", "ten ")
FOUND = (
    *(("zoe van den berg", "Zoë van den Berg"), ("berg zoe", "Zoë van den Berg")),
    *(("ZOË BERG VAN DEN", "Zoë van den Berg"), ("zoe vandenberg", "Zoë van den Berg")),
    *(("'t hart wim", "Wim 't Hart"), ("wim hart", "Wim 't Hart"), ("t hart wim", "Wim 't Hart")),
    *(("ayse heuvel ozdemir", "Ayşe van den Heuvel-Özdemir"),),
    *(("özdemir van den heuvel", "Ayşe van den Heuvel-Özdemir"),),
    *(
        ("heuvel-özd", "Ayşe van den Heuvel-Özdemir"),
        ("hevuel ayse", "Ayşe van den Heuvel-Özdemir"),
    ),
    *(("ijsbrand de vries", "IJsbrand De Vries"), ("ysbrand vries", "IJsbrand De Vries")),
    *(("zoe vd berg", "Zoë van den Berg"), ("zoe v.d. berg", "Zoë van den Berg")),
    *(("jan de vries", "Jan de Vries"), ("vries jan de", "Jan de Vries")),
    *(("noor de vries", "Noor De Vries"), ("NOOR DE VRIES", "Noor De Vries")),
)
"""The typed text for a hard Dutch name, parts in any order: it must be among the results."""
HARD = tuple(dict.fromkeys(name for _, name in FOUND))
TYPED = (
    *("j", "ja", "jan", "jan v", "jan van d", "v", "de", "wdhs", "wdhs-000412", "zoe berg"),
    *("hart", "heuvel ozdemir", "ysbrand vries", "zoe vandenberg", "ozdemri heuvle"),
    *("vd berg", "v.d. berg", "zoe vd berg", "vdberg", "85", "0085", "9985", "jan 85"),
    *("stichting hooglnad jna", "fatima ozdemir heuvel xqzw"),
)


def fill(store: StationStore, tickets: int) -> None:
    """Put a list of made-up people, and the hard names, straight into the file."""
    chance = random.Random(1)  # noqa: S311  # the same list each time
    (number,) = store.database.execute("SELECT list FROM list_snapshot").fetchone()
    with immediate(store.database):
        for n, name in enumerate(_names(chance, tickets)):
            _put(store, number, chance.randbytes(16), f"WDHS-{n:06}", name, _word(chance))
    NameIndex(store.database, store.keys.event, pause=lambda: None).update()


def _put(store: StationStore, number: int, ticket: bytes, ref: str, name: str, place: str) -> None:
    event, organisation = bytes.fromhex(store.keys.event), f"Stichting {place}"
    person = store.database.execute(
        "INSERT INTO personal(event, list, ticket, ref, name, organisation)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (event, number, ticket, ref, name, organisation),
    ).lastrowid
    store.database.execute(
        "INSERT INTO list_row(list, ticket, ref, category, places, status, person)"
        " VALUES (?, ?, ?, 'Actieve bewoner', 1, 'valid', ?)",
        (number, ticket, ref, person),
    )
    store.database.execute("INSERT INTO list_ref VALUES (?, ?, ?)", (number, ref, ticket))


def _names(chance: random.Random, tickets: int) -> Iterator[str]:
    surnames = [_word(chance) for _ in range(tickets // 4)]
    yield from HARD
    for _ in range(tickets - len(HARD)):
        words = chance.choice(FIRST), chance.choice(PARTICLES) + chance.choice(surnames)
        yield " ".join(words)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(PARTS, k=chance.choice((2, 2, 3)))).capitalize()


def best_ms(asked: Callable[[], object]) -> float:
    """Return the shortest of some rounds, in ms."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        asked()
        times.append((time.perf_counter() - started) * 1000)
    return min(times)


def main(tickets: int) -> list[str]:
    """Print how long each typed text takes, and what it finds first; return what was not found."""
    with tempfile.TemporaryDirectory() as folder, festival(Path(folder), [Row("A1")]) as store:
        fill(store, tickets)
        lookup = GuestSearch(store)
        one = best_ms(lambda: lookup.ticket("WDHS-000001"))
        print(f"{tickets} tickets; one by its number: {one:.2f} ms")
        for text in TYPED:
            found = lookup.find(text)
            first = found[0].ticket.name if found else "-"
            took = best_ms(lambda text=text: lookup.find(text))  # type: ignore[misc]  # bound now
            print(f"{took:7.1f} ms  {text:<28} {len(found):>3}  {first}")
        return [text for text, name in FOUND if not _finds(lookup, text, name)]


def _finds(lookup: GuestSearch, text: str, name: str) -> bool:
    took = best_ms(lambda: lookup.find(text))
    names = [one.ticket.name for one in lookup.find(text)]
    place = names.index(name) + 1 if name in names else 0
    print(f"{took:7.1f} ms  {text:<28} {place or 'NOT FOUND':>3}  {name}")
    return bool(place)


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else TICKETS) else 0)
