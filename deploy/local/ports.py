"""A port to listen on, for servers that come and go on one machine."""

import contextlib
import pathlib
import random
import socket

# Where the system takes the near ends of connections from: a port of there may be gone when its server comes back.
EPHEMERAL = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range")
TRIES = 50


def free_port() -> int:
    """A port of 127.0.0.1 nobody listens on and no connection will be given.

    Raises `OSError` when all that were tried are taken.
    """
    first = int(EPHEMERAL.read_text().split()[0])
    for port in random.sample(range(first // 2, first), TRIES):
        with socket.socket() as door, contextlib.suppress(OSError):
            door.bind(("127.0.0.1", port))
            return port
    raise OSError(f"{TRIES} ports are taken")
