#!/usr/bin/env python
"""Django's command line. `make manage ARGS="…"` also starts the embedded servers."""

import os
import sys

# Time zone data come from the locked tzdata package, never from the host's older copy.
os.environ["PYTHONTZPATH"] = ""

if __name__ == "__main__":
    import zoneinfo

    zoneinfo.reset_tzpath(())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tajadur.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
