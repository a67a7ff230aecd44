"""The command lines of the product: the demo and docker-compose.yml run the same ones."""

PYTHON = "python"


def web(host: str, port: int | str) -> list[str]:
    """Two processes with two threads each, behind a proxy that buffers slow clients."""
    door = ["--interface", "wsgi", "tajadur.wsgi:application", "--host", host, "--port", str(port)]
    return [PYTHON, "-m", "granian", *door, "--workers", "2", "--blocking-threads", "2", "--no-ws"]


def worker() -> list[str]:
    return [PYTHON, "-m", "celery", "-A", "tajadur", "worker", "-c", "2", "-l", "INFO"]


def beat(schedule: str) -> list[str]:
    return [PYTHON, "-m", "celery", "-A", "tajadur", "beat", "-l", "INFO", "-s", schedule, "--pidfile="]


def watch(*, loop: bool = False) -> list[str]:
    """The dead-man's switch: one look, or for ever."""
    return [PYTHON, "manage.py", "watch", *(["--loop"] if loop else [])]


MIGRATE = [PYTHON, "manage.py", "migrate", "--noinput"]
TERRITORY = [PYTHON, "manage.py", "load_territory"]


def seed(size: str) -> list[str]:
    """Does nothing when data exist."""
    return [PYTHON, "manage.py", "seed_demo", "--size", size]


STATIC = [PYTHON, "manage.py", "collectstatic", "--noinput", "-v0"]
ACCOUNTS = [PYTHON, "manage.py", "demo_accounts"]
