"""Database, territory and sample data in one process: what the migrate step of docker-compose.yml does in three."""

import os
import sys
import time

from deploy.local import commands


def main(size: str) -> None:
    import django
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")
    django.setup()
    steps = {"database ready": commands.MIGRATE + ["-v0"], "territory ready": commands.TERRITORY}
    if size != "none":
        steps["sample data ready"] = commands.seed(size)
    for what, command in steps.items():
        before = time.monotonic()
        execute_from_command_line(command[1:])
        print(f"{what} ({time.monotonic() - before:.1f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
