import math
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.camera.code_tracker import GONE_S, CodeTracker, OutlineRole
from kiosk.camera.decoding.detected_code import Code
from tests.camera.drawing import HEIGHT, WIDTH, square

FPS = 30


class Door:
    """Shows frames to the presences at 30 fps and keeps what they report, with its second."""

    def __init__(self, presences: CodeTracker | None = None) -> None:
        self.presences = presences or CodeTracker()
        self.frame = 0
        self.reports: list[tuple[str, float]] = []
        self.roles: dict[str, OutlineRole] = {}

    def show(self, *codes: Code, seconds: float) -> list[str]:
        """Show the same codes for some time; return the texts reported in that time."""
        return self.play([codes] * round(seconds * FPS))

    def play(self, frames: Iterable[Iterable[Code]]) -> list[str]:
        before = len(self.reports)
        for codes in frames:
            seen = tuple(codes)
            at = self.frame / FPS
            sight = self.presences.track(seen, WIDTH, HEIGHT, at)
            if sight.report is not None:
                self.reports.append((sight.report.text, at))
            outlined = zip(seen, sight.outlines, strict=True)
            self.roles = {code.text: outline.role for code, outline in outlined}
            self.frame += 1
        return [text for text, _ in self.reports[before:]]


SHEET = tuple(
    square(f"ticket {n}", x, y, 150)
    for n, (x, y) in enumerate([(540, 260), (740, 260), (540, 460), (740, 460)])
)


def shaking(code: Code, seconds: float) -> list[tuple[Code]]:
    """Return frames of a code in a hand that moves by a third of its size."""
    x, y = code.centre
    frames = range(round(seconds * FPS))
    return [(square(code.text, x + (n % 20) / 20 * code.size / 3, y, code.size),) for n in frames]


def test_a_code_alone_in_the_guide_is_reported_in_its_first_frame() -> None:
    door = Door()
    door.show(square("mine"), seconds=1)
    assert door.reports == [("mine", 0.0)]


def test_a_code_that_stays_in_view_is_reported_once() -> None:
    assert Door().play(shaking(square("mine"), 60)) == ["mine"]


def test_a_code_is_the_same_presence_while_it_is_missed_for_less_than_gone() -> None:
    door = Door()
    door.show(square("mine"), seconds=1)
    door.show(seconds=GONE_S - 0.1)
    assert door.show(square("mine"), seconds=1) == []


def test_a_code_taken_away_and_shown_again_is_a_new_presence() -> None:
    door = Door()
    door.show(square("mine"), seconds=1)
    door.show(seconds=4)
    assert door.show(square("mine"), seconds=1) == ["mine"]


def test_a_couple_that_keeps_one_ticket_in_view_is_one_presence() -> None:
    door = Door()
    door.show(square("ours"), seconds=1)
    door.show(square("ours", x=150, size=90), seconds=3)
    assert door.show(square("ours"), seconds=1) == []


def test_the_next_guests_phone_at_the_edge_is_not_reported_and_gets_another_outline() -> None:
    door = Door()
    assert door.show(square("mine"), square("next", x=200), seconds=3) == ["mine"]
    assert door.roles == {"mine": OutlineRole.MEANT, "next": OutlineRole.OTHER}


def test_a_phone_that_comes_in_from_the_edge_is_reported_in_the_guide() -> None:
    door = Door()
    assert door.show(square("next", x=200), seconds=2) == []
    assert door.show(square("next"), seconds=1) == ["next"]


def test_a_smaller_code_behind_the_ticket_does_not_block_it() -> None:
    assert Door().show(square("mine"), square("poster", x=700, size=90), seconds=1) == ["mine"]


def test_a_sheet_of_four_is_a_choice_and_reports_nothing() -> None:
    door = Door()
    assert door.show(*SHEET, seconds=5) == []
    assert set(door.roles.values()) == {OutlineRole.CHOICE}


