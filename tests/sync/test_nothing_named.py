"""No name, e-mail, code or free text in bundles, journals, key files and logs, by their bytes."""

import io
import zlib
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.cli.main import main
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.keys.encryption import decrypt, encrypt
from kiosk.sync.encrypted_content import encrypted
from kiosk.sync.messages import AnnexPart, ListPart, decode_message, encode_message
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

SECRETS = (
    "Wilhelmina",
    "van Sprookjesland",
    "wilhelmina@voorbeeld",
    "Stichting Zonnestraal",
    "GEHEIM-00000000000000001",
    "rolstoel nodig",
    "Balthazar Binnenloper",
    "Operator Ottilie",
    "Invaller Ignatius",
    "06-55512345",
    "achter de grote boom",
)
LIST = (
    "code;ticket;naam;organisatie;email;opmerking\n"
    "GEHEIM-00000000000000001;A1;Wilhelmina van Sprookjesland;Stichting Zonnestraal;"
    "wilhelmina@voorbeeld.nl;rolstoel nodig\n"
    "GEHEIM-00000000000000002;A2;Jan;;;\n"
)


@pytest.fixture
def laptops(tmp_path: Path) -> list[Laptop]:
    """Laptops where everything was used that holds something personal."""
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "l.csv", LIST)
    desk = another_laptop(admin, tmp_path / "balie", "Balie", role=Role.ADMIN)
    exchange([admin, desk], tmp_path)
    with desk.open_store() as store:
        Shifts(store).start("Operator Ottilie")
        Desk(store).rename("A2", "Invaller Ignatius")
        Desk(store).change_setting("help_phone", "06-55512345")
        Desk(store).change_setting("help_point", "achter de grote boom")
        Desk(store).reissue("A2")
        WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(
            WalkInGuest(2, "Balthazar Binnenloper", "Stichting Zonnestraal")
        )
    desk.scan("GEHEIM-00000000000000001", "GEHEIM-00000000000000003")
    exchange([admin, desk], tmp_path)
    exchange([admin, desk], tmp_path)
    return [admin, desk]


def forms(text: str) -> list[bytes]:
    """A text as it may stand in a file."""
    escaped = text.encode("unicode_escape")
    return [text.encode(), text.lower().encode(), text.encode("utf-16-le"), escaped]


def secrets_in(content: bytes) -> list[str]:
    return [text for text in SECRETS if any(form in content for form in forms(text))]


def test_the_search_finds_what_is_there(laptops: list[Laptop]) -> None:
    database = b"".join(path.read_bytes() for path in laptops[1].folder.glob("kiosk.db*"))
    here = {text for text in SECRETS if text not in ("GEHEIM-00000000000000001", SECRETS[2])}
    assert set(secrets_in(database)) == here


def test_a_bundle_reveals_nothing_without_its_key(laptops: list[Laptop], tmp_path: Path) -> None:
    for laptop in laptops:
        bundle = laptop.write(tmp_path / "x.kiosk").read_bytes()
        assert secrets_in(bundle) == []
        opened = zlib.decompress(decrypt(laptop.keys.exchange, bundle))
        assert b'"type":"annexes"' in opened
        assert b'"type":"list"' in opened
        assert secrets_in(opened) == []


def test_what_is_sealed_within_a_bundle_holds_no_code_and_no_e_mail(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    identity, decrypted = laptops[0].keys.exchange, io.StringIO()
    bundle = laptops[0].write(tmp_path / "x.kiosk").read_bytes()
    for line in zlib.decompress(decrypt(identity, bundle)).decode().splitlines():
        message = decode_message(line)
        if isinstance(message, AnnexPart | ListPart):
            decrypted.write(str(message.content.decrypt(identity)))
    text = decrypted.getvalue()
    assert "Wilhelmina" in text
    assert "Operator Ottilie" in text
    assert "GEHEIM" not in text
    assert "@" not in text


def test_journals_key_files_and_logs_contain_no_name(laptops: list[Laptop]) -> None:
    for laptop in laptops:
        main(["--data", str(laptop.folder), "scan", "--codes", "/nowhere"])
        with laptop.open_store() as store:
            rows = store.database.execute(
                "SELECT body FROM entry UNION ALL SELECT body FROM set_aside_entry"
            ).fetchall()
        assert secrets_in(b"\n".join(body for (body,) in rows)) == []
        assert len(rows) > 10
        others = [path for path in laptop.folder.rglob("*") if path.is_file()]
        for path in others:
            if not path.name.startswith("kiosk.db"):
                assert secrets_in(path.read_bytes()) == [], path


def hostile(laptop: Laptop, path: Path) -> Path:
    """A bundle of a joined laptop, full of names where none are expected."""
    forger = Forger(laptop.keys)
    for secret in SECRETS:
        forger.entry(secret, detail={secret: secret})
        forger.entry(Kind.SHIFT, operator=secret, annex="ab" * 32)
        forger.entry(Kind.LIST, detail={"source": secret, "version": secret, "hash": secret})
    key = laptop.keys.exchange
    listed = [ListPart(one, "ab" * 32, 1, 1, encrypted(key, [[one, one]])) for one in SECRETS]
    lines = forger.message_lines(
        forger.range(),
        forger.annexes([["ab" * 32, secret, secret] for secret in SECRETS]),
        forger.annexes({secret: secret for secret in SECRETS}),
        *map(encode_message, listed),
        *SECRETS,
    )
    path.write_bytes(encrypt(key, zlib.compress("\n".join(lines).encode())))
    return path


def test_neither_a_hostile_exchange_nor_its_effects_put_a_name_in_the_log(
    laptops: list[Laptop],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    admin, desk = laptops

    def unforeseen(_: object, message: object) -> int:
        raise KeyError(f"{message} {SECRETS}")

    monkeypatch.setattr("kiosk.sync.personal_parts.store_annexes", unforeseen)
    path = hostile(desk, tmp_path / "x.kiosk")
    capsys.readouterr()
    for command in (["bundle", "read", str(path)], ["verify"], ["verify", "--repair"]):
        assert main(["--data", str(admin.folder), *command]) in (0, 1)
    out, message = capsys.readouterr()
    log = (admin.folder / "log" / "kiosk.log").read_text(encoding="utf-8")
    assert "a message that could not be taken" in log
    assert log.rstrip().endswith("KeyError")
    assert secrets_in((log + out + message).encode()) == []
    assert "Traceback" not in out + message


def test_all_that_is_personal_is_in_one_table(laptops: list[Laptop]) -> None:
    for laptop in laptops:
        with laptop.open_store() as store:
            database = store.database
            tables = [
                name
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT NULL"
                ).fetchall()
                if not name.startswith("personal")
            ]
            for table in tables:
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608  # our own
                assert secrets_in(repr(rows).encode()) == [], table
