from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.machines import unique_names

NAMES = st.dictionaries(
    st.text("0123456789abcdef", min_size=4, max_size=4),
    st.sampled_from(["Zuid", "zuid", "Zuid 2", "Zuid 2 2", "Noord"]),
    max_size=8,
)


def test_of_two_laptops_with_one_name_the_later_id_gets_a_number() -> None:
    assert unique_names([("b1", "Zuid"), ("a1", "Zuid"), ("c1", "Noord")]) == {
        "a1": "Zuid",
        "b1": "Zuid 2",
        "c1": "Noord",
    }


def test_a_number_in_use_is_skipped() -> None:
    assert unique_names([("a1", "Zuid"), ("b1", "Zuid"), ("c1", "Zuid 2")])["b1"] == "Zuid 3"


@given(NAMES)
def test_no_two_laptops_share_a_name_and_the_order_they_are_heard_in_does_not_matter(
    names: dict[str, str],
) -> None:
    apart = unique_names(names.items())
    assert apart.keys() == names.keys()
    assert len({name.casefold() for name in apart.values()}) == len(names)
    assert unique_names(reversed(list(names.items()))) == apart
