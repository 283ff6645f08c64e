"""`kiosk station`: who takes part, which machines, and who no longer counts."""

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.admin.revoke_laptop import revoke
from kiosk.checkin.desk import Desk
from kiosk.cli.main import main
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import MACHINE, REVOKED
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.signing import enrolment_id
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import open_station_store
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.neighbours import admitted_unaware, announce, another_station

ROWS = [Row("A1"), Row("A2"), Row("A3")]


def kiosk(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder), "--lang", "en", *arguments])


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert kiosk(folder, "station", "list", "--json") == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_all_laptops_are_listed_with_role_and_what_was_heard(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS) as store:
        south = another_station(store, "Zuid 1")
        admitted_unaware(south, "A1")
        south.journal.close()
        another_station(store, "Zuid 2")
    noord, first, second = listed(tmp_path, capsys)
    assert (noord["name"], noord["this"], noord["role"]) == ("Noord 1", True, "admin")
    assert (first["name"], first["role"], first["entries"]) == ("Zuid 1", "door", 2)
    assert first["heard_up_to"] == "2026-05-30T12:00:00.000+02:00"
    assert (second["heard_up_to"], second["revoked"], second["closed"]) == (None, False, False)
    assert noord["unsent"] == noord["entries"] > 0  # nothing of it is anywhere else
    assert "unsent" not in first
    assert kiosk(tmp_path, "station", "list") == 0
    out, stderr = capsys.readouterr()
    assert "Zuid 2  door  nothing heard yet  entries: 0\n" in out
    assert stderr == "2 laptops more than announced take part.\n"


def test_one_laptop_is_shown_by_name_or_by_the_beginning_of_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS) as store:
        south = another_station(store, "Zuid 1")
        admitted_unaware(south, "A1")
    assert kiosk(tmp_path, "station", "show", "zuid 1", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["id"], shown["entries"], shown["logs"]) == (south.keys.station, 2, 1)
    assert kiosk(tmp_path, "station", "show", shown["id"][:8]) == 0
    assert "name: Zuid 1\n" in capsys.readouterr().out
    assert kiosk(tmp_path, "station", "show") == 0
    assert "name: Noord 1\n" in capsys.readouterr().out


def test_a_name_that_several_have_asks_for_the_beginning_of_an_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path) as store:
        ids = sorted(another_station(store, "Zuid").keys.station[:8] for _ in range(2))
    assert kiosk(tmp_path, "station", "revoke", "Zuid") == 2
    assert ", ".join(ids) in capsys.readouterr().err
    assert kiosk(tmp_path, "station", "revoke", ids[0]) == 0
    assert sum(one["revoked"] for one in listed(tmp_path, capsys)) == 1
    assert kiosk(tmp_path, "station", "revoke", "West") == 2
    assert "'West'" in capsys.readouterr().err


def test_what_was_revoked_is_shown_as_json_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS) as store:
        another_station(store, "Zuid 1")
        key = enrolment_id(announce(store, 3).text)[:8]
    capsys.readouterr()
    assert kiosk(tmp_path, "station", "revoke", "Zuid 1", "--json") == 0
    gone = json.loads(capsys.readouterr().out)
    assert (gone["name"], gone["revoked"]) == ("Zuid 1", True)
    assert kiosk(tmp_path, "station", "revoke", key, "--json") == 0
    station = json.loads(capsys.readouterr().out)
    assert (station["key"], station["revoked"], station["role"]) == (key, True, "door")
    assert kiosk(tmp_path, "station", "show", key, "--json") == 0
    assert json.loads(capsys.readouterr().out) == station


def test_what_another_admin_revoked_is_restored_by_a_command_on_the_organisers_laptop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS) as store:
        second = another_station(
            store, "Kantoor 2", role=Role.ADMIN, enrolment=announce(store, 1, Role.ADMIN)
        )
        key = announce(store, 1)
        south = another_station(store, "Zuid 1", enrolment=key)
        id_ = enrolment_id(key.text)
        with immediate(store.database):
            words: dict[str, Any] = {south.keys.station: {"logs": {}}, id_: {"stations": []}}
            for about, value in words.items():
                detail = {"key": REVOKED + about, "value": value}
                second.journal.append(Draft(Kind.SETTING, detail=detail))
    assert kiosk(tmp_path, "station", "restore", "Zuid 1") == 2
    assert f"kiosk station restore {id_[:8]}" in capsys.readouterr().err
    assert kiosk(tmp_path, "station", "restore", id_[:8]) == 0
    assert "count again" in capsys.readouterr().err
    assert kiosk(tmp_path, "station", "restore", "Zuid 1", "--json") == 0
    out, stderr = capsys.readouterr()
    assert (json.loads(out)["revoked"], "'Zuid 1' counts again" in stderr) == (False, True)
    assert kiosk(tmp_path, "station", "restore", "Zuid 1") == 0
    assert "was not revoked" in capsys.readouterr().err
    assert not any(one["revoked"] for one in listed(tmp_path, capsys))


