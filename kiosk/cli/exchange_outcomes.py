"""The results of exchanges with hubs and folders, as JSON and as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kiosk.cli.exchange_notices import print_rejected
from kiosk.errors import KioskError, WorldFailed
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.sync.carrier import ExchangeResult
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_carrier import HubCarrier
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.sync.network.known_hubs import remember_hub
from kiosk.sync.network.link_status import LinkState, LinkStatus
from kiosk.sync.targets import carrier_at


@dataclass(frozen=True, slots=True)
class ExchangeOutcome:
    """The result of one target: an exchange, or an error; for a live hub the changes since then."""

    target: str
    way: str
    done: ExchangeResult | None = None
    failed: KioskError | None = None
    live: LinkStatus | None = None
    before: LinkStatus = field(default_factory=LinkStatus)
    unsent: int = 0


def exchange_with_folder(store: StationStore, target: str) -> ExchangeOutcome:
    """Exchange with a folder."""
    try:
        done = carrier_at(target).exchange(store)
    except WorldFailed as error:
        return ExchangeOutcome(target, "folder", failed=error, unsent=unsent_entries(store))
    return ExchangeOutcome(target, "folder", done=done, unsent=unsent_entries(store))


def exchange_with_hub(
    session: DataFolder, store: StationStore, hubs: Sequence[HubAddress]
) -> ExchangeOutcome:
    """Exchange with the first hub that works; else return why the first one did not."""
    reached = partial(remember_hub, session.folder, store.keys.event)
    failures = []
    for address in hubs:
        try:
            done = HubCarrier(address, reached).exchange(store)
        except WorldFailed as error:
            failures.append(error)
        else:
            return ExchangeOutcome(address.url, "hub", done=done, unsent=unsent_entries(store))
    return ExchangeOutcome(hubs[0].url, "hub", failed=failures[0], unsent=unsent_entries(store))


def live_outcome(store: StationStore, now: LinkStatus, before: LinkStatus) -> ExchangeOutcome:
    """Return the data that a live connection to a hub exchanged since `before`."""
    failed = None if now.state is LinkState.LIVE else now.failure
    if failed is None and now.state is not LinkState.LIVE:
        failed = WorldFailed("error.hub_no_answer", address=now.url)
    return ExchangeOutcome(
        now.url, "hub", failed=failed, live=now, before=before, unsent=unsent_entries(store)
    )


def outcome_fields(one: ExchangeOutcome) -> dict[str, Any]:
    """Return a result as its fields in JSON."""
    fields: dict[str, Any] = {"target": one.target, "way": one.way, "ok": one.failed is None}
    if one.failed is not None:
        return {**fields, "unsent": one.unsent}
    if one.live is not None:
        return {
            **fields,
            "new_entries": one.live.new - one.before.new,
            "known_entries": one.live.known - one.before.known,
            "sent": one.live.sent - one.before.sent,
            "unsent": one.unsent,
        }
    assert one.done is not None  # noqa: S101  # it did not fail
    written = one.done.written
    return {
        **fields,
        "new_entries": one.done.new_entries,
        "known_entries": one.done.known_entries,
        "other_disk": written.other_disk,
        "sent": written.entries if written.sent is None else written.sent,
        "unsent": one.unsent,
        "refused": [
            {"file": read.name, "log": rejected.log, "seq": rejected.seq, "why": rejected.why}
            for read in one.done.read
            for rejected in read.result.rejected
        ],
    }


def print_outcome(session: DataFolder, one: ExchangeOutcome, *, as_json: bool) -> None:
    """Print a result in words; with `as_json` only a problem for a person."""
    if one.failed is not None:
        session.print_text(one.failed.key, **one.failed.params)
    elif one.live is not None and not as_json:
        new = one.live.new - one.before.new
        session.print_text("sync.live", target=one.target, new=new)
    elif one.done is not None:
        if not as_json:
            new = one.done.new_entries
            session.print_text("sync.done", target=one.target, new=new, files=len(one.done.read))
        if not one.done.written.other_disk:
            session.print_text("exchange.own_disk")
        for read in one.done.read:
            print_rejected(session, read.name, read.result)
