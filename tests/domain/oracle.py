"""A second reading of the rules, from the design's text alone: slow, plain dicts, nothing of kiosk.

An entry is a dict with ``id`` (its hash), ``log``, ``seq``, ``kind``, ``time`` (ms) and, by kind,
``stated``, ``parents``, ``ticket``, ``area``, ``entrance``, ``people``, ``places``, ``policy``,
``override`` (by a person, or by the event's ``admit``), ``keycord`` (the guest had one),
``undoes``, ``direction``, ``offset`` and ``error`` (ms).
"""

from typing import Any

Entry = dict[str, Any]

FESTIVAL = "festival"
ADMITTING = ("in", "walk_in")
UNDOABLE = ("in", "out", "walk_in", "clicker", "recount")
THROUGH_A_DOOR = ("in", "out", "walk_in", "clicker")


# Time: the clock entry with the smallest error, then the smallest hash, sets a log's offset.


def offset_of(log: str, journal: list[Entry]) -> int:
    """The ms to add to what this log's clock wrote."""
    clocks = [e for e in journal if e["kind"] == "clock" and e["log"] == log]
    if not clocks:
        return 0
    return int(min(clocks, key=lambda e: (e["error"], e["id"]))["offset"])


def corrected(entry: Entry, journal: list[Entry]) -> int:
    """When the entry happened, by the event's clock, in ms; a stated time is no laptop's clock."""
    if entry.get("stated"):
        return int(entry["time"])
    return int(entry["time"]) + offset_of(entry["log"], journal)


# Order within a ticket, by Kahn: smallest first among those whose held parents are placed.


def order(entries: list[Entry], journal: list[Entry]) -> list[Entry]:
    """The entries of one ticket, in the one order that follows from the set."""
    waiting = {e["id"]: e for e in entries}
    held, placed = set(waiting), list[Entry]()
    while waiting:
        done = {e["id"] for e in placed}
        ready = [
            e
            for e in waiting.values()
            if all(p in done or p not in held for p in e.get("parents", ()))
        ]
        smallest = min(ready, key=lambda e: (corrected(e, journal), e["log"], e["seq"], e["id"]))
        placed.append(waiting.pop(smallest["id"]))
    return placed


# Undo: a set of ids, whenever the undo came and however often.


def undone(journal: list[Entry]) -> set[str]:
    """The ids that are taken back."""
    kinds = {e["id"]: e["kind"] for e in journal}
    named = {e["undoes"] for e in journal if e["kind"] == "undo"}
    return {i for i in named if kinds.get(i) in UNDOABLE}


def known_once(journal: list[Entry]) -> list[Entry]:
    """The journal as a set: each entry once."""
    return list({e["id"]: e for e in journal}.values())


# Fold per area and ticket.


def fold(ticket: str, area: str, journal: list[Entry], until: int | None = None) -> dict[str, Any]:
    """The facts in the journal about one ticket in one area, up to ``until`` (ms)."""
    return folded(counting_entries(ticket, area, journal, until))


