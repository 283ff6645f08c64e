"""The built-in clip can be read by the real decoders, visitor by visitor."""

from collections.abc import Iterator

import numpy as np
import pytest

from kiosk.camera.frame_reader import FrameReader
from kiosk.demo.film import ClipSource, Visit, frames
from kiosk.demo.film_card import CardLook

POSTER = "https://wedoenhetsamen.example.org/programma"
SIGNED = "WDHS1." + "k3Jx9-Qz" * 15  # as long as a signed code


def _visit(code: str, look: CardLook = CardLook.PRINT, people: int = 1) -> Visit:
    return Visit(code, look, "We Doen Het Samen! Festival", "Zoë 't Hart", "Pers", people)


def _clip(*visits: Visit, seconds: float = 3.0) -> ClipSource:
    return ClipSource(visits, "Clip", poster=POSTER, fps=6, seconds_per_visit=seconds, paced=False)


def _read(source: ClipSource) -> list[tuple[str, float]]:
    """Return the text and the position of each sighting, as the door would receive it."""
    reader = FrameReader()
    glances = (reader.read_frame(frame) for frame in iter(source.read, None))
    return [(g.scanned.text, g.scanned.position or 0.0) for g in glances if g.scanned]


@pytest.fixture
def sleeps() -> list[float]:
    return []


@pytest.mark.parametrize("look", list(CardLook))
def test_every_look_is_read_once(look: CardLook) -> None:
    source = _clip(_visit("SSIHIW5Z7XMWVIDKTERZU3FCVY", look))
    source.open()
    assert [text for text, _ in _read(source)] == ["SSIHIW5Z7XMWVIDKTERZU3FCVY"]


@pytest.mark.parametrize(
    "look", [CardLook.PRINT, CardLook.PHONE, CardLook.DARK_PHONE, CardLook.CRUMPLED]
)
def test_a_signed_code_is_read_too(look: CardLook) -> None:
    source = _clip(_visit(SIGNED, look))
    source.open()
    assert [text for text, _ in _read(source)] == [SIGNED]


def test_the_same_ticket_shown_by_two_guests_is_read_twice() -> None:
    source = _clip(_visit("TICKET-1"), _visit("TICKET-1"), _visit("TICKET-2", people=4))
    source.open()
    assert [text for text, _ in _read(source)] == ["TICKET-1", "TICKET-1", "TICKET-2"]


def test_a_blurred_ticket_is_read_when_the_camera_has_found_its_focus() -> None:
    visits = _visit("TICKET-1", CardLook.PRINT), _visit("TICKET-2", CardLook.BLURRED)
    source = _clip(*visits, seconds=5.0)
    source.open()
    (_, sharp_at), (_, blurred_at) = _read(source)
    assert blurred_at - 5.0 > sharp_at + 0.5


def test_a_poster_on_the_wall_is_never_a_visitor() -> None:
    source = _clip(_visit("TICKET-1"))
    source.open()
    assert POSTER not in [text for text, _ in _read(source)]


def test_the_same_seed_draws_the_same_frames() -> None:
    def drawn(seed: int) -> Iterator[bytes]:
        visits = [_visit("TICKET-1", CardLook.CRUMPLED, people=2)]
        return (image.tobytes() for image in frames(visits, poster=POSTER, fps=2, seed=seed))

    assert list(drawn(1)) == list(drawn(1))
    assert next(drawn(1)) != next(drawn(2))


def test_frames_are_those_of_a_webcam() -> None:
    images = list(frames([_visit("TICKET-1")], fps=2, seconds_per_visit=3.0))
    assert len(images) == 6
    assert {image.shape for image in images} == {(720, 1280, 3)}
    assert {image.dtype for image in images} == {np.dtype(np.uint8)}


def test_a_paced_clip_waits_for_the_time_of_each_frame(sleeps: list[float]) -> None:
    source = ClipSource(
        [_visit("TICKET-1")], "Clip", fps=2, clock=lambda: 100.0, sleep=sleeps.append
    )
    source.open()
    positions = [frame.position for _ in range(3) if (frame := source.read())]
    assert positions == sleeps == [0.0, 0.5, 1.0]


def test_an_unpaced_clip_does_not_wait(sleeps: list[float]) -> None:
    source = ClipSource([_visit("TICKET-1")], "Clip", fps=2, paced=False, sleep=sleeps.append)
    source.open()
    assert source.read() is not None
    assert sleeps == []


def test_a_clip_ends_after_the_last_visitor_and_can_be_opened_again() -> None:
    source = ClipSource([_visit("TICKET-1")], "Clip", fps=2, paced=False)
    assert source.read() is None
    source.open()
    first = [frame.position for frame in iter(source.read, None)]
    source.open()
    assert [frame.position for frame in iter(source.read, None)] == first
    source.close()
    source.close()
    assert source.read() is None
