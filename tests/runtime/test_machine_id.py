from kiosk.runtime.machine_id import machine


def test_a_machine_stays_the_same_at_an_event_and_is_nobody_elsewhere() -> None:
    assert machine("1" * 32) == machine("1" * 32)
    assert machine("1" * 32) != machine("2" * 32)
    assert len(machine("1" * 32)) == 16
