"""After a repair that lost a guest list every command that README names works, and says so."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.sqlite.database import open_database
from tests.faults.seen import ran
from tests.faults.whole_festival import make_festival
from tests.festival import session_on

README = Path(__file__).parents[2] / "README.md"
LOSSES = {
    "all rows": "DELETE FROM list_row WHERE list IN"
    " (SELECT list FROM list_snapshot WHERE source = 'shop')",
    "some rows": "DELETE FROM list_row WHERE ref > 'T-0100' AND ref < 'T-0140'",
    "names": "DELETE FROM personal WHERE annex IS NULL",
}
# None of these is about the lists of this folder; a hub serves until it is stopped.
ELSEWHERE = {"demo", "event new", "hub serve", "join", "restore"}
GIVEN = {
    "event use": ("We Doen Het Samen!",),
    "event set": ("capacity", "900"),
    "event pack": ("{out}/x.kiosk-event", "--passphrase-file", "{out}/phrase"),
    "tickets import": ("{out}/phrase", "--dry-run"),
    "tickets find": ("van",),
    "tickets doorlist": ("{out}/doorlist.pdf",),
    "tickets issue": ("--count", "2", "--out", "{out}/issued"),
    "scan": ("--codes", "-", "--at", "2026-05-30T15:00"),
    "undo": ("abc",),
    "attendance export": ("{out}/a.csv",),
    "doubles decide": ("abc", "clock"),
    "bundle write": ("{out}/b.kiosk",),
    "bundle read": ("{out}/b.kiosk",),
    "sync exchange": ("{out}",),
    "sync add": ("{out}",),
    "sync remove": ("{out}",),
    "close": ("{out}/c.kiosk",),
    "backup": ("{out}/n.age", "--passphrase-file", "{out}/phrase"),
    "purge": ("--yes",),
    **{f"tickets {action}": ("T-0120",) for action in ("show", "cancel", "block", "pay", "lift")},
    "tickets reissue": ("T-0121",),
    **{f"station {action}": ("Zuid 1",) for action in ("show", "revoke", "restore", "replace")},
}


def commands() -> Iterator[tuple[str, ...]]:
    """Yield all commands in README's order, the purge last."""
    named = re.findall(r"^\| `kiosk ([a-z ]+)` \|", README.read_text(encoding="utf-8"), re.M)
    assert len(named) > 30
    for name in sorted(set(named) - ELSEWHERE, key=lambda one: (one == "purge", named.index(one))):
        yield (*name.split(), *GIVEN.get(name, ()))


@pytest.mark.usefixtures("quick_seal")
@pytest.mark.parametrize("loss", LOSSES)
def test_every_command_works_and_the_loss_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loss: str
) -> None:
    festival = make_festival(tmp_path / "festival")
    station, clock = festival.office.folder, festival.office.clock
    database = open_database(station / "kiosk.db")
    database.execute(LOSSES[loss])
    database.close()
    (tmp_path / "phrase").write_text("vier woorden op een rij", encoding="utf-8")
    session = session_on(station, clock)
    assert ran(session, "verify", "--repair")[0] == 1
    for command in commands():
        codes = "WDHS-00000120-kaart\nWDHS-00000002-kaart\nWDHS-00000121-kaart\n"
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(codes.encode())))
        code, out, stderr = ran(session, *(word.format(out=tmp_path) for word in command))
        assert "BUG" not in stderr, (command, stderr)
        assert code in (0, 1, 2), (command, stderr)
        if command[0] in ("scan", "verify"):
            assert "shop" in out + stderr, command
        if command[0] == "verify":
            assert code == 1
