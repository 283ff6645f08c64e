"""Reports each code once each time it is shown, by following codes from frame to frame.

Time is an argument (seconds); this module reads no clock:

- A code is *present* from its first sighting anywhere in the frame until it was not seen for
GONE_S. In that time it is reported once. So a ticket that is held up for a minute is one report, a
ticket that comes in from the edge is reported when it reaches the guide, and a ticket that is taken
away and shown again (a couple with one ticket) is reported again.

- A code that is alone in the guide is reported in the first frame that shows it. Only a code that
may be the first of a sheet waits: it moves in over the lower or upper rim, or another code moves
along with it. It waits until it is still or past the rim, at most IN_S.

- Alone means that no other code was held up in the last RIVAL_S, unless it is clearly smaller: if
a code is missed in a few frames, its neighbour on the sheet is not alone. A reported code still
counts as a rival: the second code of a sheet is not reported because the first one was.

- A code that has been still for STILL_S is a poster: until it moves, it is not reported and is no
rival. Guests in front of it do not make it new: its place is remembered for FORGET_S after it was
last seen. Time while it is hidden does not count as being still.

- A tap reports the code under it, wherever it is, whether reported, still or not.

- Two codes with one text are one ticket: the larger one is followed.

- Beside a code that may be a ticket, a code that is certainly none (web address, Wi-Fi) is no
rival.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from kiosk.camera.aim import choose_target, codes_in_guide, rim_of
from kiosk.camera.decoding.detected_code import Code, Point
from kiosk.domain.scanned_text import is_not_a_ticket

GONE_S = 1.5
STILL_S = 10.0
STILL_FRACTION = 0.15  # of its size; a decoder's corners jitter by 2 %, a hand much more
RIVAL_S = 0.3
FORGET_S = 120.0
IN_S = 0.3
STILL_SPEED = 1.0  # of its size per second; slower movement is a hand holding still, and jitter
NEXT_CODE = 2.5  # of its size: the largest distance to the next code on a sheet
_SEVERAL = 2
TAP_S = 0.5  # a code that was missed in some frames is still under the finger


NoTicket = Callable[[str], bool | None]
"""Returns whether a text is certainly no ticket; None while it is being looked up."""


class OutlineRole(Enum):
    """The role of a code in the frame, for its outline."""

    MEANT = "meant"
    CHOICE = "choice"  # one of several: tap one, or show one alone
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outline:
    """A code to outline in the frame; its corners are pixels, clockwise."""

    corners: tuple[tuple[float, float], ...]
    role: OutlineRole


@dataclass(frozen=True, slots=True)
class TrackedFrame:
    """The result of one frame: the code to report, if any, and an outline for each code."""

    report: Code | None
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class _Track:
    """One followed text: its last sighting, and its place since it last moved."""

    code: Code
    anchor: Code
    seen_at: float
    still_s: float = 0.0
    held_at: float = -math.inf
    held_since: float = -math.inf
    speed: Point | None = None  # across and down, in its size per second; None after one sighting
    reported: bool = False

    @property
    def is_still(self) -> bool:
        return self.speed is not None and math.hypot(*self.speed) <= STILL_SPEED

    @property
    def is_poster(self) -> bool:
        return self.still_s >= STILL_S


class CodeTracker:
    """Follows the codes in the frame, also those of posters on the wall."""

    def __init__(self, no_ticket: NoTicket = is_not_a_ticket) -> None:
        self._no_ticket = no_ticket
        self._tracks: dict[str, _Track] = {}
        self._at = -math.inf

    def track(self, codes: Sequence[Code], width: int, height: int, at: float) -> TrackedFrame:
        """Track the codes of a frame of this size (pixels) at a time (seconds)."""
        self._set_time(at)
        largest = _largest(codes)
        held = set(codes_in_guide(largest, width, height))
        for code in largest:
            track = _followed(self._tracks.get(code.text), code, at)
            self._tracks[code.text] = _held(track, at) if code in held else track
        rivals = tuple(
            track.code
            for track in self._tracks.values()
            if at - track.held_at <= RIVAL_S and not track.is_poster
        )
        rivals, doubtful = self._tickets(rivals)
        chosen = None if doubtful else choose_target(rivals)
        waits = chosen is not None and self._may_have_neighbour(chosen, width, height, at)
        return TrackedFrame(
            None if waits else self._to_report(chosen, at),
            _outlines(codes, chosen, () if doubtful else rivals, held),
        )

    def _tickets(self, rivals: tuple[Code, ...]) -> tuple[tuple[Code, ...], bool]:
        """Return the codes that may be tickets, or all if none may, and whether a
        lookup is pending.
        """
        if len(rivals) < _SEVERAL:
            return rivals, False
        answers = [self._no_ticket(code.text) for code in rivals]
        tickets = tuple(code for code, none in zip(rivals, answers, strict=True) if not none)
        return tickets or rivals, None in answers

    def has_target(self, codes: Sequence[Code], width: int, height: int) -> bool:
        """Return whether a ticket is held up: the slower decoders can then be skipped."""
        return any(
            ((track := self._tracks.get(code.text)) is None or not track.is_poster)
            and not self._no_ticket(code.text)
            for code in codes_in_guide(codes, width, height)
        )

    def tap(self, x: float, y: float) -> Code | None:
        """Return the code at a pixel, which then counts as reported; None if there is none."""
        under = [
            track.code
            for track in self._tracks.values()
            if self._at - track.seen_at <= TAP_S and track.code.covers((x, y))
        ]
        if not under:
            return None
        code = min(under, key=lambda code: math.dist(code.centre, (x, y)))
        self._tracks[code.text] = replace(self._tracks[code.text], reported=True)
        return code

    def _set_time(self, at: float) -> None:
        """Forget codes not seen for FORGET_S, or all if time went back (a video restarts)."""
        since = at - FORGET_S if at >= self._at else math.inf
        self._tracks = {
            text: track for text, track in self._tracks.items() if track.seen_at >= since
        }
        self._at = at

    def _may_have_neighbour(self, code: Code, width: int, height: int, at: float) -> bool:
        """Return whether a code moves into the frame, so that others on its sheet may follow."""
        track = self._tracks[code.text]
        if track.is_still or at - track.held_since >= IN_S:
            return False
        rim = rim_of(code, width, height)
        inwards = track.speed is None or -rim * track.speed[1] > STILL_SPEED
        return (rim != 0 and inwards) or any(
            _moves_along(track, other)
            for other in self._tracks.values()
            if other.code.text != code.text
            and at - other.seen_at <= RIVAL_S
            and not self._no_ticket(other.code.text)
        )

    def _to_report(self, chosen: Code | None, at: float) -> Code | None:
        if chosen is None:
            return None
        track = self._tracks[chosen.text]
        if track.reported or track.held_at < at:
            return None
        self._tracks[chosen.text] = replace(track, reported=True)
        return chosen


def _largest(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple({code.text: code for code in sorted(codes, key=lambda code: code.size)}.values())


def _followed(track: _Track | None, code: Code, at: float) -> _Track:
    if track is None:
        return _Track(code, code, at)
    elapsed = at - track.seen_at
    speed = _speed(track.code, code, elapsed) if 0 < elapsed <= RIVAL_S else None
    stayed = elapsed <= GONE_S
    reported = track.reported and stayed
    followed = replace(track, code=code, seen_at=at, speed=speed, reported=reported)
    if _moved(track.anchor, code):
        return replace(followed, anchor=code, still_s=0.0)
    return replace(followed, still_s=track.still_s + elapsed * stayed)


def _held(track: _Track, at: float) -> _Track:
    since = track.held_since if at - track.held_at <= RIVAL_S else at
    return replace(track, held_at=at, held_since=since)


def _speed(before: Code, now: Code, elapsed: float) -> Point:
    """Return the speed of a code across and down, in its size per second."""
    (x0, y0), (x, y) = before.centre, now.centre
    return (x - x0) / now.size / elapsed, (y - y0) / now.size / elapsed


def _moves_along(track: _Track, other: _Track) -> bool:
    """Return whether another code, not yet held up, moves with it on the same sheet."""
    if (
        other.is_still
        or math.dist(track.code.centre, other.code.centre) > NEXT_CODE * track.code.size
    ):
        return False
    return (
        track.speed is None
        or other.speed is None
        or math.dist(track.speed, other.speed) <= STILL_SPEED
    )


def _moved(anchor: Code, code: Code) -> bool:
    slack = STILL_FRACTION * anchor.size
    return math.dist(anchor.centre, code.centre) > slack or abs(anchor.size - code.size) > slack


def _outlines(
    codes: Sequence[Code], chosen: Code | None, rivals: Sequence[Code], held: set[Code]
) -> tuple[Outline, ...]:
    def role(code: Code) -> OutlineRole:
        if code == chosen:
            return OutlineRole.MEANT
        if chosen is None and code in held and code in rivals:
            return OutlineRole.CHOICE
        return OutlineRole.OTHER

    return tuple(Outline(code.corners, role(code)) for code in codes)
