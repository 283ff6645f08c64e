"""The recognised columns of a list: the field of each, and the unused ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.guestlist.columns.shop_layouts import Layout

FIELDS = (
    *("code", "ticket", "name", "first_name", "infix", "last_name", "organisation", "booked_by"),
    *("category", "email", "places", "status", "valid_from", "valid_until", "entrances", "note"),
    "mail_ok",
)
"""All fields of a ticket that a list can have, in the order of the manual."""

ADDON = "addon"
"""A mapping that is no field: the column with the ticket that a row belongs to."""

BESIDES = "besides"
"""A mapping that is no field: the columns with additional guests, by number or by name."""

NO_COLUMN = "-"
"""The value to map a field to if the file does not have it."""

TOGETHER = " + "
"""The sign that joins the columns of one field, in a mapping and in `--map`."""


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """A column that decides on admission.

    `kind` is the meaning of its words. With `known_only` an unknown word has no meaning: the user
    mapped the status to another column, or to none.
    """

    position: int
    heading: str
    kind: str
    known_only: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of each field, numbered from 0; `positions` has the fields of one column.

    Notes: a column of `flags` has only a yes, which means its heading; in those of `labelled`,
    for the desk, the heading is put before the text. Places: `besides` have the guests who come
    with the person of a row; the numbers in `counts` are added to its places, those in `counted`
    are included in them already. `addon` has the ticket that a row belongs to. `aside` are the
    columns without data of a ticket, and `ignored` those that the user excluded. Each of `doubtful`
    is (field, chosen column, column left aside).
    """

    headings: tuple[str, ...]
    positions: Mapping[str, int]
    statuses: tuple[StatusColumn, ...] = ()
    notes: tuple[int, ...] = ()
    flags: frozenset[int] = frozenset()
    labelled: frozenset[int] = frozenset()
    besides: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    counted: frozenset[int] = frozenset()
    addon: int | None = None
    layout: Layout | None = None
    aside: frozenset[int] = frozenset()
    ignored: frozenset[int] = frozenset()
    doubtful: tuple[tuple[str, str, str], ...] = ()

    def has(self, *fields: str) -> bool:
        """Return whether the file has a column for any of these fields."""
        return any(self.of(name) for name in fields)

    def of(self, name: str) -> tuple[int, ...]:
        """Return the positions of the columns that a field is read from."""
        if name == "status":
            return tuple(column.position for column in self.statuses)
        if name == "note":
            return self.notes
        found = [self.positions[name]] if name in self.positions else []
        if name == "places":
            found += [*self.counts, *self.besides]
        return tuple(found)

    @property
    def mapping(self) -> dict[str, str]:
        """Each field's column; several are joined by a plus sign."""
        return {
            name: TOGETHER.join(self.headings[position] for position in self.of(name))
            for name in FIELDS
            if self.of(name)
        }

    @property
    def used(self) -> frozenset[int]:
        """The positions of all columns that are read."""
        read = {position for name in FIELDS for position in self.of(name)}
        return frozenset(read | ({self.addon} if self.addon is not None else set()))

    @property
    def unused(self) -> tuple[str, ...]:
        """The headings of the columns that are not read."""
        used = self.used
        return tuple(
            heading
            for position, heading in enumerate(self.headings)
            if position not in used and heading
        )

    @property
    def is_complete(self) -> bool:
        """True if all columns that decide on admission are known, by the shop's export."""
        return self.layout is not None and self.layout.complete
