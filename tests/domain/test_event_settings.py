"""The settings of an event: what each key takes, what it refuses, and the event that follows."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.event_settings import (
    FESTIVAL,
    SETTINGS,
    Area,
    Rules,
    as_text,
    event_from,
    read_setting,
    setting_of,
    to_json,
)
from kiosk.domain.setting_values import MAX_SETTING_LENGTH, Value
from kiosk.domain.ticket import Reentry
from kiosk.domain.verdict import DEFAULT_POLICIES, Outcome, Policy
from kiosk.errors import UnusableInput
from tests.domain.journals import QUICK

LEAST: dict[str, Value] = {"name": "Samen", "date": "2024-04-13"}

GOOD: list[tuple[str, str, Value]] = [
    ("name", " We Doen Het Samen! ", "We Doen Het Samen!"),
    ("date", "2024-04-13", "2024-04-13"),
    ("venue", "Prodentfabriek, Amersfoort", "Prodentfabriek, Amersfoort"),
    ("venue", "", ""),
    ("opens", "9.30", "09:30"),
    ("opens", "", ""),
    ("timezone", "Europe/Amsterdam", "Europe/Amsterdam"),
    ("timezone", "UTC", "UTC"),
    ("entrances", "Noord", ["Noord"]),
    ("entrances", "Noord; Zuid | Balie;", ["Noord", "Zuid", "Balie"]),
    ("areas", "festival; Zaal 1.2", ["festival", "Zaal 1.2"]),
    ("capacity", "400", 400),
    ("capacity", "0", 0),
    ("capacity", "", None),
    ("reentry", "never", "never"),
    ("reentry", "after-exit", "after-exit"),
    ("reentry", "free", "free"),
    ("exits", "no", False),
    ("mercy_s", "0", 0),
    ("mercy_s", "10", 10),
    ("early_grace_min", "60", 60),
    ("crew", "35", 35),
    ("crew", "10000000", 10_000_000),
    ("companions", "yes", True),
    ("companions", "Nee", False),
    ("walk_ins", "JA", True),
    ("walk_ins", "false", False),
    ("hold", "ja", True),
    ("all_doors_open", "no", False),
    ("hand_in", "ja", True),
    ("help_point", "Balie", "Balie"),
    ("help_phone", "033 123 45 67", "033 123 45 67"),
    ("hub", "", ""),
    ("hub", " https://192.168.1.20:8417 ", "https://192.168.1.20:8417"),
    ("hub", f"https://h:1#sha256:{'ab' * 32}", f"https://h:1#sha256:{'ab' * 32}"),
    ("ticket_address", "https://samen.example/t/", "https://samen.example/t/"),
    ("card_notes", "Tekst bij check-in; Speciaal", ["Tekst bij check-in", "Speciaal"]),
    ("card_notes", "", []),
    *[(f"policy.{o}", p.value, p.value) for o in DEFAULT_POLICIES for p in Policy],
    ("entrances.Zaal", "Zaaldeur; Balkon", ["Zaaldeur", "Balkon"]),
    ("capacity.Zaal 1.2", "50", 50),
    ("capacity.Zaal", "", None),
    ("group.Bewoner", "bewoner", "bewoner"),
    ("handout.VIP", "oranje bandje", "oranje bandje"),
    ("color.VIP", "Yellow", "yellow"),
    ("color.VIP", "", ""),
    ("text.nl.unpaid.step", "Loop even naar {help}.", "Loop even naar {help}."),
    ("text.en.admitted.again", "Hi again!", "Hi again!"),
    ("text.nl.already_inside.unseen", "", ""),
]

BAD: list[tuple[str, str]] = [
    ("hub", "192.168.1.20:8417"),
    ("hub", "https://h/path"),
    ("hub", "https://h#sha256:12"),
    ("name", ""),
    ("name", "  "),
    ("name", "Sa\nmen"),
    ("name", "x" * (MAX_SETTING_LENGTH + 1)),
    ("date", ""),
    ("date", "13-04-2024"),
    ("date", "2024-02-30"),
    ("date", "morgen"),
    ("opens", "half tien"),
    ("venue", "x" * (MAX_SETTING_LENGTH + 1)),
    ("venue", "bel\x07"),
    ("timezone", ""),
    ("timezone", "Amsterdam"),
    ("timezone", "../../etc/passwd"),
    ("timezone", "/etc/localtime"),
    ("timezone", "Europe"),
    ("timezone", "a\x00b"),
    ("entrances", ""),
    ("entrances", ";|;"),
    ("entrances", "Noord;Noord"),
    ("entrances", "No\tord"),
    ("areas", ""),
    ("capacity", "-1"),
    ("capacity", "veel"),
    ("capacity", "10000001"),
    ("capacity", "9" * 10_000),
    ("capacity", "1.5"),
    ("reentry", "sometimes"),
    ("exits", "sometimes"),
    ("reentry", ""),
    ("mercy_s", ""),
    ("mercy_s", "-5"),
    ("early_grace_min", "een kwartier"),
    ("crew", "-1"),
    ("date", "0001-01-01"),
    ("date", "9999-12-31"),
    ("entrances", "Noord;noord"),
    ("companions", "misschien"),
    ("walk_ins", ""),
    ("hold", "even"),
    ("all_doors_open", ""),
    ("hand_in", "straks"),
    ("help_point", "a\u2028b"),
    ("help_phone", "1" * (MAX_SETTING_LENGTH + 1)),
    ("ticket_address", "\x00"),
    ("card_notes", "Speciaal; Dieetwensen"),
    ("policy.full", "ask"),
    ("policy.full", ""),
    ("policy.full", "Admit"),
    ("entrances.Zaal", ""),
    ("capacity.Zaal", "x"),
    ("group.Bewoner", "vip"),
    ("group.Bewoner", ""),
    ("handout.VIP", "a\nb"),
    ("color.VIP", "green"),
    ("text.nl.unpaid.step", "Ga naar {balie}."),
    ("text.nl.unpaid.step", "Ga naar {help!r}."),
    ("text.nl.unpaid.step", "Ga naar {help:>9}."),
    ("text.nl.unpaid.step", "Ga naar {help."),
    ("text.nl.unpaid.step", "a\nb"),
]

NO_KEYS = [
    "",
    ".",
    "unknown",
    "Capacity",
    "name.x",
    "capacity.",
    "entrances.",
    "policy",
    "policy.",
    "policy.unknown",
    "policy.forged",
    "policy.wrong_event",
    "policy.cancelled",
    "policy.cannot_record",
    "policy.just_scanned",
    "policy.admitted",
    "policy.nonsense",
    "group",
    "handout.",
    "text.",
    "text.unpaid.step",
    "text.de.unpaid.step",
    "text.nl.nonsense.step",
    "text.nl.unpaid.again",
    "text.nl.unpaid",
    "mercy_s.Zaal",
]


@pytest.mark.parametrize(("key", "text", "value"), GOOD)
def test_a_good_text_is_read(key: str, text: str, value: Value) -> None:
    assert read_setting(key, text) == value


@pytest.mark.parametrize(("key", "text"), BAD)
def test_a_bad_text_is_refused_with_its_key(key: str, text: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read_setting(key, text)
    assert refused.value.key == "error.setting_value"
    assert refused.value.params == {"key": key, "value": text}


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_key_that_does_not_exist_is_named(key: str) -> None:
    with pytest.raises(UnusableInput) as refused:
        read_setting(key, "1")
    assert (refused.value.key, refused.value.params) == ("error.unknown_setting", {"key": key})


@pytest.mark.parametrize("kind", SETTINGS)
def test_every_setting_has_good_and_bad_cases_here(kind: str) -> None:
    many = SETTINGS[kind].many
    stem = kind if kind.endswith(".") or not many else f"{kind}."
    for cases in ([key for key, *_ in GOOD], [key for key, _ in BAD]):
        assert any(key == kind or (many and key.startswith(stem)) for key in cases)


@pytest.mark.parametrize(("key", "text", "value"), GOOD)
def test_what_was_read_is_written_so_that_it_reads_the_same(
    key: str, text: str, value: Value
) -> None:
    del text
    assert read_setting(key, as_text(value)) == value
    assert json.loads(to_json(value)) == value


def test_free_text_may_be_about_people_and_is_kept_apart() -> None:
    apart = [name for name, kind in SETTINGS.items() if kind.private]
    assert apart == ["help_point", "help_phone", "text"]
    assert setting_of("text.nl.unpaid.step").private


def test_an_event_with_only_a_name_and_a_date_has_the_defaults() -> None:
    event = event_from("e", LEAST)
    assert (event.name, event.date, event.venue) == ("Samen", date(2024, 4, 13), "")
    assert event.timezone == "Europe/Amsterdam"
    assert event.areas == (Area(FESTIVAL, ("Hoofdingang",), None),)
    assert event.rules == Rules()


def test_the_defaults_are_those_of_the_design() -> None:
    rules = event_from("e", LEAST).rules
    assert (rules.reentry, rules.mercy_s, rules.early_grace_min) == (Reentry.AFTER_EXIT, 10, 15)


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [
        ("reentry", "never", {"reentry": Reentry.NEVER}),
        ("exits", False, {"exits": False, "reentry": Reentry.FREE}),
        ("mercy_s", 3, {"mercy_s": 3}),
        ("early_grace_min", 0, {"early_grace_min": 0}),
        ("crew", 7, {"crew": 7}),
        ("companions", True, {"companions": True}),
        ("walk_ins", False, {"walk_ins": False}),
        ("hold", True, {"hold": True}),
        ("all_doors_open", True, {"all_doors_open": True}),
        ("hand_in", True, {"hand_in": True}),
        ("help_point", "Balie", {"help_point": "Balie"}),
        ("help_phone", "033", {"help_phone": "033"}),
        ("ticket_address", "https://x/", {"ticket_address": "https://x/"}),
        ("card_notes", ["Speciaal"], {"card_notes": ("Speciaal",)}),
        ("group.VIP", "partner", {"groups": {"VIP": "partner"}}),
        ("handout.VIP", "bandje", {"handouts": {"VIP": "bandje"}}),
        ("color.VIP", "yellow", {"colors": {"VIP": "yellow"}}),
        ("text.nl.full.step", "Wacht even.", {"texts": {"nl.full.step": "Wacht even."}}),
        (
            "policy.full",
            "refuse",
            {"policies": DEFAULT_POLICIES | {Outcome.FULL: Policy.REFUSE}},
        ),
    ],
)
def test_each_rule_follows_its_setting(key: str, value: Value, part: dict[str, Any]) -> None:
    assert event_from("e", LEAST | {key: value}).rules == Rules(**part)


def test_a_room_has_its_own_entrances_and_capacity() -> None:
    settings: dict[str, Value] = LEAST | {
        "areas": ["festival", "Zaal", "Foyer"],
        "entrances": ["Noord", "Zuid"],
        "capacity": 400,
        "entrances.Zaal": ["Zaaldeur"],
        "capacity.Zaal": 50,
    }
    assert event_from("e", settings).areas == (
        Area("festival", ("Noord", "Zuid"), 400),
        Area("Zaal", ("Zaaldeur",), 50),
        Area("Foyer", ("Foyer",), None),
    )


@pytest.mark.parametrize("areas", [["Zaal"], ["Zaal", "festival"]])
def test_the_festival_is_always_an_area_and_the_first(areas: list[str]) -> None:
    event = event_from("e", LEAST | {"areas": areas})
    assert [area.name for area in event.areas] == ["festival", "Zaal"]


def test_an_entrance_is_found_by_name_and_else_it_is_the_first() -> None:
    event = event_from("e", LEAST | {"entrances": ["Noord", "Zuid"], "areas": ["festival", "Zaal"]})
    assert event.entrance(None) == "Noord"
    assert event.entrance("Zuid") == "Zuid"
    assert event.entrance(None, "Zaal") == "Zaal"


@pytest.mark.parametrize(("name", "area"), [("Oost", FESTIVAL), ("Noord", "Zaal"), ("", FESTIVAL)])
def test_an_unknown_entrance_is_answered_with_those_there_are(name: str, area: str) -> None:
    event = event_from("e", LEAST | {"entrances": ["Noord", "Zuid"], "areas": ["festival", "Zaal"]})
    with pytest.raises(UnusableInput) as refused:
        event.entrance(name, area)
    assert refused.value.key == "error.unknown_entrance"
    assert refused.value.params["known"] == ", ".join(event.area(area).entrances)


def test_an_unknown_area_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnusableInput) as refused:
        event_from("e", LEAST).area("Zaal")
    assert refused.value.params == {"area": "Zaal", "known": "festival"}


def test_a_category_without_a_group_is_among_the_others() -> None:
    rules = Rules(groups={"VIP": "partner"})
    assert (rules.group("VIP"), rules.group("Pers")) == ("partner", "overig")


@QUICK
@given(st.sampled_from(sorted({key for key, *_ in GOOD})) | st.text(max_size=20), st.text())
def test_any_key_and_text_is_a_value_or_a_sentence(key: str, text: str) -> None:
    try:
        value = read_setting(key, text)
    except UnusableInput:
        return
    assert read_setting(key, as_text(value)) == value


def test_a_value_that_only_a_newer_program_knows_counts_as_not_set() -> None:
    settings: dict[str, Value] = {
        "name": "Feest",
        "date": "2026-05-30",
        "policy.full": "ask",
        "reentry": "sometimes",
        "mercy_s": [],
        "weather": "rain",
    }
    event = event_from("ab", settings)
    assert event.rules.policy(Outcome.FULL) is Policy.ADMIT
    assert event.rules.reentry is Reentry.AFTER_EXIT
    assert event.rules.mercy_s == 10


@pytest.mark.parametrize("key", ["capacity.festival", "entrances.festival"])
def test_the_festival_has_its_settings_without_its_name(key: str) -> None:
    with pytest.raises(UnusableInput):
        setting_of(key)
