"""Random requests over the hub's own description: always a reason, and never an error of ours."""

import http.client
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.hub.hub_runner import RunningHub
from kiosk.hub.refusals import RefusalReason
from kiosk.hub.request_limits import Limits
from kiosk.paths import RESOURCES
from kiosk.sync.network.hub_connection import HubConnection
from tests.hub.hubs import an_admin, entries, hub_on
from tests.hub.test_hub_trust import packed, token
from tests.sync.laptops import Laptop

DESCRIPTION = json.loads((RESOURCES / "hub" / "openapi.json").read_text())
ENDPOINTS = [
    (method.upper(), path)
    for path, methods in DESCRIPTION["paths"].items()
    for method in methods
    if path != "/v1/stream"  # its answer has no end
]
REASONS = {reason.value for reason in RefusalReason} - {"bug", "storage"}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["nonce", "certificate", "signature", "address", "token", "key", "type", "logs", "gaps"]
)
FORMS = st.dictionaries(NAMES, JSON, max_size=5).map(lambda form: json.dumps(form).encode())
LINES = st.lists(FORMS.map(bytes.decode), max_size=4).map(packed)
BODIES = st.binary(max_size=200) | FORMS | LINES
LOOSE = Limits(requests_each_s=1e6, burst=1e6)


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("fuzz"))


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    with hub_on(admin, limits=LOOSE) as running:
        yield running


def send_many(admin: Laptop, hub: RunningHub, examples: int) -> None:
    connection, bearer = HubConnection(hub.address), token(admin, hub.address)

    @settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(st.sampled_from(ENDPOINTS), BODIES, st.booleans(), st.text(max_size=70))
    def one(endpoint: tuple[str, str], body: bytes, authorised: bool, query: str) -> None:
        method, path = endpoint
        headers = {"authorization": f"Bearer {bearer}"} if authorised else {}
        asked = f"{path}?token_hash={query.encode().hex()}"
        try:
            connection.request(method, asked, body, headers)
            answer = connection.getresponse()
        except (http.client.HTTPException, OSError):
            connection.close()
            raise
        content = answer.read()
        assert answer.status < 500, (endpoint, body, content)
        if answer.status != 200:
            assert json.loads(content)["error"] in REASONS

    before = entries(admin)
    one()
    connection.close()
    assert entries(admin) == before


def test_some_random_requests_get_a_reason(admin: Laptop, hub: RunningHub) -> None:
    send_many(admin, hub, 80)


@pytest.mark.slow
def test_many_random_requests_get_a_reason(admin: Laptop, hub: RunningHub) -> None:
    send_many(admin, hub, 5000)
