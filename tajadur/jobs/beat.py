"""How beat counts the minutes: by the clock that nobody sets, so that a host put right by an hour misses none."""

from time import monotonic
from typing import Any

from celery.beat import ScheduleEntry, Scheduler
from django.conf import settings


class SteadyScheduler(Scheduler):
    """Wakes every pass each ``PASS_SECONDS``. Keeps nothing: not the last minute, in no file."""

    def __init__(self, *args: Any, **settings_of_celery: Any) -> None:
        self._next = monotonic()
        super().__init__(*args, **settings_of_celery)

    def tick(self, *_: Any, **__: Any) -> float:
        """Wake all passes when their time has come; returns how many seconds to sleep."""
        left = self._next - monotonic()
        if left > 0:
            return left
        self._next = monotonic() + settings.PASS_SECONDS
        for name in self.app.conf.beat_schedule:
            self.wake(self.schedule[name])
        return max(self._next - monotonic(), 0.05)

    def wake(self, entry: ScheduleEntry) -> None:
        """Send one wake-up; a broker that is away is logged, and the next minute tries again."""
        self.apply_entry(entry, producer=self.producer)
