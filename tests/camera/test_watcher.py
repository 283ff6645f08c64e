import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain, cycle, repeat, takewhile
from typing import TypeVar

import numpy as np
import pytest

from kiosk.camera.advice import Advice
from kiosk.camera.camera_state import CameraState, CameraTimeouts
from kiosk.camera.decoding.bar_codes import read_barcodes
from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.guarded_decoder import Decoder
from kiosk.camera.frame import Frame, FrameSource, Image
from kiosk.camera.frame_reader import ScannedCode
from kiosk.camera.opencv import cv2
from kiosk.camera.picture_trouble import is_dark
from kiosk.camera.watcher import Listener, Watcher
from kiosk.errors import WorldFailed
from tests.camera.drawing import draw, draw_barcode, square
from tests.camera.fake_camera import FakeCamera, HangingCamera, Heard, Step

WALL = draw()
MINE = draw(("mine", 640, 360, 180))
PAIR = draw(("left", 520, 360, 150), ("right", 760, 360, 150))
BLACK = np.full((720, 1280, 3), 9, dtype=np.uint8)
LOST = WorldFailed("error.camera_lost", camera="Fake camera")
MISSING = WorldFailed("error.camera_missing", camera="Fake camera")
QUICK = CameraTimeouts(retry_s=0.01, stalled_s=0.1, black_s=0.1, stop_s=0.3, frozen_s=1.0)
IMPATIENT = replace(QUICK, hung_s=0.3, open_s=0.3, decode_s=0.3)
"""For a part that hangs. A busy core also takes so long now and then: more faults are as well."""
T = TypeVar("T")
S = CameraState


class Office:
    """Receives everything that a watcher reports."""

    def __init__(self) -> None:
        self.frames, self.codes, self.sights, self.states = Heard(), Heard(), Heard(), Heard()
        self.advice, self.faults = Heard(), Heard()
        self.listener = Listener(self.frames, self.codes, self.sights, self.states, self.advice)

    def fault(self) -> None:
        self.faults("fault")

    def texts(self, count: int) -> list[str]:
        calls = self.codes.wait_until(lambda calls: len(calls) >= count)
        return [sighting.text for sighting in calls if isinstance(sighting, ScannedCode)]

    def until_reported(self, state: CameraState, step: T) -> Iterator[T]:
        """Repeat a step of a camera's script until a state was reported."""
        while state not in self.states.calls:
            yield step

    def states_until(self, last: CameraState) -> list[object]:
        return self.states.wait_until(lambda calls: last in calls)


@pytest.fixture
def office() -> Office:
    return Office()


Watch = Callable[..., Watcher]


@pytest.fixture
def watch(office: Office) -> Iterator[Watch]:
    """Starts watchers, and stops them when the test is over."""
    started: list[Watcher] = []

    def begin(
        source: FrameSource,
        second: Decoder | None = None,
        timeouts: CameraTimeouts = QUICK,
        barcodes: Decoder = read_barcodes,
    ) -> Watcher:
        listener = replace(office.listener, on_fault=office.fault)
        started.append(Watcher(source, listener, second, timeouts=timeouts, barcodes=barcodes))
        started[-1].start()
        return started[-1]

    yield begin
    for watcher in started:
        watcher.stop()


def test_a_ticket_in_front_of_the_camera_is_reported_once(watch: Watch, office: Office) -> None:
    watch(FakeCamera([*[MINE] * 20, None]))
    office.states_until(S.ENDED)
    assert office.texts(1) == ["mine"]


def test_a_camera_that_works_is_starting_then_ready(watch: Watch, office: Office) -> None:
    watch(FakeCamera(repeat(WALL)))
    states = office.states_until(S.READY)
    assert [state for state in states if state is not S.STARTING] == [S.READY]


def test_the_preview_holds_the_newest_frame_and_is_announced_once(
    watch: Watch, office: Office
) -> None:
    watcher = watch(FakeCamera([WALL, WALL, MINE, None]))
    office.states_until(S.ENDED)
    frame = watcher.preview.take()
    assert frame is not None
    assert np.array_equal(frame.image, MINE)
    assert (office.frames.calls, watcher.preview.dropped) == ([None], 2)


def test_a_missing_camera_is_reported_and_then_found(watch: Watch, office: Office) -> None:
    watch(FakeCamera(repeat(WALL), refuse=office.until_reported(S.MISSING, MISSING)))
    states = office.states_until(S.READY)
    assert states[-2:] == [S.MISSING, S.READY]


