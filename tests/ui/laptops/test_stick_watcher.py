from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.errors import WorldFailed
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.texts import Texts
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.stick_bar import StickBar, StickBars
from kiosk.ui.laptops.stick_watcher import MountedVolumes, StickWatch
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_laptops import OTHER_STICK, STICK, FakeLaptops
from tests.ui.fakes import Inline
from tests.ui.guests import NOW, POST, part

PULLED = WorldFailed("error.stick_gone")


@dataclass
class Desk:
    """A laptop with the page, the bar, and a place for sticks."""

    page: LaptopsPage
    bar: StickBar
    watch: StickWatch
    exchanging: ExchangeController
    exchanges: FakeLaptops
    copies: list[int | None] = field(default_factory=list)

    def put_in(self, *sticks: object) -> None:
        self.exchanges.put_in[:] = sticks  # type: ignore[assignment]  # sticks they are
        self.watch.poller.poll()


@pytest.fixture
def desk(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language
) -> Callable[..., Desk]:
    def make(copy_ms: int = 60_000) -> Desk:
        assert app is not None
        labels.use("nl")
        page, bar = LaptopsPage(POST, words["nl"], lambda: NOW, LIGHT), StickBar()
        qtbot.addWidget(page)
        qtbot.addWidget(bar)
        exchanges = FakeLaptops()
        watch = StickWatch(exchanges, Inline(), every_ms=5, parent=page)
        exchanging = ExchangeController(
            page,
            StickBars(bar),
            watch,
            exchanges,
            copy_ms=copy_ms,
        )
        made = Desk(page, bar, watch, exchanging, exchanges)
        exchanging.copied.connect(made.copies.append)
        return made

    return make


def test_a_stick_that_is_put_in_is_noticed_and_offered(
    qtbot: QtBot, desk: Callable[..., Desk]
) -> None:
    one = desk()
    one.watch.poller.start()
    before = one.bar.offers
    one.exchanges.put_in.append(STICK)
    qtbot.waitUntil(lambda: one.bar.offers)

    assert not before
    assert part(one.bar, QPushButton, "stickGo").text() == "Stick: wissel uit (F5)"
    assert one.exchanges.asked == []


def test_one_key_exchanges_both_ways_and_says_that_the_stick_may_go(
    desk: Callable[..., Desk],
) -> None:
    one = desk()
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()

    assert one.exchanges.asked == [STICK.path]
    assert (
        one.bar.text
        == "Het nieuws van de andere laptops staat nu hier. Je mag de stick eruit halen."
    )
    assert one.page.message == one.bar.text
    assert one.copies == [NOW]


def test_another_stick_is_not_said_to_be_safe_to_take_out(desk: Callable[..., Desk]) -> None:
    one = desk()
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()
    one.put_in()
    one.put_in(OTHER_STICK)

    assert (one.page.message, one.bar.offers) == ("", True)


def test_enter_exchanges_with_the_stick_that_is_put_in_while_the_page_is_shown(
    qtbot: QtBot, desk: Callable[..., Desk]
) -> None:
    one = desk()
    with qtbot.waitActive(one.page):
        one.page.show()
    one.page.on_shown()
    one.put_in(STICK)
    focused = QApplication.focusWidget()
    QTest.keyClick(focused or one.page, Qt.Key.Key_Return)

    assert focused is part(one.page, QPushButton, "primary")
    assert one.exchanges.asked == [STICK.path]


def test_a_stick_that_holds_this_laptops_own_folder_is_no_second_copy(
    desk: Callable[..., Desk], words: dict[str, Texts]
) -> None:
    one = desk()
    one.exchanges.brings, one.exchanges.other_disk = ExchangeSummary(3, 1, other_disk=False), False
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()
    exchanged = one.bar.text
    one.exchanging.hand_in(STICK.path)

    assert exchanged.endswith(words["nl"].say("exchange.own_disk"))
    assert one.bar.text == words["nl"].say("closing.handed_in_here")
    assert one.copies == []


def test_the_stick_may_go_only_after_the_exchange(
    qtbot: QtBot, desk: Callable[..., Desk], words: dict[str, Texts]
) -> None:
    one, runner = desk(), ThreadRunner()
    one.watch.runner = runner
    exchanging = ExchangeController(one.page, StickBars(one.bar), one.watch, one.exchanges)
    one.put_in(STICK)
    exchanging.exchange_with_stick()
    during = one.bar.text
    qtbot.waitUntil(lambda: "eruit halen" in one.bar.text)

    assert during == words["nl"].say("exchange.busy")
    assert runner.close(5)


def test_a_stick_that_is_pulled_early_is_one_sentence_and_can_be_tried_again(
    desk: Callable[..., Desk],
) -> None:
    one = desk()
    one.put_in(STICK)
    one.exchanges.fails = PULLED
    one.exchanging.exchange_with_stick()
    one.put_in()
    said = one.bar.text
    one.exchanges.fails = None
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()

    assert said.startswith("De stick is er te vroeg uit gehaald. Er is niets verloren")
    assert one.exchanges.asked == [STICK.path, STICK.path]
    assert "eruit halen" in one.bar.text


