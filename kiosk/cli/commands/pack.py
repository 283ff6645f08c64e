"""`kiosk event pack`: makes the event file that other laptops join with, or the recovery file."""

from pathlib import Path

import click
from click.core import ParameterSource

from kiosk.admin.enrolment import MAX_STATIONS, organiser_key, write_enrolment_file
from kiosk.admin.laptop_names import names_in_use, planned_names
from kiosk.admin.requests import EnrolmentRequest
from kiosk.cli.passphrase_prompt import ask_new_passphrase
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore


@click.command("pack")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--stations", type=click.IntRange(1, MAX_STATIONS), default=1, metavar="N")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.DOOR.value)
@click.option("--spare", is_flag=True)
@click.option("--recovery", is_flag=True)
@click.option("--passphrase-file", type=click.Path(path_type=Path))
@click.pass_context
def pack_event(
    context: click.Context,
    file: Path,
    stations: int,
    role: str,
    *,
    spare: bool,
    recovery: bool,
    passphrase_file: Path | None,
) -> None:
    """See `help.kiosk_event_pack` in `resources/words`."""
    session: DataFolder = context.obj
    sources = [context.get_parameter_source(name) for name in ("stations", "role", "spare")]
    if recovery and ParameterSource.COMMANDLINE in sources:
        raise UnusableInput("error.recovery_alone")
    if role == Role.HUB.value and (spare or stations > 1):
        raise UnusableInput("error.hub_packed_alone")
    with session.open_store() as store:
        organiser_key(store)  # raises before the passphrase is typed
        request = EnrolmentRequest(
            passphrase=ask_new_passphrase(session, passphrase_file),
            stations=stations,
            role=Role(role),
            recovery=recovery,
            names=_spare_names(session, store, stations) if spare else (),
            spare=spare,
        )
        write_enrolment_file(store, file, request, session.clock.wall())
    if recovery:
        session.print_text("pack.recovery", file=file)
    elif request.role is Role.HUB:
        session.print_text("pack.written_hub", file=file)
    else:
        role_name = session.words.say(request.role.text_key)
        session.print_text("pack.written", file=file, count=stations, role=role_name)


def _spare_names(session: DataFolder, store: StationStore, stations: int) -> tuple[str, ...]:
    """Return the names of spares: a spare has no entrance until it is used."""
    places = [session.words.say("pack.spare")] * stations
    return tuple(planned_names(places, names_in_use(store)))
