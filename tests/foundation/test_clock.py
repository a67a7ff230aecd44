"""The hour is that of the machine; a file may say another one, in the demonstration only."""

import os
import pathlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from time_machine import escape_hatch

ROOT = pathlib.Path(__file__).resolve().parents[2]
ASK = "from tajadur.foundation import clock; print(clock.now().isoformat())"


def asked(**given: str) -> datetime:
    environment = {"PATH": os.environ["PATH"], "PYTHONTZPATH": "", **given}
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True)
    return datetime.fromisoformat(done.stdout.strip())


def test_a_trial_clock_goes_on_from_what_its_file_says_and_is_heard_in_the_demonstration_only(
    tmp_path: pathlib.Path,
) -> None:
    clock, said = tmp_path / "clock", datetime(2026, 6, 29, 7, 59, tzinfo=UTC)
    clock.write_text(f"{said.isoformat()} {escape_hatch.time.time() - 60}")
    on_trial = asked(TRIAL_CLOCK=str(clock), DEMO="1")
    assert timedelta(seconds=60) <= on_trial - said < timedelta(seconds=120)
    real = escape_hatch.datetime.datetime.now(UTC)
    assert abs(asked(TRIAL_CLOCK=str(clock), DEMO="0") - real) < timedelta(seconds=60)
