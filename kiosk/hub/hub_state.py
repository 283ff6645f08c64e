"""All that the endpoints of a hub share."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any, TypeVar

from kiosk.hub.feed import Feed
from kiosk.hub.hub_storage import HubStorage
from kiosk.hub.hub_stream import LaptopStreams
from kiosk.hub.invite_files import InviteFiles
from kiosk.hub.phone.phone_links import PhoneLinks
from kiosk.hub.presences import Presences
from kiosk.hub.refusals import HubRefusal
from kiosk.hub.request_limits import Limits, RateLimit, Slots
from kiosk.hub.sessions import Session, Sessions
from kiosk.store.journal.have_vector import HaveVector
from kiosk.sync.network.presence import PRESENCE_S

_LOG = logging.getLogger("kiosk")
_READERS = 4
_PACKERS = 2
_NEWS_EVERY_S = 0.025
_HAND_IN_EVERY_S = 1.0

_Result = TypeVar("_Result")


@dataclass
class HubState:
    """The storage, sessions, feed and limits of a hub; used on the thread of the event loop."""

    storage: HubStorage
    invites: InviteFiles
    links: PhoneLinks
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Make the objects of this run of the hub."""
        self.sessions = Sessions(self.storage.identity)
        self.feed = Feed()
        self.presences = Presences(self.feed)
        self.streams = LaptopStreams(self.feed.changed, self.limits.streams)
        self.rate = RateLimit(self.limits.requests_each_s, self.limits.burst)
        limits = self.limits
        self.bodies = Slots(limits.bodies, limits.bodies_of_a_sender, limits.chunk_s)
        self.forms = Slots(limits.forms, limits.forms_of_a_sender, limits.chunk_s)
        self.answers = Slots(limits.forms, limits.answers, limits.body_s)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="hub reader")
        self._packers = ThreadPoolExecutor(_PACKERS, thread_name_prefix="hub packer")
        self._news = ThreadPoolExecutor(1, thread_name_prefix="hub news")
        self._admitted: dict[str, bool] = {}
        self.digest = ""
        self.standbys: dict[str, dict[str, object]] = {}

    async def read(self, work: Callable[..., _Result], *values: Any) -> _Result:
        """Run a reading method of the storage on one of a few threads."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, work, *values)

    async def pack(self, theirs: HaveVector) -> IO[bytes]:
        """Pack all that a laptop lacks, on a thread for which no short request waits."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._packers, self.storage.messages_for, theirs)

    def may_go_on(self, session: Session) -> bool:
        """Return whether a laptop may stay connected: it was not revoked, as of the last check."""
        return self._admitted.setdefault(session.text, True)

    def background_work(self) -> list[Coroutine[Any, Any, None]]:
        """Return the work beside the requests, each until it is cancelled."""
        hand_in = partial(self.read, self.storage.hand_in_if_asked)
        return [
            self._follow_news(),
            _repeat(self._tidy_up, self.limits.tidy_s, "could not tidy up"),
            _repeat(self._publish_presence, PRESENCE_S, "could not read how its laptop is doing"),
            _repeat(hand_in, _HAND_IN_EVERY_S, "could not hand in its laptop"),
        ]

    async def _follow_news(self) -> None:
        """Put the news of the storage in the feed."""
        loop, known = asyncio.get_running_loop(), None
        while True:
            try:
                state, lines = await loop.run_in_executor(self._news, self.storage.news, known)
                if known is None or lines:
                    self.digest = state.have.digest
                known = state
                if lines:
                    self.feed.append(lines)
            except Exception:  # noqa: BLE001  # thread boundary: the disk may be well again later
                _LOG.exception("the hub could not read what is new")
                await asyncio.sleep(1)
            await asyncio.sleep(_NEWS_EVERY_S)

    async def _tidy_up(self) -> None:
        """Note which laptops were revoked, and remove old invites."""
        purged = await self.read(self.storage.is_purged)
        await self.read(partial(self.invites.remove_expired, all_of_them=purged))
        if purged:
            await self.read(self.links.withdraw)
        for text in [text for text, admitted in self._admitted.items() if admitted]:
            try:
                await self.read(self.storage.admits, text)
                del self._admitted[text]
            except HubRefusal:
                self._admitted[text] = False

    async def _publish_presence(self) -> None:
        """Pass on the state of the hub's own laptop."""
        presence = await self.read(self.storage.own_presence)
        if presence is not None:
            self.presences.offer(*presence)

    def close(self) -> None:
        """End the threads; the storage is closed by its owner."""
        self._news.shutdown(wait=True, cancel_futures=True)
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._packers.shutdown(wait=True, cancel_futures=True)


async def _repeat(work: Callable[[], Awaitable[None]], every_s: float, failure: str) -> None:
    """Do work at once and every few seconds; a failure is logged, and the work is tried again."""
    while True:
        try:
            await work()
        except Exception:  # noqa: BLE001  # thread boundary: it is tried again
            _LOG.exception("the hub %s", failure)
        await asyncio.sleep(every_s)
