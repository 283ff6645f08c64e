"""The settings of an event: every key, its values, and its meaning at the door."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.custom_texts import checked_blanks, is_sentence
from kiosk.domain.letters import composed
from kiosk.domain.roles import ALL_DOORS_OPEN, HOLD
from kiosk.domain.setting_values import (
    AUDIENCE_GROUPS,
    Value,
    read_clock,
    read_color,
    read_day,
    read_group,
    read_hub,
    read_line,
    read_name,
    read_names,
    read_number,
    read_optional_number,
    read_yes_no,
    read_zone,
)
from kiosk.domain.ticket import Reentry, public_columns
from kiosk.domain.verdict import DEFAULT_POLICIES, Outcome, Policy
from kiosk.errors import UnusableInput

FESTIVAL = "festival"
"""The default area: the event as a whole. A room is never part of its headcount."""


@dataclass(frozen=True, slots=True)
class Area:
    """A counted space with its own entrances and, if set, a capacity in people."""

    name: str
    entrances: tuple[str, ...]
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """An event's rules for its door, read from its settings."""

    reentry: Reentry = Reentry.AFTER_EXIT
    mercy_s: int = 10
    early_grace_min: int = 15
    crew: int = 0
    exits: bool = True
    companions: bool = False
    walk_ins: bool = True
    hold: bool = False
    all_doors_open: bool = False
    hand_in: bool = False
    opens: str = ""
    help_point: str = ""
    help_phone: str = ""
    ticket_address: str = ""
    card_notes: tuple[str, ...] = ()
    policies: Mapping[Outcome, Policy] = field(default_factory=lambda: dict(DEFAULT_POLICIES))
    groups: Mapping[str, str] = field(default_factory=dict)
    handouts: Mapping[str, str] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def policy(self, outcome: Outcome) -> Policy:
        """Return who may lift this refusal; outcomes without a policy always refuse."""
        return self.policies.get(outcome, Policy.REFUSE)

    def group(self, category: str) -> str:
        """Return the category's group; `overig` if it has none."""
        return self.groups.get(category, AUDIENCE_GROUPS[-1])


@dataclass(frozen=True, slots=True)
class Event:
    """One day of an event, with its areas (the festival first) and rules."""

    id: str
    name: str
    date: date
    timezone: str
    venue: str = ""
    areas: tuple[Area, ...] = (Area(FESTIVAL, ("Hoofdingang",)),)
    rules: Rules = Rules()

    @property
    def zone(self) -> ZoneInfo:
        """The event's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def opens_at(self) -> int | None:
        """The time at which the doors open (ms UTC); None if the event does not set one."""
        if not self.rules.opens:
            return None
        opens = datetime.combine(self.date, time.fromisoformat(self.rules.opens), self.zone)
        return int(opens.timestamp() * 1000)

    @property
    def doors_open_at(self) -> int:
        """The time at which the doors open (ms UTC), by default the start of its day."""
        if self.rules.all_doors_open:
            return 0
        begins = datetime.combine(self.date, time(), self.zone)
        return self.opens_at or int(begins.timestamp() * 1000)

    def area(self, name: str) -> Area:
        """Return the area with this name; UnusableInput names the existing ones."""
        for area in self.areas:
            if composed(area.name) == composed(name):
                return area
        known = ", ".join(area.name for area in self.areas)
        raise UnusableInput("error.unknown_area", area=name, known=known)

    def entrance(self, name: str | None, area: str = FESTIVAL) -> str:
        """Return this entrance of the area, by default its first; UnusableInput if unknown."""
        entrances = self.area(area).entrances
        if name is None:
            return entrances[0]
        for entrance in entrances:
            if composed(entrance) == composed(name):
                return entrance
        raise UnusableInput("error.unknown_entrance", entrance=name, known=", ".join(entrances))


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of setting: the reader of its text (ValueError if not valid), and its default.

    `many` keys end in the name of an outcome, area, category or sentence (`policy.full`). A
    `private` value is text about people: it is stored outside the journal and can be purged.
    """

    read: Callable[[str], Value]
    default: Value = None
    many: bool = False
    private: bool = False
    rule: Callable[[Any], Any] = lambda value: value


