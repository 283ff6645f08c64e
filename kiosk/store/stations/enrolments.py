"""The keys by which laptops join an event, as they were announced."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.internal_settings import ENROLMENT
from kiosk.domain.letters import printable
from kiosk.store.sqlite.database import Database


@dataclass(frozen=True, slots=True)
class EnrolmentKey:
    """A key by which laptops join: the number it was made for, and the ids of those that joined.

    `spare`: its laptops are only used if another one fails. `names` are those planned for them.
    """

    id: str
    role: str
    announced: int
    joined: tuple[str, ...]
    spare: bool = False
    names: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many announced laptops did not join, as far as is known."""
        return max(0, self.announced - len(self.joined))


def enrolment_key(id_: str, value: Mapping[str, Any], joined: tuple[str, ...]) -> EnrolmentKey:
    """Return the key that a setting announces; that of an invite counts once it is used."""
    stations, names = value.get("stations"), value.get("names")
    if value.get("invite") is True:
        stations = len(joined)
    return EnrolmentKey(
        id=id_,
        role=str(value.get("role")),
        announced=stations if isinstance(stations, int) and stations > 0 else 0,
        joined=joined,
        spare=value.get("spare") is True,
        names=tuple(map(printable, names)) if isinstance(names, list) else (),
    )


def enrolments(database: Database, event: bytes) -> dict[str, Mapping[str, Any]]:
    """Return the announced enrolment keys, by id."""
    rows = database.execute(
        "SELECT substr(key, ?1), value FROM setting WHERE event = ?2 AND station = x''"
        " AND key LIKE ?3 ORDER BY key",
        (len(ENROLMENT) + 1, event, f"{ENROLMENT}%"),
    ).fetchall()
    values = {key: json.loads(value).get("value") for key, value in rows}
    return {key: value for key, value in values.items() if isinstance(value, dict)}
