"""The settings of an event: every key, what it may be, and what it means at the door."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.custom_texts import checked_blanks, is_sentence
from kiosk.domain.letters import alike, composed
from kiosk.domain.ticket import Reentry, public_columns
from kiosk.domain.verdict import DEFAULT_POLICIES, Outcome, Policy
from kiosk.errors import UnusableInput

FESTIVAL = "festival"
"""The default area: the event as a whole. A room never touches its headcount."""

YEARS = range(1970, 9999)
"""The years that a date may be in: their days are known in every zone, and have a next one."""

AUDIENCE_GROUPS = ("bewoner", "beleid", "partner", "overig")
LONGEST = 200
"""Characters of a setting's text at most: it has to fit on a card."""

Value = str | int | bool | list[str] | None


@dataclass(frozen=True, slots=True)
class Area:
    """A counted space with its own entrances and, if set, a capacity in people."""

    name: str
    entrances: tuple[str, ...]
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What an event decides about its door, read from its settings."""

    reentry: Reentry = Reentry.AFTER_EXIT
    mercy_s: int = 10
    early_grace_min: int = 15
    crew: int = 0
    companions: bool = False
    walk_ins: bool = True
    help_point: str = ""
    help_phone: str = ""
    ticket_address: str = ""
    card_notes: tuple[str, ...] = ()
    policies: Mapping[Outcome, Policy] = field(default_factory=lambda: dict(DEFAULT_POLICIES))
    groups: Mapping[str, str] = field(default_factory=dict)
    handouts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def policy(self, outcome: Outcome) -> Policy:
        """Return who may lift this refusal; outcomes that nobody may decide always refuse."""
        return self.policies.get(outcome, Policy.REFUSE)

    def group(self, category: str) -> str:
        """Return the category's group; a category that nobody grouped is `overig`."""
        return self.groups.get(category, AUDIENCE_GROUPS[-1])


@dataclass(frozen=True, slots=True)
class Event:
    """A day at a place, with its areas (the festival first) and rules."""

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

    def area(self, name: str) -> Area:
        """Return the area of that name; UnusableInput names the areas there are."""
        for area in self.areas:
            if composed(area.name) == composed(name):
                return area
        known = ", ".join(area.name for area in self.areas)
        raise UnusableInput("error.unknown_area", area=name, known=known)

    def entrance(self, name: str | None, area: str = FESTIVAL) -> str:
        """Return that entrance of the area, without a name its first; UnusableInput if unknown."""
        entrances = self.area(area).entrances
        if name is None:
            return entrances[0]
        for entrance in entrances:
            if composed(entrance) == composed(name):
                return entrance
        raise UnusableInput("error.unknown_entrance", entrance=name, known=", ".join(entrances))


def _words(value: str) -> str:
    if not value.isprintable() or len(value) > LONGEST:
        raise ValueError
    return value


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError
    return _words(value.strip())


def _names(value: str) -> list[str]:
    names = [_name(part) for part in re.split(r"[;|]", value) if part.strip()]
    if not names or len({alike(name) for name in names}) != len(names):
        raise ValueError
    return names


def _count(value: str) -> int:
    number = int(value)
    if not 0 <= number <= 10_000_000:  # noqa: PLR2004  # larger than any venue, small in any file
        raise ValueError
    return number


def _optional_count(value: str) -> int | None:
    return _count(value) if value else None


def _yes(value: str) -> bool:
    return {"yes": True, "no": False, "ja": True, "nee": False, "true": True, "false": False}[
        value.casefold()
    ]


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    if day.year not in YEARS:
        raise ValueError
    return day.isoformat()


def _zone(value: str) -> str:
    try:
        return ZoneInfo(value).key
    except (KeyError, OSError) as error:
        raise ValueError from error


def _group(value: str) -> str:
    return AUDIENCE_GROUPS[AUDIENCE_GROUPS.index(value)]


@dataclass(frozen=True, slots=True)
class Setting:
    """One kind of setting: how its text is read (ValueError if it cannot be), and its default.

    `many` keys end in the name of an outcome, area, category or sentence (`policy.full`). A
    `private` value is text about people: it is kept apart from the journal and can be purged.
    """

    read: Callable[[str], Value]
    default: Value = None
    many: bool = False
    private: bool = False


