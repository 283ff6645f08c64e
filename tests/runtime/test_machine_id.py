from kiosk.runtime.machine_id import machine_id


def test_a_machine_stays_the_same_at_an_event_and_is_nobody_elsewhere() -> None:
    assert machine_id("1" * 32) == machine_id("1" * 32)
    assert machine_id("1" * 32) != machine_id("2" * 32)
    assert len(machine_id("1" * 32)) == 16