def test_a_camera_that_is_unplugged_and_comes_back_is_reported_both_times(
    watch: Watch, office: Office
) -> None:
    script: Iterator[Step] = chain(office.until_reported(S.READY, MINE), [LOST], repeat(WALL))
    watch(FakeCamera(script, refuse=chain([None], office.until_reported(S.LOST, MISSING))))
    states = office.states.wait_until(lambda calls: calls[-2:] == [S.LOST, S.READY])
    assert S.MISSING not in states
    assert office.texts(1) == ["mine"]


def test_a_camera_that_hangs_is_stalled(watch: Watch, office: Office) -> None:
    camera = HangingCamera()
    watch(camera)
    office.states_until(S.STALLED)
    camera.let_go.set()


def test_stopping_leaves_a_camera_that_hangs_behind(office: Office) -> None:
    camera = HangingCamera()
    watcher = Watcher(camera, office.listener, None, timeouts=QUICK)
    watcher.start()
    office.states_until(S.STALLED)
    started = time.monotonic()
    watcher.stop()
    assert time.monotonic() - started < 20  # at once on a machine that does nothing else
    camera.let_go.set()


def test_a_covered_lens_is_reported(watch: Watch, office: Office) -> None:
    watch(FakeCamera(repeat(BLACK)))
    office.states_until(S.BLACK)


def test_a_camera_that_repeats_one_frame_is_reported_until_it_moves_again(
    watch: Watch, office: Office
) -> None:
    moving = cycle([np.asarray(WALL + n, dtype=np.uint8) for n in range(20)])
    watch(FakeCamera(chain(office.until_reported(S.FROZEN, MINE), moving)))
    calls = office.states.wait_until(lambda calls: S.FROZEN in calls and calls[-1] is S.READY)
    assert S.READY in calls[: calls.index(S.FROZEN)]


def test_a_phone_in_a_dark_room_is_not_a_covered_lens() -> None:
    assert is_dark(BLACK)
    assert not is_dark(np.where(MINE > 200, MINE, 9).astype(np.uint8))


def test_a_failing_driver_does_not_end_the_watch(watch: Watch, office: Office) -> None:
    class Broken(FakeCamera):
        def open(self) -> None:
            self.opened += 1
            if self.opened == 1:
                raise RuntimeError("driver")

    watch(Broken([MINE, None]))
    office.states_until(S.ENDED)
    assert office.texts(1) == ["mine"]


def test_a_tap_chooses_among_several_codes(watch: Watch, office: Office) -> None:
    watcher = watch(FakeCamera(repeat(PAIR)))
    office.sights.wait_until(lambda calls: len(calls) >= 1)
    assert office.codes.calls == []
    watcher.tap(760, 360)
    assert office.texts(1) == ["right"]


def test_an_address_beside_a_ticket_is_looked_up_before_the_ticket_is_reported(
    office: Office,
) -> None:
    address = "https://www.example.org/app"
    asked: list[str] = []

    def ask(text: str) -> None:
        asked.append(text)
        watcher.settle(text, no_ticket=True)

    listener = replace(office.listener, on_doubt=ask)
    sheet = draw(("mine", 520, 360, 150), (address, 780, 360, 150))
    watcher = Watcher(FakeCamera(repeat(sheet)), listener, None, timeouts=QUICK)
    watcher.start()
    assert office.texts(1) == ["mine"]
    watcher.stop()
    assert asked == [address]


def test_the_outlines_are_reported_and_removed(watch: Watch, office: Office) -> None:
    def script() -> Iterator[Image]:
        while not office.sights.calls:
            yield PAIR
        yield from repeat(WALL)

    watch(FakeCamera(script()))
    calls = office.sights.wait_until(lambda calls: () in calls)
    assert isinstance(calls[0], tuple)
    assert (len(calls[0]), calls[-1]) == (2, ())


def test_a_code_that_only_the_second_decoder_reads_is_reported(
    watch: Watch, office: Office
) -> None:
    def second(_picture: object) -> tuple[Code, ...]:
        return (square("tilted"),)

    watch(FakeCamera(repeat(WALL)), second)
    assert office.texts(1) == ["tilted"]


def test_a_ticket_out_of_focus_is_advised_on_until_it_is_read(watch: Watch, office: Office) -> None:
    blurred = np.asarray(cv2.blur(MINE, (21, 21)), np.uint8)
    reports = office.advice
    until_advised: Iterator[Step] = (
        blurred for _ in takewhile(lambda _: not reports.calls, repeat(0))
    )
    watch(FakeCamera(chain(until_advised, repeat(MINE))))
    assert reports.wait_until(lambda advice: len(advice) == 2) == [Advice.BLURRED, None]
    assert office.texts(1) == ["mine"]


