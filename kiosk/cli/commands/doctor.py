"""`kiosk doctor`: checks this laptop before the doors open."""

import json

import click

from kiosk.admin.preflight.check import Check, CheckState
from kiosk.admin.preflight.preflight import preflight
from kiosk.runtime.data_folder import DataFolder

_ATTENTION = 1
_WORDS = {
    CheckState.OK: "doctor.state.ok",
    CheckState.ATTENTION: "doctor.state.attention",
    CheckState.UNKNOWN: "doctor.state.unknown",
}


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def doctor(session: DataFolder, as_json: bool) -> int:
    """See `help.kiosk_doctor` in `resources/words`."""
    words = session.words
    checks: list[Check] = []
    for one in preflight(session):
        checks.append(one)
        if not as_json:
            print(words.say(_WORDS[one.state], text=one.text), flush=True)
    wrong = sum(one.state is CheckState.ATTENTION for one in checks)
    if as_json:
        items = [{"check": one.name, "state": one.state, "text": one.text} for one in checks]
        print(json.dumps({"ok": not wrong, "checks": items}, ensure_ascii=False))
    else:
        print(words.say("doctor.wrong", n=wrong) if wrong else words.say("doctor.ready"))
    return _ATTENTION if wrong else 0
