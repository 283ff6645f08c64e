import json

import pytest

from kiosk.domain.roles import Role
from kiosk.keys.signing import (
    Certificate,
    enrolment_id,
    new_enrolment,
    new_signing_key,
    public_key,
    read_certificate,
    station_id,
)

EVENT, OTHER = "1" * 32, "2" * 32
ORGANISER = new_signing_key()
STATION = public_key(new_signing_key())


def certificate(role: Role = Role.DOOR, event: str = EVENT) -> Certificate:
    return Certificate(event, station_id(STATION), "Zuid", role, STATION, 5)


def test_a_laptop_that_joined_is_known_by_the_enrolment_key_that_the_organiser_vouches_for() -> (
    None
):
    enrolment = new_enrolment(EVENT, Role.DESK, 4, ORGANISER)
    read = read_certificate(certificate().text_enrolled(enrolment), public_key(ORGANISER))
    assert read.station == station_id(STATION)
    assert read.enrolment == enrolment_id(enrolment.text)


def test_an_enrolment_key_gives_no_more_than_its_own_role() -> None:
    enrolment = new_enrolment(EVENT, Role.DOOR, 4, ORGANISER)
    with pytest.raises(ValueError, match="role"):
        read_certificate(certificate(Role.DESK).text_enrolled(enrolment), public_key(ORGANISER))


def test_an_enrolment_key_is_good_for_one_event() -> None:
    enrolment = new_enrolment(EVENT, Role.DOOR, 4, ORGANISER)
    text = certificate(event=OTHER).text_enrolled(enrolment)
    with pytest.raises(ValueError, match="another event"):
        read_certificate(text, public_key(ORGANISER))


def test_an_enrolment_that_another_organiser_signed_is_worth_nothing() -> None:
    enrolment = new_enrolment(EVENT, Role.DOOR, 4, new_signing_key())
    with pytest.raises(ValueError, match="signed"):
        read_certificate(certificate().text_enrolled(enrolment), public_key(ORGANISER))


def test_a_station_cannot_enrol_another_with_its_own_certificate() -> None:
    secret = new_signing_key()
    public = public_key(secret)
    mine = Certificate(EVENT, station_id(public), "Dief", Role.ADMIN, public, 5).text(ORGANISER)
    new = json.loads(certificate().text(secret))
    new["enrolment"] = json.loads(mine)
    with pytest.raises(ValueError, match="not a certificate"):
        read_certificate(json.dumps(new), public_key(ORGANISER))


def test_a_station_cannot_take_the_id_of_another() -> None:
    stolen = Certificate(EVENT, "3" * 32, "Zuid", Role.DOOR, STATION, 5).text(ORGANISER)
    with pytest.raises(ValueError, match="another key"):
        read_certificate(stolen, public_key(ORGANISER))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"body": 3}', '{"enrolment": []}', "[" * 9999])
def test_what_is_no_certificate_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_certificate(text, public_key(ORGANISER))
