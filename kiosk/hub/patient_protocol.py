"""The HTTP protocol of a connection, which ends if no request comes on it."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol


def patient_protocol(idle_s: float) -> type[asyncio.Protocol]:
    """Return the protocol of a connection, which ends if no request comes for so long."""

    class PatientProtocol(H11Protocol):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.loop.call_later(idle_s, self._end_if_idle)

        def _end_if_idle(self) -> None:
            if self.transport.is_closing():
                return
            if self.cycle is None:
                self.transport.close()

    return PatientProtocol
