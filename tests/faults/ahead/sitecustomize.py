"""For the fault suite alone: a process whose whole clock stands ``CLOCK_AHEAD`` seconds from that of its host.

Reached only by ``PYTHONPATH`` that leads into this folder of the tests; the product does not know of it.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(os.environ["CLOCK_AHEAD"])), tick=True).start()
