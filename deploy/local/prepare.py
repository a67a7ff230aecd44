"""Database, territory and sample data in one process: what the migrate step of docker-compose.yml does in three."""

import os
import sys
import time

from deploy.local import commands


def main(size: str) -> int:
    import django
    from django.core.management import CommandError, call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")
    django.setup()
    steps = {"database ready": [*commands.MIGRATE, "-v0"], "territory ready": commands.TERRITORY}
    if size != "none":
        steps["sample data ready"] = commands.seed(size)
    for what, command in steps.items():
        before = time.monotonic()
        try:
            call_command(*command[2:])
        except CommandError as refusal:
            print(refusal, flush=True)
            if command[2] != "seed_demo":  # a real installation starts without a sample
                return 1
            continue
        print(f"{what} ({time.monotonic() - before:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
