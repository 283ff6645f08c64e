"""Makes the preview of a staged list."""

from collections.abc import Mapping, Sequence

from kiosk.guestlist.import_preview import ImportPreview, PreviewGuest
from kiosk.store.lists.known_guests import Overlap
from kiosk.store.lists.list_staging import Staging
from kiosk.store.lists.staged_guests import first_guests, guests_left_off

_GUESTS = 5
_NAMES = 5


def preview_of(
    staged: Staging,
    overlap: Overlap,
    sources: Sequence[str],
    groups: Mapping[str, str],
    *,
    is_new: bool,
) -> ImportPreview:
    """Return the preview of a staged list; `sources` are the sources of all other lists."""
    shared = dict(overlap.sources)
    rest = ((name, 0) for name in sources if name not in shared)
    left_off, names = guests_left_off(staged, _NAMES)
    categories = tuple(staged.categories())
    return ImportPreview(
        guests=tuple(PreviewGuest(*one) for one in first_guests(staged, _GUESTS)),
        left_off=left_off,
        left_off_names=names,
        is_new=is_new,
        rows=overlap.rows,
        others=(*overlap.sources, *rest),
        categories=categories,
        ungrouped=tuple(one for one in categories if one not in groups),
    )