def columns(ticket: str, area: str, journal: list[Entry]) -> dict[tuple[int, str], list[int]]:
    """People who first came, who came in and who left, by (five minutes, entrance)."""
    found: dict[tuple[int, str], list[int]] = {}
    counting = counting_entries(ticket, area, journal)
    for number, entry in enumerate(counting):
        before, after = folded(counting[:number]), folded(counting[: number + 1])
        column = found.setdefault(
            (corrected(entry, journal) // 300_000, entry["entrance"]), [0] * 3
        )
        column[0] += after["admitted"] - before["admitted"]
        if entry["kind"] == "out":
            column[2] += before["inside"] - after["inside"]
        elif not keycord(entry):
            column[1] += entry["people"]
    return {key: people for key, people in found.items() if any(people)}


def counting_entries(
    ticket: str, area: str, journal: list[Entry], until: int | None = None
) -> list[Entry]:
    """The admissions and exits of one ticket in one area, in order, without undone ones."""
    journal = known_once(journal)
    gone = undone(journal)
    of_ticket = [e for e in journal if e.get("ticket") == ticket]
    return [
        e
        for e in order(of_ticket, journal)
        if e["id"] not in gone
        and e.get("area", FESTIVAL) == area
        and e["kind"] in (*ADMITTING, "out")
        and (until is None or corrected(e, journal) <= until)
    ]


def folded(counting: list[Entry]) -> dict[str, Any]:
    """The facts about a ticket in its entries, in order, none of them undone."""
    row: dict[str, Any] = {
        "inside": 0,
        "admitted": 0,
        "entries": 0,
        "first": None,
        "doubles": [],
        "left": {},
    }
    for entry in counting:
        if entry["kind"] == "out":
            fold_out(row, entry)
        else:
            fold_in(row, entry)
    return row


def fold_in(row: dict[str, Any], entry: Entry) -> None:
    """Add an entry's people as far as its own places go; the rest is double."""
    row["entries"] += 1
    if keycord(entry):
        row["first"] = row["first"] or entry["id"]
        return
    taken = row["admitted"] if entry["policy"] == "never" else row["inside"]
    fits = max(0, min(entry["people"], entry["places"] - taken))
    row["inside"] += fits
    if entry["policy"] == "never":
        row["admitted"] += fits
    row["admitted"] = max(row["admitted"], row["inside"])
    if fits and row["first"] is None:
        row["first"] = entry["id"]
    rest = entry["people"] - fits
    if rest and entry["policy"] != "free":
        row["doubles"].append(
            {"entry": entry["id"], "people": rest, "override": bool(entry.get("override"))}
        )


def keycord(entry: Entry) -> bool:
    """A guest who was counted before and came back with a keycord: no extra person."""
    return entry["kind"] == "in" and bool(entry.get("keycord"))


def fold_out(row: dict[str, Any], entry: Entry) -> None:
    """Take people out, never more than are inside."""
    left = min(entry["people"], row["inside"])
    row["inside"] -= left
    row["left"][entry["id"]] = left


# Headcount.


def tickets_in(journal: list[Entry]) -> set[str]:
    """Every ticket with an entry."""
    return {e["ticket"] for e in journal if e.get("ticket")}


def clicks(area: str, journal: list[Entry], until: int | None = None) -> tuple[int, int]:
    """People clicked in and out, undone clicks left away."""
    gone = undone(journal)
    counts = {"in": 0, "out": 0}
    for entry in known_once(journal):
        if entry["kind"] != "clicker" or entry["id"] in gone:
            continue
        if entry.get("area", FESTIVAL) != area:
            continue
        if until is None or corrected(entry, journal) <= until:
            counts[entry["direction"]] += entry["people"]
    return counts["in"], counts["out"]


def folded_and_clicked(area: str, journal: list[Entry], until: int | None) -> int:
    """I(x): folds and clicks over the entries with a corrected time up to x."""
    clicked_in, clicked_out = clicks(area, journal, until)
    folds = sum(fold(t, area, journal, until)["inside"] for t in tickets_in(journal))
    return int(folds + clicked_in - clicked_out)


def inside(area: str, journal: list[Entry], crew: int, now: int | None = None) -> int:
    """The people inside: from the latest recount on if there is one, never below 0."""
    gone = undone(journal)
    recounts = [
        e
        for e in known_once(journal)
        if e["kind"] == "recount" and e.get("area", FESTIVAL) == area and e["id"] not in gone
    ]
    so_far = folded_and_clicked(area, journal, now)
    if not recounts:
        return max(0, so_far + (crew if area == FESTIVAL else 0))
    last = max(recounts, key=lambda e: (corrected(e, journal), e["log"], e["seq"], e["id"]))
    before = folded_and_clicked(area, journal, corrected(last, journal))
    return max(0, int(last["people"]) + so_far - before)


def by_category(
    area: str, journal: list[Entry], category_of: dict[str, str]
) -> dict[str, dict[str, int]]:
    """Admitted and inside per category, in people."""
    totals: dict[str, dict[str, int]] = {}
    for ticket in tickets_in(journal):
        row = fold(ticket, area, journal)
        sums = totals.setdefault(category_of[ticket], {"admitted": 0, "inside": 0})
        sums["admitted"] += row["admitted"]
        sums["inside"] += row["inside"]
    return totals


def by_entrance(area: str, journal: list[Entry]) -> dict[str, dict[str, int]]:
    """People through each door: doubles, walk-ins and clicks too; an exit without a guest is 0."""
    gone, doors = undone(journal), dict[str, dict[str, int]]()
    for entry in known_once(journal):
        if entry["id"] in gone or entry.get("area", FESTIVAL) != area:
            continue
        if entry["kind"] not in THROUGH_A_DOOR:
            continue
        if keycord(entry):
            continue
        door = doors.setdefault(entry["entrance"], {"in": 0, "out": 0})
        if entry["kind"] == "clicker":
            door[entry["direction"]] += entry["people"]
        elif entry["kind"] == "out":
            door["out"] += fold(entry["ticket"], area, journal)["left"][entry["id"]]
        else:
            door["in"] += entry["people"]
    return doors


def open_doubles(doubles: list[dict[str, Any]], decided: dict[str, str]) -> int:
    """Double people without a decision; an override is born decided."""
    return sum(d["people"] for d in doubles if not d["override"] and d["entry"] not in decided)


def inside_at_most(
    inside_now: int,
    doubles: list[dict[str, Any]],
    decided: dict[str, str],
    someone_silent: bool,
    expected: list[dict[str, Any]],
) -> int:
    """The upper bound; ``expected`` has each ticket's places, and the taken of them.

    Taken are the people inside, with re-entry ``never`` those admitted.
    """
    bound = inside_now
    for double in doubles:
        if decided.get(double["entry"]) not in ("same-person", "clock"):
            bound += double["people"]
    if someone_silent:
        bound += sum(max(0, t["places"] - t["taken"]) for t in expected)
    return bound


def silent(station: dict[str, Any], now: int) -> bool:
    """True if another station was not heard for over 60 s and has not handed its day in."""
    if station["this"] or station["closed"]:
        return False
    return station["heard"] is None or now - station["heard"] > 60_000


def likely(fastest: int, heard: int | None, now: int) -> int:
    """How many it let in since it was heard, at the rate of its fastest 15 minutes."""
    silence = 0 if heard is None else min(now - heard, 900_000)
    return int(fastest * silence / 900_000)


def fastest_quarter(admissions: list[tuple[int, int]]) -> int:
    """The most people that (ms, people) admissions have within 15 minutes."""
    return max(
        (sum(n for t, n in admissions if start <= t < start + 900_000) for start, _ in admissions),
        default=0,
    )


# Judge: what the door answers to a code.

ALWAYS_REFUSED = ("unknown", "forged", "wrong_event", "cancelled", "cannot_record")
POLICIES = {
    "full": "admit",
    "wrong_entrance": "volunteer",
    "already_inside": "volunteer",
    "unpaid": "pin",
    "too_early": "pin",
    "not_on_list": "pin",
    "on_hold": "pin",
}


def judged(case: dict[str, Any], policies: dict[str, str], overridden: set[str]) -> str:
    """The outcome for a code; lifted reasons are passed over and judging goes on with the next."""
    if not case["listed"]:
        outcome = stranger(case)
        if outcome != "not_on_list":
            return outcome
    if case["direction"] == "out":
        if just_scanned(case):
            return "just_scanned"
        return "exited" if case["inside"] > 0 else "not_inside"
    for reason in reasons_against(case):
        policy = "refuse" if reason in ALWAYS_REFUSED else policies.get(reason, "refuse")
        if policy == "admit" or (policy != "refuse" and reason in overridden):
            continue
        return reason
    return "admitted"


def stranger(case: dict[str, Any]) -> str:
    """The outcome of a code that no list has, before any policy."""
    for outcome in ("forged", "wrong_event", "not_on_list", "not_a_ticket"):
        if outcome in case["claims"]:
            return outcome
    return "unknown"


def reasons_against(case: dict[str, Any]) -> list[str]:
    """Every reason to refuse a guest on the way in, in the order of the text."""
    facts = {
        "not_on_list": not case["listed"],
        "cancelled": bool({"cancelled", "withdrawn", "replaced"} & case["said"]),
        "blocked": "blocked" in case["said"],
        "unpaid": "unpaid" in case["said"] and "paid" not in case["said"],
        "too_early": not case["doors_open"] and case["now"] < case["opens"] - case["grace"],
        "too_late": case["now"] > case["closes"],
        "wrong_entrance": bool(case["right"]) and case["entrance"] not in case["right"],
        "just_scanned": just_scanned(case),
        "already_inside": free_places(case) == 0 and case["policy"] != "free",
        "on_hold": case.get("hold", False),
        "full": case["capacity"] is not None
        and admitted_people(case) > 0
        and case["headcount"] + admitted_people(case) > case["capacity"],
    }
    return [name for name, true in facts.items() if true]


def free_places(case: dict[str, Any]) -> int:
    """The places still free; with re-entry never, those not ever used."""
    taken = case["used"] if case["policy"] == "never" else case["inside"]
    return int(max(0, case["places"] - taken))


def admitted_people(case: dict[str, Any]) -> int:
    """Without a number the places still free; a larger number is cut to them."""
    if case["people"] is None:
        return free_places(case)
    return int(min(case["people"], free_places(case)))


def just_scanned(case: dict[str, Any]) -> bool:
    """True if this station's newest entry is this same ticket, area and direction, just now."""
    newest = case["newest"]
    return bool(
        newest
        and newest["kind"] == case["direction"]
        and newest["ticket"] == case["ticket"]
        and newest["area"] == case["area"]
        and case["now"] - newest["time"] <= case["mercy"]
    )


# Authority: what each role's entries may do; anything else is kept without effect.

DOOR = {"open", "in", "out", "refused", "undo", "clicker", "clock", "shift", "closed"}
DESK = DOOR | {"status", "walk_in", "recount", "decision"}
ADMIN = DESK | {"setting", "list", "purge"}


# Revoking. A word is a dict with ``log`` and ``seq`` of its entry, ``about`` (the id of a station
# or of a key to join by) and ``logs`` (log -> how far it counts) or ``joined`` (who had joined);
# either is None where the word takes others back. A member has ``station``, ``key`` and
# ``standing``: 3 opened the recovery file, 2 made the event, 1 joined by a key.


def last_that_counts(
    member: dict[str, Any],
    log: str,
    words: list[dict[str, Any]],
    authors: dict[str, dict[str, Any]],
    *,
    least: int = 1,
) -> float:
    """The number up to which a member's log counts, by words of ``least`` standing or higher."""

    def standing(word: dict[str, Any]) -> int:
        return int(authors[word["log"]]["standing"])

    def heard(about: str, what: str) -> list[Any]:
        relevant = [
            word
            for word in words
            if word["about"] == about
            and what in word
            and standing(word) >= max(least, member["standing"])
            and word["seq"]
            <= last_that_counts(
                authors[word["log"]], word["log"], words, authors, least=standing(word) + 1
            )
        ]
        top = max(map(standing, relevant), default=0)
        return [word[what] for word in relevant if standing(word) == top and word[what] is not None]

    if member["key"] and any(
        member["station"] not in one for one in heard(member["key"], "joined")
    ):
        return 0
    cuts = [float(one.get(log, 0)) for one in heard(member["station"], "logs")]
    return min([float("inf"), *cuts])
