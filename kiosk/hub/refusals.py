"""The reasons for which a hub refuses a request; their names are part of the protocol."""

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why a hub refuses a request."""

    STATION = "station"
    REVOKED = "revoked"
    PROOF = "proof"
    SESSION = "session"
    ROLE = "role"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    BUSY = "busy"
    STORAGE = "storage"
    INVITE = "invite"
    MISSING = "missing"
    BUG = "bug"


STATUS = {
    RefusalReason.STATION: 403,
    RefusalReason.REVOKED: 403,
    RefusalReason.PROOF: 403,
    RefusalReason.SESSION: 401,
    RefusalReason.ROLE: 403,
    RefusalReason.UNREADABLE: 400,
    RefusalReason.TOO_LARGE: 413,
    RefusalReason.TOO_SLOW: 408,
    RefusalReason.BUSY: 429,
    RefusalReason.STORAGE: 503,
    RefusalReason.INVITE: 404,
    RefusalReason.MISSING: 404,
    RefusalReason.BUG: 500,
}


class HubRefusal(Exception):
    """A request that the hub refuses."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason
