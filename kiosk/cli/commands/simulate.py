"""`kiosk simulate`: a whole day with real processes, faults, and a check at its end."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path

import click

from kiosk.cli.results import print_result
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
    fields = {**asdict(result), "seed": number}
    del fields["outcomes"]
    print_result(fields, _lines(session, result), as_json=as_json)
    if result.problems:
        session.print_text("simulate.kept", folder=folder)
        return _NEEDS_ATTENTION
    shutil.rmtree(folder)
    return 0


def _lines(session: DataFolder, result: SimulationResult) -> Iterator[str]:
    say = session.words.say
    counted: Mapping[str, object] = asdict(result)
    yield say("simulate.entries", **counted)
    for outcome, number in sorted(result.outcomes.items(), key=lambda one: -one[1]):
        yield f"  {outcome}: {number}"
    yield say(HubFate(result.hub).text_key)
    yield say("simulate.doubles", **counted)
    if result.window_ms["p50"] is not None:
        yield say("simulate.window", **result.window_ms)
    yield say("simulate.headcounts", **counted)
    if result.inside_likely_off.samples:
        yield say(
            "simulate.likely",
            **asdict(result.inside_likely_off),
            known=result.inside_off.mean,
            known_worst=result.inside_off.worst,
        )
    yield from result.problems
    yield say("simulate.wrong" if result.problems else "simulate.right")