class Unwell:
    """A second decoder that does one thing after another, and then finds a code each time."""

    def __init__(self, *actions: Callable[[], None]) -> None:
        self._actions = iter(actions)

    def __call__(self, _picture: object) -> tuple[Code, ...]:
        next(self._actions, lambda: None)()
        return (square("tilted"),)


def _raise() -> None:
    raise ValueError


def _die() -> None:
    raise SystemExit


@pytest.fixture
def hang() -> Iterator[Callable[[], None]]:
    """Hangs until the test is over."""
    over = threading.Event()

    def hangs() -> None:
        over.wait(20)

    yield hangs
    over.set()


def test_a_second_decoder_that_raises_dies_or_hangs_reads_again(
    watch: Watch, office: Office, hang: Callable[[], None]
) -> None:
    for action in (_raise, _die, hang):
        watch(FakeCamera(repeat(WALL)), Unwell(action), timeouts=IMPATIENT)
    office.texts(3)
    office.faults.wait_until(lambda calls: len(calls) >= 2)


def test_a_bar_code_reader_that_dies_or_hangs_is_replaced_and_reads_again(
    watch: Watch, office: Office, hang: Callable[[], None]
) -> None:
    for action, timeouts in ((_die, QUICK), (hang, IMPATIENT)):
        asked = threading.Event()
        watch(FakeCamera(repeat(WALL)), timeouts=timeouts, barcodes=Unwell(action, asked.set))
        assert asked.wait(30)
    office.faults.wait_until(lambda calls: len(calls) >= 2)


def test_a_bar_code_reader_that_raises_goes_on(watch: Watch, office: Office) -> None:
    asked = threading.Event()
    watch(FakeCamera(repeat(WALL)), barcodes=Unwell(_raise, asked.set))
    assert asked.wait(30)
    assert office.faults.calls == []


def test_a_first_decoder_that_hangs_is_replaced_and_reports_nothing_late(
    watch: Watch, office: Office
) -> None:
    over = threading.Event()

    def stuck(texts: list[str]) -> None:
        texts.append("asked")
        if len(texts) == 1:
            over.wait(20)

    asked: list[str] = []
    address = draw(("mine", 520, 360, 150), ("https://example.org", 780, 360, 150))
    office.listener = replace(office.listener, on_doubt=lambda _: stuck(asked))
    watch(FakeCamera(repeat(address)), timeouts=IMPATIENT)
    office.faults.wait_until(lambda calls: len(calls) >= 1)
    assert office.texts(1) == ["mine"]
    over.set()


@pytest.mark.parametrize(("action", "faults"), [(_raise, 0), (_die, 1)], ids=["raises", "dies"])
def test_a_first_decoder_that_raises_or_dies_reads_again(
    watch: Watch, office: Office, action: Callable[[], None], faults: int
) -> None:
    failing = [action]

    def doubt(_: str) -> None:
        if failing:
            failing.pop()()

    address = draw(("mine", 520, 360, 150), ("https://example.org", 780, 360, 150))
    office.listener = replace(office.listener, on_doubt=doubt)
    watch(FakeCamera(repeat(address)))

    assert office.texts(1) == ["mine"]
    assert failing == []
    assert len(office.faults.calls) == faults


@pytest.mark.parametrize("opening", [True, False], ids=["opening", "reading"])
def test_a_camera_that_hangs_is_opened_again_by_another_thread(
    watch: Watch, office: Office, *, opening: bool
) -> None:
    over = threading.Event()

    class Stuck(FakeCamera):
        def open(self) -> None:
            super().open()
            if opening:
                over.wait(20)

        def read(self) -> Frame | None:
            if not opening:
                over.wait(20)
            return super().read()

        def again(self) -> FakeCamera:
            return FakeCamera(repeat(MINE))

    watch(Stuck(repeat(WALL)), timeouts=IMPATIENT)
    assert office.texts(1) == ["mine"]
    office.faults.wait_until(lambda calls: len(calls) >= 1)
    over.set()


def test_a_camera_whose_thread_dies_is_opened_again(watch: Watch, office: Office) -> None:
    class Dying(FakeCamera):
        def read(self) -> Frame | None:
            if self.opened == 1:
                raise SystemExit
            return super().read()

    watch(Dying(repeat(MINE)))
    assert office.texts(1) == ["mine"]
    assert len(office.faults.calls) == 1


def test_a_bar_code_held_up_is_advised_on(watch: Watch, office: Office) -> None:
    bar = draw_barcode("EAN13")
    sensed = cycle([np.asarray(np.clip(bar.astype(int) + n, 0, 255), np.uint8) for n in range(20)])
    watch(FakeCamera(sensed))
    office.advice.wait_until(lambda calls: Advice.BARCODE in calls)
    assert office.codes.calls == []
