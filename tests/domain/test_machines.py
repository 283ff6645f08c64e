from kiosk.domain.machines import LogStatus, machines


def log(
    name: str, machine: str, opened: int, heard: int | None = None, *, closed: bool = False
) -> LogStatus:
    return LogStatus(name, machine, opened, 3, heard, closed)


def test_a_station_that_wrote_nothing_is_one_machine() -> None:
    (only,) = machines([])
    assert (only.copy, only.entries, only.last_seen) == (0, 0, None)


def test_the_machine_that_wrote_first_is_the_first_in_whatever_order_logs_come() -> None:
    logs = [log("c", "copy", 30), log("a", "first", 10), log("b", "first", 20)]
    for order in (logs, logs[::-1]):
        found = machines(order)
        assert [(one.id, one.copy, one.entries) for one in found] == [
            ("first", 0, 6),
            ("copy", 1, 3),
        ]


def test_a_copied_folder_is_a_machine_of_its_own_before_it_wrote_anything() -> None:
    first, here = machines([log("a", "first", 10, heard=12)], "here")
    assert (first.last_seen, here.id, here.copy, here.last_seen) == (12, "here", 1, None)


def test_a_log_that_does_not_name_its_machine_is_the_first_ones() -> None:
    found = machines([log("a", "", 5), log("b", "first", 10), log("c", "copy", 20)])
    assert [(one.id, one.entries) for one in found] == [("first", 6), ("copy", 3)]


def test_each_machine_is_heard_and_closed_for_itself() -> None:
    logs = [log("a", "first", 10, heard=90, closed=True), log("b", "copy", 20, heard=50)]
    first, copy = machines(logs)
    assert (first.last_seen, first.closed) == (90, True)
    assert (copy.last_seen, copy.closed) == (50, False)


def test_what_was_heard_is_set_right_by_each_logs_own_clock() -> None:
    behind = LogStatus("a", "m", 1, 3, 1_000, closed=False, offset_ms=500)
    ahead = LogStatus("b", "m", 2, 3, 1_400, closed=False, offset_ms=-200)
    mute = LogStatus("c", "m", 3, 1, None, closed=False, offset_ms=9_000)
    (machine,) = machines([behind, ahead, mute])
    assert (machine.last_seen, machine.last_seen_corrected) == (1_400, 1_500)
    assert machines([])[0].last_seen_corrected is None


def test_a_log_counts_once_the_earlier_ones_that_it_names_are_here_as_far_as_it_says() -> None:
    def known_until(length: int) -> int | None:
        last = LogStatus("a", "m", 1, length, 1_000, closed=False)
        newest = LogStatus("b", "m", 2, 1, 9_000, closed=False, earlier={"a": 8})
        return machines([newest, last])[0].last_seen

    assert [known_until(length) for length in (7, 8, 9)] == [1_000, 9_000, 9_000]
    alone = LogStatus("b", "m", 2, 1, 9_000, closed=False, earlier={"a": 1})
    assert machines([alone])[0].last_seen is None
