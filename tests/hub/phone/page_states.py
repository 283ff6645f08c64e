"""The organiser's page of headcounts that a test describes, served by its real server."""

import asyncio
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kiosk.domain.attendance import Flow
from kiosk.domain.headcount import CategoryCounts
from kiosk.hub.phone.phone_address import PhoneAddress, link_url
from kiosk.hub.phone.phone_app import PhoneApp
from kiosk.hub.phone.phone_links import PhoneLinks
from kiosk.hub.phone.phone_server import PhoneServer
from kiosk.reports.headcount_report import HeadcountReport, RoomCount
from tests.festival import HandClock
from tests.ui.glances import EMPTY, FULL, SILENT, TALLY, counted, glance

_LONG = "Stichting Samenwerkende Bewonersinitiatieven Eemland en Omstreken"
_WORD = "Bewonersparticipatiecoördinatoren" * 2


def _long_names() -> HeadcountReport:
    tally = replace(
        TALLY,
        by_category={_LONG: CategoryCounts(1_234, 1_201, 998), _WORD: CategoryCounts(4, 0, 0)},
        by_entrance={_LONG: Flow(10_800, 1_076), "": Flow(1, 0)},
    )
    report = glance(
        counted(replace(tally, by_category={}), capacity=None), pace={_LONG: 58, _WORD: 1}
    )
    count = replace(report.headcount, totals=tally)
    rooms = (RoomCount(_LONG, 80, 80), RoomCount("Zaal", 3, None))
    return replace(report, headcount=count, rooms=rooms, refused={"unknown": 12, "new one": 1})


STATES: Mapping[str, HeadcountReport] = {
    "busy": glance(),
    "full": FULL,
    "silent": SILENT,
    "empty": EMPTY,
    "long names": _long_names(),
}


@contextmanager
def page_of(report: HeadcountReport, folder: Path) -> Iterator[str]:
    """Serve the page of a headcount that never changes; yield its link."""
    links = PhoneLinks(folder, "ab" * 16, HandClock())
    app = PhoneApp(lambda known: None if known == 1 else (1, report), links)
    listening = socket.create_server(("127.0.0.1", 0))
    server, begun = PhoneServer(app, listening), threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        begun.set()
        await server.serve()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        begun.wait()
        address = PhoneAddress("127.0.0.1", listening.getsockname()[1])
        yield link_url(address, links.add())
    finally:
        loops[0].call_soon_threadsafe(server.stop)
        thread.join()
        listening.close()