SETTINGS: Mapping[str, Setting] = {
    "name": Setting(read_name),
    "date": Setting(read_day),
    "opens": Setting(read_clock, ""),
    "venue": Setting(read_line, ""),
    "timezone": Setting(read_zone, "Europe/Amsterdam"),
    "entrances": Setting(read_names, ["Hoofdingang"]),
    "areas": Setting(read_names, [FESTIVAL]),
    "capacity": Setting(read_optional_number),
    "reentry": Setting(lambda value: Reentry(value).value, Reentry.AFTER_EXIT.value, rule=Reentry),
    "exits": Setting(read_yes_no, True),
    "mercy_s": Setting(read_number, 10),
    "early_grace_min": Setting(read_number, 15),
    "crew": Setting(read_number, 0),
    "companions": Setting(read_yes_no, False),
    "walk_ins": Setting(read_yes_no, True),
    HOLD: Setting(read_yes_no, False),
    ALL_DOORS_OPEN: Setting(read_yes_no, False),
    "hand_in": Setting(read_yes_no, False),
    "help_point": Setting(read_line, "", private=True),
    "help_phone": Setting(read_line, "", private=True),
    "ticket_address": Setting(read_line, ""),
    "hub": Setting(read_hub, ""),
    "card_notes": Setting(
        lambda value: public_columns(read_names(value) if value else []), [], rule=tuple
    ),
    "policy": Setting(lambda value: Policy(value).value, many=True),
    "entrances.": Setting(read_names, many=True),
    "capacity.": Setting(read_optional_number, many=True),
    "group": Setting(read_group, AUDIENCE_GROUPS[-1], many=True),
    "handout": Setting(read_line, "", many=True),
    "color": Setting(read_color, "", many=True),
    "text": Setting(lambda value: checked_blanks(read_line(value)), "", many=True, private=True),
}
"""All settings by key; `entrances.AREA` and `capacity.AREA` are those of a room."""


_RULES = tuple(one.name for one in fields(Rules) if one.name in SETTINGS)


def setting_of(key: str) -> Setting:
    """Return the kind of setting of a key; UnusableInput if there is none."""
    head, dot, tail = key.partition(".")
    kind = SETTINGS.get(f"{head}.") or SETTINGS.get(head) if dot else SETTINGS.get(head)
    if kind is None or kind.many != bool(tail) or not _is_valid_key(head, tail):
        raise UnusableInput("error.unknown_setting", key=key)
    return kind


def _is_valid_key(head: str, tail: str) -> bool:
    if head == "policy":
        return any(tail == known.value for known in DEFAULT_POLICIES)
    if head == "text":
        return not tail or is_sentence(tail)
    return tail != FESTIVAL or head not in ("capacity", "entrances")


def read_setting(key: str, text: str) -> Value:
    """Read the typed text of a setting; UnusableInput names the key and the text."""
    kind = setting_of(key)
    try:
        return kind.read(composed(text))
    except (ValueError, KeyError) as error:
        raise UnusableInput("error.setting_value", key=key, value=text) from error


def event_from(event_id: str, settings: Mapping[str, Value]) -> Event:
    """Build an event from its settings; missing ones have their default, the festival is first.

    A value that is not valid, such as one of a newer program, counts as missing.
    """
    settings = {key: value for key, value in settings.items() if _is_valid(key, value)}

    def value(key: str) -> Any:  # each key has its own type
        return settings.get(key, SETTINGS[key].default)

    return Event(
        id=event_id,
        name=value("name"),
        date=date.fromisoformat(value("date")),
        timezone=value("timezone"),
        venue=value("venue"),
        areas=tuple(_area(name, settings) for name in dict.fromkeys([FESTIVAL, *value("areas")])),
        rules=Rules(
            **_plain_rules(value),
            policies={
                outcome: Policy(str(settings.get(f"policy.{outcome}", default)))
                for outcome, default in DEFAULT_POLICIES.items()
            },
            groups=_by_name(settings, "group."),
            handouts=_by_name(settings, "handout."),
            colors=_by_name(settings, "color."),
            texts=_by_name(settings, "text."),
        ),
    )


def _plain_rules(value: Callable[[str], Any]) -> dict[str, Any]:
    """Return the rules that have a key each; without scans of leaving guests, re-entry is free."""
    rules = {key: SETTINGS[key].rule(value(key)) for key in _RULES}
    return rules if rules["exits"] else {**rules, "reentry": Reentry.FREE}


def _is_valid(key: str, value: Value) -> bool:
    try:
        return setting_of(key).read(as_text(value)) == value
    except (UnusableInput, ValueError, KeyError, TypeError):
        return False


def _area(name: str, settings: Mapping[str, Any]) -> Area:
    if name == FESTIVAL:
        entrances = settings.get("entrances", SETTINGS["entrances"].default)
        return Area(name, tuple(entrances), settings.get("capacity"))
    entrances = settings.get(f"entrances.{name}", [name])
    return Area(name, tuple(entrances), settings.get(f"capacity.{name}"))


def _by_name(settings: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {
        key.removeprefix(prefix): value for key, value in settings.items() if key.startswith(prefix)
    }


def as_text(value: Value) -> str:
    """Return a setting's value as a person types it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(value)
        case _:
            return str(value)


def to_json(value: Value) -> str:
    """Return the only JSON form of a setting's value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
