"""What the scan page says between guests: what to do at this post, and what the last answer was."""

from kiosk.camera.state import CameraState
from kiosk.ui.card import Card
from kiosk.ui.clock import clock_of
from kiosk.ui.hints import hints_in
from kiosk.ui.idle import Idle
from kiosk.ui.post import Post, Stance
from kiosk.words import Words

_TO_DO = {
    (Stance.ENTRANCE, False): "verdict.idle",
    (Stance.ROOM, True): "verdict.idle_room",
    (Stance.LEAVING, False): "verdict.idle_out",
    (Stance.LEAVING, True): "verdict.idle_room_out",
}
_BLINDLY = {
    (Stance.ENTRANCE, False): "verdict.idle_blind",
    (Stance.ROOM, True): "verdict.idle_room_blind",
    (Stance.LEAVING, False): "verdict.idle_out_blind",
    (Stance.LEAVING, True): "verdict.idle_room_out_blind",
}
_BLIND = frozenset(CameraState) - {CameraState.READY, CameraState.STARTING}


def idle_of(
    post: Post, camera: CameraState, last: Card | None, words: Words, *, hinting: bool
) -> Idle:
    """Return what the panel says at a post while no card fills it; `last` was the newest card."""
    blind = camera in _BLIND
    headline = (_BLINDLY if blind else _TO_DO)[post.stance, bool(post.room)]
    return Idle(
        headline=words.say(headline, room=post.room),
        hint="" if blind else words.say("verdict.idle_hint"),
        last=_line(last, post, words) if last else "",
        leaving=post.leaving,
        hints=hints_in(words) if hinting else None,
    )


def _line(card: Card, post: Post, words: Words) -> str:
    last = words.say("verdict.last", headline=card.headline.rstrip("."))
    time = clock_of(card.at, post.event.zone)
    told = " · ".join(filter(None, (last, card.people, time)))
    return "\n".join(filter(None, (told, card.name)))
