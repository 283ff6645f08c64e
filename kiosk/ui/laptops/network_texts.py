"""Sentences about the network: the connection to a hub, and this laptop as the hub."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from kiosk.errors import WorldFailed
from kiosk.sync.network.link_status import HubWay, LinkState, LinkStatus, NetworkStatus
from kiosk.texts import Texts
from kiosk.ui.station.health_texts import StatusLine
from kiosk.ui.style.time_format import clock_time

_SCHEME = "https://"
_WAYS = {
    HubWay.EVENT: "network.way_event",
    HubWay.TYPED: "network.way_typed",
    HubWay.STANDBY: "network.way_standby",
    HubWay.LAST: "network.way_last",
}


def network_sentences(status: NetworkStatus, zone: ZoneInfo, words: Texts) -> list[str]:
    """Return the sentences of the network section."""
    sentences = []
    if status.serving is not None:
        sentences.append(_serving(status, words))
        address = status.serving.url.removeprefix(_SCHEME)
        sentences.append(words.say("network.serving_at", address=address))
    if status.serving is None or status.link.state is not LinkState.NO_HUB:
        first, *others = _link_sentences(status, zone, words)
        sentences += [first, *_way_sentence(status.link, words), *others]
    elif status.link.unsent:
        sentences.append(words.say("network.unsent", n=status.link.unsent))
    return sentences


def overview_sentences(status: NetworkStatus, zone: ZoneInfo, words: Texts) -> list[str]:
    """Return the sentences above the laptops: only those that need no question to the hub."""
    sentences = []
    if status.serving is not None:
        sentences.append(_serving(status, words))
    if status.link.state is not LinkState.NO_HUB:
        sentences += _link_sentences(status, zone, words)
    return sentences


def is_live(status: NetworkStatus) -> bool:
    """Return whether this laptop is connected, and receives the entries of others at once."""
    return status.serving is not None or status.link.state is LinkState.LIVE


def offers_to_serve(status: NetworkStatus) -> bool:
    """Return whether the hub is gone and this laptop may take its place."""
    lost = status.link.state is LinkState.LOST and not status.link.catching_up
    return lost and status.may_serve and status.serving is None


def network_line(status: NetworkStatus | None, zone: ZoneInfo, words: Texts) -> StatusLine:
    """Return the line of the scan page: the connection, and the entries that are not sent yet."""
    if status is None:
        return StatusLine()
    row = words.say("network.row"), " ".join(network_sentences(status, zone, words))
    link = status.link
    if status.serving is not None and link.state is LinkState.NO_HUB:
        known = status.laptops
        short = words.say("network.short_serving", n=known) if known else ""
        return StatusLine(short or words.say("network.short_serving_none"), row=row)
    if link.catching_up:
        return StatusLine(words.say("network.short_catching_up"), row=row)
    if link.state in (LinkState.LIVE, LinkState.LOST):
        return StatusLine(_short(link, zone, words), row=row)
    if link.state is LinkState.CONNECTING and link.unsent:
        return StatusLine(words.say("network.short_connecting_unsent", n=link.unsent), row=row)
    return StatusLine(row=row)


def _way_sentence(link: LinkStatus, words: Texts) -> list[str]:
    """Return how this laptop found the hub to which it is connected."""
    if link.way is None or link.state is not LinkState.LIVE or link.catching_up:
        return []
    return [words.say(_WAYS[link.way])]


def _serving(status: NetworkStatus, words: Texts) -> str:
    if not status.laptops:
        return words.say("network.serving_none")
    return words.say("network.serving", n=status.laptops)


def _short(link: LinkStatus, zone: ZoneInfo, words: Texts) -> str:
    """Return the state for the scan page, which has little room."""
    at = clock_time(link.since, zone)
    live = link.state is LinkState.LIVE
    if link.unsent:
        key = "network.short_live_unsent" if live else "network.short_lost_unsent"
        return words.say(key, at=at, n=link.unsent)
    return words.say("network.short_live" if live else "network.short_lost", at=at)


def _link_sentences(status: NetworkStatus, zone: ZoneInfo, words: Texts) -> list[str]:
    link = status.link
    if link.catching_up:
        hub = link.hub or link.url.removeprefix(_SCHEME)
        return [words.say("network.catching_up", hub=hub)]
    match link.state:
        case LinkState.NO_HUB:
            return [words.say("network.none")]
        case LinkState.CONNECTING:
            sentences = [words.say("network.connecting", address=link.url.removeprefix(_SCHEME))]
        case _:
            sentences = _state_sentences(status, zone, words)
    if link.failure is not None:
        sentences.append(_reason(link.failure, words, lost=link.state is LinkState.LOST))
    return sentences


def _reason(failure: WorldFailed, words: Texts, *, lost: bool) -> str:
    """Return why there is no connection; a hub that was there before (`lost`) is probably off."""
    match failure.key if lost else "":
        case "error.hub_kept_apart":
            return words.say("network.check_hub_apart")
        case "error.hub_not_there" | "error.hub_no_answer":
            return words.say("network.check_hub")
    return words.error_text(failure)


def _state_sentences(status: NetworkStatus, zone: ZoneInfo, words: Texts) -> list[str]:
    link = status.link
    hub, at = link.hub or link.url.removeprefix(_SCHEME), clock_time(link.since, zone)
    lost = "network.gone" if offers_to_serve(status) else "network.lost"
    key = "network.live" if link.state is LinkState.LIVE else lost
    unsent = [words.say("network.unsent", n=link.unsent)] if link.unsent else []
    return [words.say(key, hub=hub, at=at), *unsent]
