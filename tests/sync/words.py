"""Revocations by admins, read from a file for the oracle without code of kiosk."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from kiosk.store.station_store import StationStore
from tests.domain import oracle

_ALL = """
SELECT lower(hex(hash)), body, '' FROM entry
UNION SELECT lower(hex(hash)), body, why FROM set_aside_entry
"""


def members(bodies: Sequence[Mapping[str, Any]], maker: str) -> dict[str, dict[str, Any]]:
    """Return the author of each log, by the certificate in its first entry."""
    opened = [one for one in bodies if one["kind"] == "open"]
    return {one["log"]: member(one["detail"]["certificate"], maker) for one in opened}


def member(certificate: str, maker: str) -> dict[str, Any]:
    """Return whom a certificate is for."""
    signed = json.loads(certificate)
    fields = json.loads(signed["body"])
    key, standing = "", 1
    if "enrolment" in signed:
        public = bytes.fromhex(json.loads(signed["enrolment"]["body"])["key"])
        key = blake2b(public, digest_size=16).hexdigest()
    elif fields["role"] == "admin":
        standing = 2 if fields["station"] == maker else 3
    return {"station": fields["station"], "key": key, "standing": standing, "role": fields["role"]}


def words(
    bodies: Sequence[Mapping[str, Any]], authors: Mapping[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return what admins said about who is revoked."""
    return [
        _word(one)
        for one in bodies
        if one["kind"] == "setting"
        and one["detail"]["key"].startswith("revoked.")
        and authors[one["log"]]["role"] == "admin"
    ]


def _word(body: Mapping[str, Any]) -> dict[str, Any]:
    word = {"log": body["log"], "seq": body["seq"], "about": body["detail"]["key"][8:]}
    value = body["detail"]["value"]
    if "logs" in value:
        logs = value["logs"]
        cut = None if logs is None else {log: seq for log, (seq, _) in logs.items()}
        return {**word, "logs": cut}
    return {**word, "joined": value["stations"]}


def revoked_stations(store: StationStore) -> frozenset[str]:
    """Return the ids of stations that count no more, as the oracle sees them."""
    maker = store.keys.maker
    bodies = [json.loads(body) for _, body, _ in store.database.execute(_ALL).fetchall()]
    authors = members(bodies, maker)
    revocations = words(bodies, authors)
    rows = store.database.execute("SELECT certificate FROM station").fetchall()
    known = [member(text, maker) for (text,) in rows]
    return frozenset(
        one["station"]
        for one in known
        if oracle.last_that_counts(one, "", revocations, authors) != float("inf")
    )


def counts_as_the_oracle_says(store: StationStore) -> None:
    """Hold what counts, and what is aside as revoked, against the oracle."""
    rows = store.database.execute(_ALL).fetchall()
    bodies = {digest: json.loads(body) for digest, body, _ in rows}
    authors = members(list(bodies.values()), store.keys.maker)
    revocations = words(list(bodies.values()), authors)
    last = {
        log: oracle.last_that_counts(author, log, revocations, authors)
        for log, author in authors.items()
    }
    aside = {digest for digest, _, why in rows if why == "revoked"}
    assert aside == {digest for digest, body in bodies.items() if body["seq"] > last[body["log"]]}
