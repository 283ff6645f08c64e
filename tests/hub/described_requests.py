"""Requests that schemathesis makes up from the hub's own description: no error of ours, no growth.

    make fuzz-hub [N=150]

The stream is left out, as its answer has no end. Batches are JSON lines, which schemathesis cannot
make: `test_hub_fuzz` sends those.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from kiosk.hub.hub_runner import running_hub
from kiosk.hub.hub_server import ListeningAddress
from kiosk.hub.request_limits import Limits
from kiosk.paths import RESOURCES
from tests.bench.hub_load import resident_bytes
from tests.hub.hubs import an_admin
from tests.hub.test_hub_trust import token

_LOOSE = Limits(requests_each_s=1e6, burst=1e6)
_MOST_GROWTH = 8 * 2**20  # the second time, when all that a hub needs is loaded
_COUNTED = re.compile(r"(\d+) generated, (\d+) passed")
_CHECKS = "not_a_server_error,content_type_conformance,response_schema_conformance"


def main(schemathesis: str, examples: str) -> int:
    """Run it twice against one hub; return 1 if anything fails, or the hub grows."""
    with tempfile.TemporaryDirectory() as place:
        admin = an_admin(Path(place))
        described = json.loads((RESOURCES / "hub" / "openapi.json").read_text(encoding="utf-8"))
        del described["paths"]["/v1/stream"]
        api = Path(place) / "api.json"
        api.write_text(json.dumps(described), encoding="utf-8")
        with running_hub(admin.session, ListeningAddress("127.0.0.1", 0), _LOOSE) as hub:
            bearer = token(admin, hub.address)
            command = [schemathesis, "run", str(api), "--url", hub.address.url]
            command += ["--tls-verify", "false", "--header", f"Authorization: Bearer {bearer}"]
            command += ["--max-examples", examples, "--checks", _CHECKS, "--request-timeout", "30"]
            command += ["--phases", "coverage,fuzzing", "--generation-database", "none"]
            sizes, failed = [], False
            for seed in ("1", "2"):
                done = subprocess.run(  # our own tool
                    [*command, "--seed", seed], capture_output=True, text=True, check=False
                )
                counted = _COUNTED.search(done.stdout)
                if counted is None or counted[1] != counted[2]:
                    print(done.stdout, done.stderr)
                    failed = True
                else:
                    print(f"{counted[1]} requests, {counted[2]} answered as described")
                sizes.append(resident_bytes(os.getpid()))
    grown = sizes[1] - sizes[0]
    print(f"the hub grew by {grown / 2**20:.1f} MB the second time")
    return int(failed or grown > _MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
