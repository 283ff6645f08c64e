"""The address of this laptop in the network that it is in, and its free ports."""

import socket

_ELSEWHERE = ("192.0.2.1", 9)  # an address of documentation; nothing is sent to it
LOOPBACK = "127.0.0.1"


def lan_address() -> str:
    """Return the address by which others in the network reach this laptop; else its own."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def free_port() -> int:
    """Return a port that no program uses now."""
    with socket.create_server(("", 0)) as free:
        return int(free.getsockname()[1])