SETTINGS: Mapping[str, Setting] = {
    "name": Setting(_name),
    "date": Setting(_day),
    "venue": Setting(_words, ""),
    "timezone": Setting(_zone, "Europe/Amsterdam"),
    "entrances": Setting(_names, ["Hoofdingang"]),
    "areas": Setting(_names, [FESTIVAL]),
    "capacity": Setting(_optional_count),
    "reentry": Setting(lambda value: Reentry(value).value, Reentry.AFTER_EXIT.value),
    "mercy_s": Setting(_count, 10),
    "early_grace_min": Setting(_count, 15),
    "crew": Setting(_count, 0),
    "companions": Setting(_yes, False),
    "walk_ins": Setting(_yes, True),
    "help_point": Setting(_words, "", private=True),
    "help_phone": Setting(_words, "", private=True),
    "ticket_address": Setting(_words, ""),
    "card_notes": Setting(lambda value: public_columns(_names(value) if value else []), []),
    "policy": Setting(lambda value: Policy(value).value, many=True),
    "entrances.": Setting(_names, many=True),
    "capacity.": Setting(_optional_count, many=True),
    "group": Setting(_group, AUDIENCE_GROUPS[-1], many=True),
    "handout": Setting(_words, "", many=True),
    "text": Setting(lambda value: checked_blanks(_words(value)), "", many=True, private=True),
}
"""All settings by key; `entrances.AREA` and `capacity.AREA` are those of a room."""


def setting_of(key: str) -> Setting:
    """Return the kind of setting a key names; UnusableInput if there is none."""
    head, dot, tail = key.partition(".")
    kind = SETTINGS.get(f"{head}.") or SETTINGS.get(head) if dot else SETTINGS.get(head)
    if kind is None or kind.many != bool(tail) or not _sensible(head, tail):
        raise UnusableInput("error.unknown_setting", key=key)
    return kind


def _sensible(head: str, tail: str) -> bool:
    if head == "policy":
        return any(tail == known.value for known in DEFAULT_POLICIES)
    if head == "text":
        return not tail or is_sentence(tail)
    return tail != FESTIVAL or head not in ("capacity", "entrances")


def read_setting(key: str, text: str) -> Value:
    """Read what a person typed for a setting; UnusableInput names the key and the text."""
    kind = setting_of(key)
    try:
        return kind.read(composed(text))
    except (ValueError, KeyError) as error:
        raise UnusableInput("error.setting_value", key=key, value=text) from error


def event_from(event_id: str, settings: Mapping[str, Value]) -> Event:
    """Build an event from its settings; what is not set has its default, the festival is first.

    A value that cannot be read (a newer program may write one) counts as not set.
    """
    settings = {key: value for key, value in settings.items() if _readable(key, value)}

    def value(key: str) -> Any:  # each key has a type of its own
        return settings.get(key, SETTINGS[key].default)

    return Event(
        id=event_id,
        name=value("name"),
        date=date.fromisoformat(value("date")),
        timezone=value("timezone"),
        venue=value("venue"),
        areas=tuple(_area(name, settings) for name in dict.fromkeys([FESTIVAL, *value("areas")])),
        rules=Rules(
            reentry=Reentry(value("reentry")),
            mercy_s=value("mercy_s"),
            early_grace_min=value("early_grace_min"),
            crew=value("crew"),
            companions=value("companions"),
            walk_ins=value("walk_ins"),
            help_point=value("help_point"),
            help_phone=value("help_phone"),
            ticket_address=value("ticket_address"),
            card_notes=tuple(value("card_notes")),
            policies={
                outcome: Policy(str(settings.get(f"policy.{outcome}", default)))
                for outcome, default in DEFAULT_POLICIES.items()
            },
            groups=_by_name(settings, "group."),
            handouts=_by_name(settings, "handout."),
            texts=_by_name(settings, "text."),
        ),
    )


def _readable(key: str, value: Value) -> bool:
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
    """Return a setting's value as a person would type it."""
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
    """Return the one JSON form of a setting's value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