def raised(degrees: float, seconds: float) -> list[list[Code]]:
    """Frames of a sheet that is raised into view, turned a little; what is cut off is not read."""
    turn, frames = math.radians(degrees), round(seconds * FPS)
    turned = [
        (x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn))
        for x, y in ((-125, -125), (125, -125), (-125, 125), (125, 125))
    ]
    half = 75 * (math.cos(turn) + math.sin(turn))
    return [
        [
            square(f"ticket {number}", 640 + x, y, 150)
            for number, (x, down) in enumerate(turned)
            if (y := 1_000 - 640 * frame / frames + down) + half < HEIGHT
        ]
        for frame in range(frames + 1)
    ]


@pytest.mark.parametrize("seconds", [0.3, 0.7, 1.2])
@pytest.mark.parametrize("degrees", [0, 5, 10, 15])
def test_a_sheet_that_is_raised_lets_in_none_before_the_others(
    degrees: float, seconds: float
) -> None:
    door = Door()
    frames = raised(degrees, seconds)
    assert door.play([*frames, *[frames[-1]] * FPS]) == []
    assert set(door.roles.values()) == {OutlineRole.CHOICE}


def test_a_sheet_that_is_pushed_in_from_the_side_lets_in_none_before_the_others() -> None:
    door = Door()
    sheet = [(0, 0), (250, 40), (-40, 250), (210, 290)]
    frames = [
        [
            square(f"ticket {n}", x + across, 220 + down, 150)
            for n, (across, down) in enumerate(sheet)
        ]
        for x in range(1_000, 500, -15)
    ]
    visible = [[code for code in codes if code.centre[0] < 1_200] for codes in frames]
    assert door.play([*visible, *[visible[-1]] * FPS]) == []


def test_a_phone_that_stops_at_the_guides_edge_is_reported_as_soon_as_it_is_still() -> None:
    door = Door()
    coming = [[square("mine", x, 360)] for x in range(1_200, 900, -20)]
    assert door.play([*coming, *[[square("mine", 920, 360)]] * FPS]) == ["mine"]
    assert door.reports[0][1] - len(coming) / FPS <= 1 / FPS


def test_a_phone_that_is_never_still_is_reported_all_the_same() -> None:
    along = [[square("mine", 340, y)] for y in range(100, 620, 10)]
    assert Door().play(along) == ["mine"]


def test_each_ticket_of_a_sheet_is_reported_when_it_is_shown_alone() -> None:
    door = Door()
    alone = [door.show(code, seconds=1) for code in SHEET]
    assert alone == [[code.text] for code in SHEET]


def test_a_neighbour_that_is_missed_for_some_frames_is_still_a_neighbour() -> None:
    one, two, *_ = SHEET
    flickering = [(one, two), (one,), (two,), (one,), (one,), (), (two,), (one, two)] * 10
    assert Door().play(flickering) == []


def test_the_rest_of_a_sheet_is_not_let_in_because_one_was() -> None:
    door = Door()
    door.show(SHEET[0], seconds=1)
    assert door.show(*SHEET[:2], seconds=3) == []


def test_a_tap_reports_the_ticket_under_it() -> None:
    door = Door()
    door.show(*SHEET, seconds=1)
    assert door.presences.tap(745, 450) == SHEET[3]


def test_a_tap_beside_every_code_reports_nothing() -> None:
    door = Door()
    door.show(*SHEET, seconds=1)
    assert door.presences.tap(100, 100) is None


def test_a_tapped_ticket_is_not_reported_again_when_it_is_alone() -> None:
    door = Door()
    door.show(*SHEET, seconds=1)
    door.presences.tap(*SHEET[1].centre)
    assert door.show(SHEET[1], seconds=2) == []


def test_a_tap_reports_a_code_at_the_edge() -> None:
    door = Door()
    edge = square("edge", x=150)
    door.show(edge, seconds=1)
    assert door.presences.tap(150, 360) == edge


