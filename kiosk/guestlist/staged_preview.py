"""Makes the preview of a staged list."""

from collections.abc import Iterable

from kiosk.domain.event_settings import Event
from kiosk.domain.walk_in import WALK_INS
from kiosk.guestlist.import_preview import NAMES_SHOWN, ImportPreview, PreviewGuest
from kiosk.guestlist.other_lists import same_guests
from kiosk.store.lists.known_guests import Overlap
from kiosk.store.lists.list_diff import first_guests, guests_left_off
from kiosk.store.lists.list_staging import Staging
from kiosk.store.lists.ticket_table import Tickets

_GUESTS = 5


def preview_of(
    staged: Staging,
    overlap: Overlap,
    event: Event,
    sources: Iterable[str],
    source: str,
    *,
    is_new: bool,
) -> ImportPreview:
    """Return the preview of a source's staged list; `sources` are those of all lists."""
    mentioned = {source, WALK_INS, *dict(overlap.sources)}
    rest = ((name, 0) for name in sources if name not in mentioned)
    left_off, names = guests_left_off(staged, NAMES_SHOWN)
    of_file, groups = staged.categories(), event.rules.groups
    of_event = {*Tickets(staged.database, event.id).categories(), *groups} - {""}
    return ImportPreview(
        guests=tuple(PreviewGuest(*one) for one in first_guests(staged, _GUESTS)),
        left_off=left_off,
        left_off_names=names,
        is_new=is_new,
        rows=overlap.rows,
        others=(*overlap.sources, *rest),
        categories=tuple(dict.fromkeys((*of_file, *sorted(of_event)))),
        ungrouped=tuple(one for one in of_file if one not in groups),
        same=same_guests(overlap.guests),
    )
