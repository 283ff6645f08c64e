from kiosk.camera.mailbox import Mailbox


def test_the_newest_item_is_taken_and_the_stale_ones_are_counted() -> None:
    box: Mailbox[int] = Mailbox(lambda: None)
    for item in (1, 2, 3):
        box.put(item)
    assert (box.take(), box.take(), box.dropped) == (3, None, 2)


def test_it_wakes_only_when_an_empty_box_is_filled() -> None:
    wakes: list[str] = []
    box: Mailbox[int] = Mailbox(lambda: wakes.append("wake"))
    box.put(1)
    box.put(2)
    assert wakes == ["wake"]
    box.take()
    box.put(3)
    assert wakes == ["wake", "wake"]