def test_a_tap_after_the_code_has_gone_reports_nothing() -> None:
    door = Door()
    door.show(*SHEET, seconds=1)
    door.show(seconds=1)
    assert door.presences.tap(*SHEET[1].centre) is None


def test_a_poster_in_the_guide_is_reported_once_however_often_guests_hide_it() -> None:
    door = Door()
    poster = square("poster")
    assert door.show(poster, seconds=12) == ["poster"]
    for guest in range(10):
        ticket = square(f"guest {guest}", x=600, y=300, size=170)
        assert door.show(ticket, seconds=4) == [ticket.text]
        assert door.show(poster, seconds=3) == []


def test_a_poster_in_the_guide_does_not_block_a_ticket_beside_it() -> None:
    door = Door()
    poster = square("poster", x=500)
    door.show(poster, seconds=12)
    assert door.show(poster, square("mine", x=750), seconds=1) == ["mine"]
    assert door.roles == {"mine": OutlineRole.MEANT, "poster": OutlineRole.OTHER}


def test_a_code_that_hung_still_beside_others_is_reported_once_it_moves_alone() -> None:
    door = Door()
    door.show(*SHEET, seconds=12)
    assert door.show(square(SHEET[0].text, 640, 360, 200), seconds=1) == [SHEET[0].text]


def test_jitter_of_a_few_pixels_is_hanging_still() -> None:
    door = Door()
    jitter = [(square("poster", 640 + n % 5, 360 - n % 3, 160 + n % 4),) for n in range(12 * FPS)]
    door.play(jitter)
    door.show(seconds=2)
    assert door.play(jitter[:30]) == []


def test_the_time_a_code_is_hidden_is_not_hanging_still() -> None:
    door = Door()
    assert door.show(square("mine"), seconds=1) == ["mine"]
    door.show(seconds=20)
    assert door.show(square("mine"), seconds=1) == ["mine"]


def test_a_poster_not_seen_for_minutes_is_forgotten() -> None:
    door = Door()
    door.show(square("poster"), seconds=12)
    door.show(seconds=130)
    assert door.show(square("poster"), seconds=1) == ["poster"]


def test_two_copies_of_a_code_in_view_are_one_report() -> None:
    door = Door()
    assert door.show(square("copy", x=500), square("copy", x=750, size=150), seconds=2) == ["copy"]


def test_a_video_that_starts_again_is_seen_afresh() -> None:
    presences = CodeTracker()
    first = presences.track([square("mine")], WIDTH, HEIGHT, 5.0)
    again = presences.track([square("mine")], WIDTH, HEIGHT, 0.0)
    assert (first.report, again.report) == (square("mine"), square("mine"))


frames = st.lists(
    st.lists(
        st.builds(
            square,
            st.sampled_from("abc"),
            st.sampled_from([150.0, 400.0, 640.0, 800.0]),
            st.sampled_from([30.0, 360.0]),
            st.sampled_from([40.0, 100.0, 140.0, 300.0]),
        ),
        max_size=3,
        unique_by=lambda code: code.text,
    ),
    max_size=60,
)
steps = st.sampled_from([0.03, 0.2, 1.0, 1.6, 3.0])


@given(frames, steps)
def test_a_code_is_never_reported_twice_without_having_been_gone(
    clip: list[list[Code]], step: float
) -> None:
    presences = CodeTracker()
    seen_at: dict[str, float] = {}
    present: set[str] = set()
    for n, codes in enumerate(clip):
        at = n * step
        present = {text for text in present if at - seen_at[text] <= GONE_S}
        report = presences.track(codes, WIDTH, HEIGHT, at).report
        seen_at.update({code.text: at for code in codes})
        if report is not None:
            assert report.text not in present
            present.add(report.text)


@given(frames, steps)
def test_only_a_code_held_up_in_this_frame_and_clearly_nearest_is_reported(
    clip: list[list[Code]], step: float
) -> None:
    presences = CodeTracker()
    for n, codes in enumerate(clip):
        report = presences.track(codes, WIDTH, HEIGHT, n * step).report
        if report is None:
            continue
        assert report in codes
        assert report.size >= 60
        assert 320 <= report.centre[0] <= 960
        assert 72 <= report.centre[1] <= 648


