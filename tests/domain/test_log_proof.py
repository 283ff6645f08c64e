"""The entries of a damaged log that can be proved, case by case and as a property."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.log_proof import ChainLink, EntryRef, ProvenLog, prove_log


def chain(length: int, prefix: str = "", start: int = 1, prev: str = "0") -> list[ChainLink]:
    links = []
    for seq in range(start, start + length):
        links.append(ChainLink(seq, f"{prefix}{seq}", prev))
        prev = links[-1].hash
    return links


def end(links: list[ChainLink]) -> EntryRef:
    return links[-1].seq, links[-1].hash


WHOLE = chain(9)


def walked(
    links: list[ChainLink], *ends: EntryRef, claimed: tuple[EntryRef, ...] = ()
) -> ProvenLog:
    return prove_log(links, ends or [end(WHOLE)], [], claimed)


def summary(found: ProvenLog) -> tuple[list[EntryRef], list[EntryRef], list[int]]:
    return sorted(found.gaps), sorted(found.ends), sorted(found.holes)


def without(*numbers: int) -> list[ChainLink]:
    return [link for link in WHOLE if link.seq not in numbers]


def test_a_whole_log_is_proved_whole() -> None:
    found = walked(WHOLE)
    assert found.links == {link.hash for link in WHOLE}
    assert summary(found) == ([], [(9, "9")], [])


def test_a_lost_entry_is_a_gap_and_those_below_still_count() -> None:
    found = walked(without(5))
    assert (summary(found), len(found.links)) == (([(5, "5")], [(9, "9")], []), 8)


def test_a_lost_end_is_a_gap_by_what_was_kept_of_it() -> None:
    found = walked(without(9))
    assert (summary(found), len(found.links)) == (([(9, "9")], [(9, "9")], []), 8)


def test_of_two_lost_in_a_row_the_lower_is_known_only_by_what_it_claims() -> None:
    assert walked(without(4, 5)).holes == {4}
    found = walked(without(4, 5), claimed=((4, "four"),))
    assert summary(found) == ([(4, "four"), (5, "5")], [(9, "9")], [])


def test_an_entry_without_a_witness_is_not_proved() -> None:
    forged = [*without(5), ChainLink(5, "other", "4")]
    found = walked(forged)
    assert ("other" in found.links, summary(found)[0]) == (False, [(5, "5")])


def test_what_came_after_the_end_that_was_kept_counts() -> None:
    found = walked(WHOLE, (7, "7"))
    assert (len(found.links), summary(found)[1]) == (9, [(9, "9")])


def test_a_fork_keeps_both_ends_with_a_gap_in_either() -> None:
    branch = chain(4, "b", start=4, prev="3")
    both = [*without(6), *branch]
    found = prove_log(both, [(9, "9"), (7, "b7")], [], [])
    assert summary(found) == ([(6, "6")], [(7, "b7"), (9, "9")], [])
    assert {link.hash for link in both} == found.links


@given(lost=st.sets(st.integers(1, 9)), changed=st.sets(st.integers(1, 9)))
def test_every_entry_that_is_as_it_was_written_is_proved(lost: set[int], changed: set[int]) -> None:
    held = [
        ChainLink(link.seq, f"x{link.seq}", link.prev) if link.seq in changed else link
        for link in without(*lost)
    ]
    found = walked(held)
    whole = {link.hash for link in WHOLE if link.seq not in lost | changed}
    assert whole <= found.links
    assert {seq for seq, _ in found.gaps} | found.holes >= lost
