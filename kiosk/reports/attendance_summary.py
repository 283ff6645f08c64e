"""The totals of an area as the lines of a second sheet of the attendance file.

Each label is Dutch, followed by the field's name in `headcount --json`, in any language of the
laptop: laptops with the same data write the same bytes. No line depends on the time of writing.
"""

from collections.abc import Iterator, Mapping

from kiosk.domain.event_settings import Event
from kiosk.domain.headcount import CategoryCounts, Headcount

Line = tuple[str | int, ...]


def summary_lines(event: Event, count: Headcount) -> list[Line]:
    """Return the lines: event, people, refusals, then by category, group and entrance."""
    tally = count.totals
    return [
        ("Evenement", "event", event.name),
        ("Datum", "date", event.date.isoformat()),
        ("Ruimte", "area", count.area),
        (),
        ("Verwacht", "expected", count.expected),
        ("Binnengekomen", "admitted", tally.admitted),
        ("Weer naar buiten", "exited", count.exited),
        ("Nu binnen", "inside", count.inside),
        ("Medewerkers zonder ticket", "crew", tally.crew),
        ("Met de teller naar binnen", "clicked_in", tally.clicked_in),
        ("Met de teller naar buiten", "clicked_out", tally.clicked_out),
        ("Mensen te veel op een ticket", "double_entries", tally.doubles),
        ("Daarvan nog niet bekeken", "double_entries_open", tally.doubles_open),
        *_block("Geweigerd", ("refused", "scans"), ((o, n) for o, n in tally.refused.items())),
        *_counted(
            "Per categorie",
            "by_category",
            {name or "zonder categorie": one for name, one in tally.by_category.items()},
        ),
        *_counted("Per groep", "by_group", count.by_group),
        *_block(
            "Per ingang",
            ("by_entrance", "in", "out"),
            (
                (name or "zonder ingang", at.people_in, at.people_out)
                for name, at in tally.by_entrance.items()
            ),
        ),
    ]


def _counted(label: str, field: str, by_name: Mapping[str, CategoryCounts]) -> Iterator[Line]:
    return _block(
        label,
        (field, "expected", "admitted", "inside"),
        ((name, one.expected, one.admitted, one.inside) for name, one in by_name.items()),
    )


def _block(label: str, fields: tuple[str, ...], lines: Iterator[Line]) -> Iterator[Line]:
    """Yield a table with its header; nothing if it has no lines."""
    listed = list(lines)
    if listed:
        yield ()
        yield (label, *fields)
        yield from ((name, "", *figures) for name, *figures in listed)
