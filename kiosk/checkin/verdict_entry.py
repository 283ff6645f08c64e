"""The entry of a verdict at the door."""

from collections.abc import Mapping, Sequence

from kiosk.checkin.overrides import detail_of
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.judge import ScanRequest
from kiosk.domain.ticket import Reentry
from kiosk.domain.verdict import Outcome, Override, Verdict

TOGETHER = "together"
"""The detail of entries that one key wrote for a group, with the same text in each."""

LEAVES_NO_ENTRY = frozenset({Outcome.JUST_SCANNED, Outcome.NOT_A_TICKET, Outcome.HOW_MANY})
_KINDS = {
    Outcome.ADMITTED: Kind.IN,
    Outcome.EXITED: Kind.OUT,
    Outcome.NOT_INSIDE: Kind.OUT,
}


def draft_of(
    request: ScanRequest,
    verdict: Verdict,
    reentry: Reentry,
    parents: tuple[str, ...],
    allowed: Sequence[Override],
    extra_detail: Mapping[str, str],
) -> Draft:
    """Return the entry to write for a verdict; `extra_detail` is added to its detail."""
    ticket = verdict.ticket
    kind = _KINDS.get(verdict.outcome, Kind.REFUSED)
    return Draft(
        kind=kind,
        area=request.area.name,
        entrance=request.entrance,
        ticket=ticket.id if ticket else None,
        people=verdict.people,
        places=ticket.places if ticket else 0,
        reentry=reentry if ticket else None,
        parents=parents,
        detail={**detail_of(kind, verdict, allowed), **extra_detail},
    )
