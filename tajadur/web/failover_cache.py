"""The shared cache that counts attempts to log in. When it does not answer, the database counts: never open."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

TABLE = "throttle"
REST_SECONDS = 10.0
# Django's default of 300 rows would drop counts when many addresses try to log in.
MOST_ROWS = 200_000
log = logging.getLogger(__name__)


class _Breaker:
    """After a failure the cache is left alone for a while: a frozen one would cost its timeout at every call."""

    closed_until = 0.0

    def rest(self) -> None:
        """Leave the cache alone for ``REST_SECONDS``."""
        self.closed_until = time.monotonic() + REST_SECONDS

    @property
    def resting(self) -> bool:
        """Is the cache left alone now?"""
        return time.monotonic() < self.closed_until


breaker = _Breaker()


class FailoverCache(RedisCache):
    """Redis or Valkey; the table ``throttle`` while it is away. Counts begin anew at a change."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        reserve = {"KEY_PREFIX": params.get("KEY_PREFIX", ""), "OPTIONS": {"MAX_ENTRIES": MOST_ROWS}}
        self._reserve = DatabaseCache(TABLE, reserve)

    def _with_failover(self, first: Callable[..., Any], second: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not breaker.resting:
            try:
                return first(*args, **kwargs)
            except RedisError:
                breaker.rest()
                log.warning("the shared cache does not answer: attempts are counted in the database")
        return second(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """True when the key was not there."""
        return bool(self._with_failover(super().add, self._reserve.add, *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The value, or the default."""
        return self._with_failover(super().get, self._reserve.get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        self._with_failover(super().set, self._reserve.set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value longer."""
        return bool(self._with_failover(super().touch, self._reserve.touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value."""
        return bool(self._with_failover(super().delete, self._reserve.delete, *args, **kwargs))
