"""A station of a made-up festival."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.admin.requests import EnrolmentRequest, EventOverview, Progress
from kiosk.checkin.gate import Gate
from kiosk.checkin.shifts import ShiftSummary
from kiosk.checkin.station_context import StationContext
from kiosk.domain.event_settings import SETTINGS, as_text
from kiosk.domain.verdict import DEFAULT_POLICIES
from kiosk.errors import KioskError, UnusableInput
from kiosk.reports.laptop_health import Battery, StationHealth
from kiosk.store.journal.recent_entries import ShiftActivity
from kiosk.store.stations.operators import OnDuty, Operator
from tests.ui.guests import EVENT, HOUR, NOW, POST

CARD = ShiftSummary(
    OnDuty(Operator("o", "Fatima"), NOW - HOUR, "e"),
    at=NOW,
    done=ShiftActivity(scans=1_214, people_in=1_180, people_out=12, refusals=22),
    doubles_open=3,
    unsent=214,
    sent_at=NOW - HOUR,
)
OVERVIEW = EventOverview(
    {key: as_text(kind.default) for key, kind in SETTINGS.items() if not kind.many}
    | {f"policy.{outcome}": policy.value for outcome, policy in DEFAULT_POLICIES.items()}
    | {
        "name": EVENT.name,
        "date": EVENT.date.isoformat(),
        "entrances": "; ".join(EVENT.areas[0].entrances),
        "areas": "festival; Prodentzaal West",
        "entrances.Prodentzaal West": "Deur Tuinzijde; Balkon",
        "capacity.Prodentzaal West": "120",
        "help_point": EVENT.rules.help_point,
        "help_phone": EVENT.rules.help_phone,
        "group.Kernpartner": "partner",
        "handout.Kernpartner": "oranje keycord en programmaboekje",
    },
    ("Actieve bewoner", "Kernpartner", "Buurtverbinder met een lange naam"),
    Progress(pin=True, lists=True),
)
HEALTHY = StationHealth((), 50_000, battery=Battery(15, plugged=False))


@dataclass
class FakeStation:
    """Returns the context and health of the test, and records all calls."""

    standing: StationContext | None = POST
    healthy: StationHealth = HEALTHY
    copied: str = ""
    enrols: bool = False
    overview: EventOverview = field(default_factory=lambda: OVERVIEW)
    asked: list[str] = field(default_factory=list)
    packed: list[tuple[Path, EnrolmentRequest]] = field(default_factory=list)
    written: dict[Path, bytes] = field(default_factory=dict)
    fails: KioskError | None = None
    may_open: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_open.set()

    def context(self) -> StationContext | None:
        self.may_open.wait(120)
        return self.standing

    def move_to(self, gate: Gate) -> StationContext:
        assert self.standing is not None
        self.standing = replace(
            self.standing, area=gate.area, entrance=gate.entrance, direction=gate.direction
        )
        return self.standing

    def health(self) -> StationHealth:
        return self.healthy

    def operators(self) -> Sequence[str]:
        return ["Fatima", "Jan"]

    def take_over(self, name: str) -> ShiftSummary | None:
        before = self.healthy.operator
        self.healthy = replace(self.healthy, operator=name)
        if not before:
            return None
        return replace(CARD, on_duty=replace(CARD.on_duty, operator=Operator("o", before)))

    def open_doors(self, opened: bool) -> None:
        self.healthy = replace(self.healthy, doors_open=opened)

    def unnamed_copy(self) -> str:
        return self.copied

    def name_copy(self, name: str) -> None:
        if name == self.copied:
            raise UnusableInput("error.name_taken", name=name)
        self.asked.append(f"name {name}")

    def event_overview(self) -> EventOverview:
        return self.overview

    def change_event(self, changes: Mapping[str, str]) -> None:
        if changes.get("name") == "":
            raise UnusableInput("error.setting_value", key="name", value="")
        if self.fails is not None:
            raise self.fails
        self.overview = replace(self.overview, settings={**self.overview.settings, **changes})

    def may_enrol(self) -> bool:
        return self.enrols

    def laptop_names(self) -> Sequence[str]:
        return ["Hoofdingang 1"]

    def write_file(self, path: Path, content: bytes) -> None:
        self.written[path] = content

    def write_event_file(self, path: Path, request: EnrolmentRequest) -> None:
        self.packed.append((path, request))
        if self.fails is not None:
            raise self.fails