@given(frames, steps)
def test_every_code_gets_one_outline_and_at_most_one_is_meant(
    clip: list[list[Code]], step: float
) -> None:
    presences = CodeTracker()
    for n, codes in enumerate(clip):
        outlines = presences.track(codes, WIDTH, HEIGHT, n * step).outlines
        assert [outline.corners for outline in outlines] == [code.corners for code in codes]
        assert sum(outline.role is OutlineRole.MEANT for outline in outlines) <= 1


ADDRESS = "https://www.example.org/app"
WIFI = "WIFI:T:WPA;S:fest;P:secret;;"


@pytest.mark.parametrize("other", [ADDRESS, WIFI, "BEGIN:VCARD\nN:Ann\nEND:VCARD"])
@pytest.mark.parametrize("size", [100, 150, 250])
def test_a_ticket_beside_what_is_surely_none_is_reported_without_a_tap(
    other: str, size: float
) -> None:
    door = Door()
    ticket, beside = square("ticket", 540, 360, 150), square(other, 780, 360, size)
    assert door.show(ticket, beside, seconds=1) == ["ticket"]
    assert door.roles == {"ticket": OutlineRole.MEANT, other: OutlineRole.OTHER}


def test_two_tickets_beside_an_address_are_still_chosen_from() -> None:
    door = Door()
    door.show(*SHEET[:2], square(ADDRESS, 640, 500, 150), seconds=1)
    assert door.reports == []
    assert list(door.roles.values()) == [OutlineRole.CHOICE, OutlineRole.CHOICE, OutlineRole.OTHER]


def test_of_an_address_and_wifi_neither_is_more_than_the_other() -> None:
    door = Door()
    assert door.show(square(ADDRESS, 540), square(WIFI, 780), seconds=1) == []
    assert set(door.roles.values()) == {OutlineRole.CHOICE}


def test_an_address_alone_is_reported_as_any_code() -> None:
    assert Door().show(square(ADDRESS), seconds=1) == [ADDRESS]


def test_an_address_with_a_ticket_in_it_goes_before_wifi_and_beside_a_ticket_is_a_choice() -> None:
    def looked_up(text: str) -> bool:
        return text == WIFI

    address, wifi = square(ADDRESS, 540, 360, 150), square(WIFI, 780, 360, 150)
    assert Door(CodeTracker(looked_up)).show(address, wifi, seconds=1) == [ADDRESS]
    assert Door(CodeTracker(looked_up)).show(address, SHEET[1], seconds=1) == []


def test_while_a_code_is_looked_up_nothing_is_reported_or_to_be_chosen() -> None:
    answers: dict[str, bool] = {"ticket": False}
    door = Door(CodeTracker(answers.get))
    both = square("ticket", 540, 360, 150), square(ADDRESS, 780, 360, 150)
    assert door.show(*both, seconds=0.1) == []
    assert OutlineRole.CHOICE not in door.roles.values()
    answers[ADDRESS] = True
    assert door.show(*both, seconds=0.1) == ["ticket"]


def test_an_address_that_moves_in_with_a_ticket_does_not_keep_it_waiting() -> None:
    door = Door()
    frames = [
        [square("ticket", 640, 420 - n * 6, 150), square(ADDRESS, 640, 620 - n * 6, 150)]
        for n in range(4)
    ]
    assert door.play(frames) == ["ticket"]


def test_an_address_held_up_is_a_reason_to_look_for_the_ticket_beside_it() -> None:
    presences = CodeTracker()
    assert not presences.has_target([square(ADDRESS)], WIDTH, HEIGHT)
    assert presences.has_target([square(ADDRESS, 500), square("ticket", 780)], WIDTH, HEIGHT)