def test_a_stick_that_stays_in_is_written_to_again_when_there_is_anything_new(
    qtbot: QtBot, desk: Callable[..., Desk]
) -> None:
    one = desk(copy_ms=10)
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()
    qtbot.wait(40)
    quiet = len(one.exchanges.asked)
    one.exchanges.written = True
    qtbot.waitUntil(lambda: len(one.exchanges.asked) == 2)
    one.put_in()
    one.exchanges.written = True
    qtbot.wait(40)

    assert quiet == 1
    assert len(one.exchanges.asked) == 2
    assert one.copies[-1] is None
    assert set(one.copies[:-1]) == {NOW}


def test_a_copy_that_no_longer_succeeds_is_said_and_counts_no_more(
    qtbot: QtBot, desk: Callable[..., Desk]
) -> None:
    one = desk(copy_ms=10)
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()
    one.exchanges.fails, one.exchanges.written = PULLED, True
    qtbot.waitUntil(lambda: one.copies[-1] is None)
    asked = len(one.exchanges.asked)
    qtbot.wait(40)

    assert "eruit halen" not in one.bar.text
    assert len(one.exchanges.asked) == asked


def test_a_folder_is_no_stick(desk: Callable[..., Desk], tmp_path: Path) -> None:
    one = desk()
    one.page.exchange_asked.emit(tmp_path)

    assert one.exchanges.asked == [tmp_path]
    assert one.bar.text == ""
    assert one.copies == []
    assert one.page.message.endswith("Alles van deze laptop staat daar nu ook.")


def test_one_exchange_at_a_time(qtbot: QtBot, desk: Callable[..., Desk], tmp_path: Path) -> None:
    one, runner = desk(), ThreadRunner()
    one.watch.runner = runner
    exchanging = ExchangeController(one.page, StickBars(one.bar), one.watch, one.exchanges)
    exchanging.exchange(tmp_path)
    exchanging.exchange(tmp_path)
    qtbot.waitUntil(lambda: bool(one.page.message))

    assert one.exchanges.asked == [tmp_path]
    assert runner.close(5)


def test_what_is_not_taken_over_is_said_in_orange(desk: Callable[..., Desk]) -> None:
    one = desk()
    one.exchanges.brings = ExchangeSummary(3, 1, refused=2)
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()

    assert "Niet overgenomen: 2." in one.page.message


def test_of_two_sticks_the_last_one_is_meant(desk: Callable[..., Desk]) -> None:
    one = desk()
    one.put_in(STICK)
    one.put_in(STICK, OTHER_STICK)
    one.exchanging.exchange_with_stick()
    one.put_in(STICK)
    one.exchanging.exchange_with_stick()

    assert one.exchanges.asked == [OTHER_STICK.path, STICK.path]


def test_an_offer_that_is_put_aside_stays_aside_until_the_next_stick(
    desk: Callable[..., Desk],
) -> None:
    one = desk()
    one.put_in(STICK)
    part(one.bar, QPushButton, "stickLater").click()
    aside = one.bar.offers
    one.put_in(STICK)
    still = one.bar.offers
    one.put_in()
    one.put_in(STICK)

    assert (aside, still, one.bar.offers) == (False, False, True)


def test_a_laptop_whose_volumes_cannot_be_listed_goes_on(
    desk: Callable[..., Desk], caplog: pytest.LogCaptureFixture
) -> None:
    one = desk()
    one.exchanges.sticks_fail = OSError("no mounts")
    one.watch.poller.poll()
    one.exchanges.sticks_fail = None
    one.put_in(STICK)

    assert one.bar.offers
    assert "sticks could not be looked for" in caplog.text


@dataclass
class FakeVolume:
    """A mounted volume as Qt describes it."""

    root: str
    read_only: bool = False
    is_root: bool = False
    on: bytes = b"/dev/sdb1"

    def device(self) -> QByteArray:
        return QByteArray(self.on)

    def isValid(self) -> bool:  # noqa: N802 - Qt's names
        return True

    def isReady(self) -> bool:  # noqa: N802
        return True

    def isReadOnly(self) -> bool:  # noqa: N802
        return self.read_only

    def isRoot(self) -> bool:  # noqa: N802
        return self.is_root

    def rootPath(self) -> str:  # noqa: N802
        return self.root

    def displayName(self) -> str:  # noqa: N802
        return self.root.rpartition("/")[2]


def test_only_what_looks_like_a_stick_or_came_later_is_one() -> None:
    mounted = [
        FakeVolume("/", is_root=True),
        FakeVolume("/home"),
        FakeVolume("/media/balie/KINGSTON"),
        FakeVolume("/media/balie/CD", read_only=True),
    ]
    volumes = MountedVolumes(lambda: mounted)  # type: ignore[arg-type,return-value]  # fakes of volumes
    before = volumes.sticks()
    mounted.append(FakeVolume("/mnt/stick"))
    mounted.append(FakeVolume("/run/user/1000", on=b"tmpfs"))

    assert [one.name for one in before] == ["KINGSTON"]
    assert [one.name for one in volumes.sticks()] == ["KINGSTON", "stick"]


def test_the_volumes_of_this_laptop_can_be_listed() -> None:
    assert all(one.path.exists() for one in MountedVolumes().sticks())
