"""`kiosk simulate`: a whole day with real processes, faults, and a check at its end."""

import json
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import click

from kiosk.runtime.data_folder import DataFolder
from kiosk.simulation.day_plan import HubFate
from kiosk.simulation.simulation import SimulationRequest, SimulationResult
from kiosk.simulation.simulation import simulate as run_day
from kiosk.sync.network.hub_address import read_hub_address

MAX_STATIONS, MAX_VISITORS = 50, 100_000
_NEEDS_ATTENTION = 1
_SEEDS = 2**32


@click.command()
@click.option("--stations", type=click.IntRange(1, MAX_STATIONS), required=True, metavar="N")
@click.option("--visitors", type=click.IntRange(1, MAX_VISITORS), required=True, metavar="M")
@click.option("--minutes", type=click.FloatRange(0.05, 1440), default=2.0, metavar="T")
@click.option("--hub", metavar="URL")
@click.option("--seed", type=click.IntRange(0, _SEEDS - 1), metavar="S")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def simulate(
    session: DataFolder,
    stations: int,
    visitors: int,
    minutes: float,
    hub: str | None,
    seed: int | None,
    as_json: bool,
) -> int:
    """See `help.kiosk_simulate` in `resources/words`."""
    address = None if hub is None else read_hub_address(hub)
    number = secrets.randbelow(_SEEDS) if seed is None else seed
    request = SimulationRequest(stations, visitors, minutes, number, address)
    folder = Path(tempfile.mkdtemp(prefix="kiosk-simulate-"))
    admin = session if address else replace(session, folder=folder / "hub")
    session.print_text("simulate.begins", stations=stations, visitors=visitors, seed=number)
    result = run_day(admin, folder, request, session.print_text)
    if as_json:
        fields = asdict(result)
        del fields["outcomes"]
        print(json.dumps({**fields, "seed": number}))
    else:
        _report(session, result)
    if result.problems:
        session.print_text("simulate.kept", folder=folder)
        return _NEEDS_ATTENTION
    shutil.rmtree(folder)
    return 0


def _report(session: DataFolder, result: SimulationResult) -> None:
    say = session.words.say
    counted: Mapping[str, object] = asdict(result)
    print(say("simulate.entries", **counted))
    for outcome, number in sorted(result.outcomes.items(), key=lambda one: -one[1]):
        print(f"  {outcome}: {number}")
    print(say(HubFate(result.hub).text_key))
    print(say("simulate.doubles", **counted))
    if result.window_ms["p50"] is not None:
        print(say("simulate.window", **result.window_ms))
    print(say("simulate.headcounts", **counted))
    if result.inside_likely_off.samples:
        print(
            say(
                "simulate.likely",
                **asdict(result.inside_likely_off),
                known=result.inside_off.mean,
                known_worst=result.inside_off.worst,
            )
        )
    for problem in result.problems:
        print(problem)
    print(say("simulate.wrong" if result.problems else "simulate.right"))