def test_a_revoked_laptop_counts_as_far_as_its_logs_are_held(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        south = another_station(store, "Zuid 1")
        entry = admitted_unaware(south, "A1")
        assert not revoke(store, "Zuid 1").already
        setting: Any = store.events.settings(store.keys.event)[REVOKED + south.keys.station]
        assert setting == {"logs": {entry.log: [2, entry.hash]}}
        before = store.database.execute("SELECT count(*) FROM entry").fetchone()
        assert revoke(store, "Zuid 1").already
        assert store.database.execute("SELECT count(*) FROM entry").fetchone() == before


def test_a_laptop_cannot_revoke_itself_and_only_an_admin_revokes(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        south = another_station(store, "Zuid 1")
        with pytest.raises(UnusableInput, match="revoke_this"):
            revoke(store, "Noord 1")
        with pytest.raises(UnusableInput, match="role_forbids"):
            revoke(south, "Noord 1")


def test_by_a_revoked_key_those_that_had_joined_stay_and_others_do_not_count(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, ROWS) as store:
        key = announce(store, 9)
        another_station(store, "Zuid 1", enrolment=key)
        assert headcount_report(store, "festival", NOON).headcount.stations_announced == 10
        revoke(store, enrolment_id(key.text)[:8])
        another_station(store, "Dief", enrolment=key)
        heard = {one.name: one.revoked for one in store.stations.statuses(NOON)}
        assert heard == {"Noord 1": False, "Zuid 1": False, "Dief": True}
        assert store.stations.announced() == 2


@pytest.mark.usefixtures("quick_seal")
def test_a_spare_is_packed_joins_by_its_own_name_and_is_shown_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin, other, file = tmp_path / "a", tmp_path / "b", tmp_path / "x.kiosk-event"
    (tmp_path / "words").write_text("vier woorden voor de stick")
    words = ("--passphrase-file", str(tmp_path / "words"))
    with festival(admin, ROWS):
        pass
    assert kiosk(admin, "event", "pack", str(file), "--spare", "--stations", "2", *words) == 0
    assert kiosk(admin, "event", "pack", str(file), "--spare", "--recovery", *words) == 2
    assert kiosk(other, "join", str(file), *words) == 0
    capsys.readouterr()
    spares = {one["name"]: one["spare"] for one in listed(other, capsys)}
    assert spares == {"Noord 1": False, "Spare 1": True}


def test_a_folder_on_another_machine_is_a_second_laptop_until_it_has_a_name(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with festival(here, ROWS) as store:
        assert not store.stations.is_unnamed_copy()
        length = len(store.stations.machines(store.keys.station))
    assert length == 1
    shutil.copytree(here, there)
    session = replace(session_on(there, HandClock(NOON + 1000)), machine=lambda _: "another")
    with session.open_store() as store:
        assert store.stations.is_unnamed_copy()
        first, copy = store.stations.statuses(NOON)
        assert (first.name, first.copy, first.this, first.last_seen) == (
            "Noord 1",
            0,
            False,
            NOON,
        )
        assert (copy.name, copy.copy, copy.this, copy.entries) == ("Noord 1", 1, True, 0)
        Desk(store).change_setting(MACHINE + "another", "Noord 3", station=store.keys.station)
        assert not store.stations.is_unnamed_copy()
        first, copy = store.stations.statuses(NOON)
        assert (copy.name, copy.copy, copy.entries) == ("Noord 3", 0, 2)
        assert store.stations.find("noord 3") == store.stations.this_station()


def test_both_machines_of_a_copied_folder_are_silent_for_themselves(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        announce(store, 1)
        south = another_station(store, "Zuid 1", machine="one")
        admitted_unaware(south, "A1")
        south.journal.close()
        later = HandClock(NOON + 1000)
        copy = open_station_store(
            store.database, south.keys, clock=later, opening={"machine": "two"}
        )
        admitted_unaware(copy, "A2")
        seen = headcount_report(store, "festival", NOON + 30_000).headcount
    noord, one, two = seen.stations
    assert [noord.this, one.copy, two.copy] == [True, 0, 1]
    assert (one.is_silent(NOON + 30_000), two.is_silent(NOON + 30_000)) == (False, True)
    assert (seen.never_seen, seen.inside_at_most) == (0, 3)


def test_a_laptop_takes_over_from_another_and_gives_it_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, ROWS, clock=HandClock(time.time_ns() // 1_000_000)) as store:
        south = another_station(store, "Zuid 1")
        admitted_unaware(south, "A1")
        south.journal.close()
    assert kiosk(tmp_path, "station", "replace", "Zuid 1", "--whole") == 0
    assert "Nobody has to wait for 'Zuid 1' any more." in capsys.readouterr().err
    noord, zuid = listed(tmp_path, capsys)
    assert (noord["replaces"], zuid["replaced_by"]) == ("Zuid 1", "Noord 1")
    assert kiosk(tmp_path, "headcount") == 0
    assert "'Zuid 1' was replaced by 'Noord 1', and is known up to" in capsys.readouterr().out
    assert kiosk(tmp_path, "close") == 1
    out = capsys.readouterr().out
    assert "Laptops that handed in: 0 of 1." in out
    assert "Laptop 'Zuid 1': replaced by 'Noord 1'. Let in: 1." in out
    assert kiosk(tmp_path, "station", "replace", "--none") == 0
    assert "no longer replaces another one" in capsys.readouterr().err
    assert [one["replaced_by"] for one in listed(tmp_path, capsys)] == [None, None]


@pytest.mark.parametrize("arguments", [(), ("Zuid 1", "--none"), ("--none", "--whole")])
def test_replace_takes_one_laptop_or_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with festival(tmp_path, ROWS):
        pass
    assert kiosk(tmp_path, "station", "replace", *arguments) == 2
    assert "--none" in capsys.readouterr().err
