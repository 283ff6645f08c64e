"""Sets the group and the hand-out of the categories of an imported list."""

from collections.abc import Mapping

from kiosk.admin.requests import CategoryRule
from kiosk.checkin.desk import Desk
from kiosk.domain.event_settings import read_setting
from kiosk.domain.letters import composed
from kiosk.store.station_store import StationStore


def set_category_rules(store: StationStore, rules: Mapping[str, CategoryRule]) -> None:
    """Set the rules of these categories; a hand-out that is empty stays as it is."""
    desk = Desk(store)
    for category, rule in rules.items():
        values = {"group": rule.group, "handout": rule.handout}
        for name, text in values.items():
            if text:
                key = composed(f"{name}.{category}")
                desk.change_setting(key, read_setting(key, text))
