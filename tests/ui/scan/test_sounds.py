import threading
from array import array
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import pairwise

import miniaudio
import pytest

from kiosk.domain.verdict import Colour
from kiosk.ui.scan.sounds import RATE, Device, Speaker, streamed, tone

LOUD = [colour for colour in Colour if colour is not Colour.GREY]


@dataclass
class FakeSpeaker:
    """Notes what is played."""

    played: list[bytes] = field(default_factory=list)
    heard: threading.Event = field(default_factory=threading.Event)

    def start(self, stream: Generator[bytes, int, None]) -> None:
        self.played.append(stream.send(RATE))
        self.heard.set()

    def stop(self) -> None:
        pass

    def close(self) -> None:
        pass


def test_every_colour_sounds_different_and_a_hint_is_silent() -> None:
    assert len({tone(colour) for colour in LOUD}) == len(LOUD)
    assert tone(Colour.GREY) == b""


@pytest.mark.parametrize("colour", LOUD)
def test_a_sound_is_short_loud_and_without_a_click(colour: Colour) -> None:
    samples = array("h", tone(colour))

    assert 0.1 < len(samples) / RATE < 0.8
    assert 8_000 < max(samples) < 32_767
    assert max(abs(one - other) for one, other in pairwise(samples)) < 8_000
    assert abs(samples[0]) + abs(samples[-1]) == 0


def test_a_new_sound_is_played_and_a_muted_one_is_not() -> None:
    device = FakeSpeaker()
    speaker = Speaker(lambda: device)
    speaker.start()
    speaker.muted = True
    speaker.play(Colour.RED)
    speaker.muted = False
    speaker.play(Colour.GREEN)
    assert device.heard.wait(60)
    speaker.stop()

    assert [each.rstrip(b"\0") for each in device.played] == [tone(Colour.GREEN).rstrip(b"\0")]


@pytest.mark.parametrize("how", ["raises", "dies"])
def test_a_loudspeaker_that_fails_is_opened_again(how: str) -> None:
    class Loose(FakeSpeaker):
        def stop(self) -> None:
            failed.set()
            raise OSError if how == "raises" else SystemExit

    failed, works = threading.Event(), FakeSpeaker()
    devices = iter([Loose(), works])
    speaker = Speaker(lambda: next(devices))
    speaker.start()
    speaker.play(Colour.GREEN)
    assert failed.wait(60)
    while speaker.faults == 0:
        speaker.check()
    speaker.play(Colour.RED)
    assert works.heard.wait(60)
    speaker.stop()
    assert speaker.faults == 1


def test_without_a_loudspeaker_nothing_else_fails() -> None:
    def none() -> Device:
        raise OSError

    speaker = Speaker(none)
    speaker.start()
    speaker.play(Colour.GREEN)
    speaker.stop()


def test_the_sound_library_plays_what_we_stream() -> None:
    device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE,
        backends=[miniaudio.Backend.NULL],
    )
    played = threading.Event()

    def watched() -> Generator[bytes, int, None]:
        stream = streamed(tone(Colour.GREEN))
        wanted = yield b""
        try:
            while True:
                wanted = yield stream.send(wanted)
        except StopIteration:
            played.set()

    stream = watched()
    next(stream)
    device.start(stream)

    assert played.wait(60)
    device.close()


def test_a_loudspeaker_works_once_it_is_open() -> None:
    device = FakeSpeaker()
    speaker = Speaker(lambda: device)
    before = speaker.works
    speaker.start()
    speaker.play(Colour.GREEN)
    assert device.heard.wait(30)
    after = speaker.works
    speaker.stop()

    assert (before, after) == (False, True)
