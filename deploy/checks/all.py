"""`make check`: every check, each told in one line, all told even when one fails. `all.py ruff house` runs a part."""

import os
import pathlib
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from deploy.local import embedded
from deploy.local.static import ROOT

PYTHON = sys.executable
TOOLS = pathlib.Path(PYTHON).parent
CODE = ["tajadur", "tests", "deploy", "manage.py"]


def manage(*words: str) -> list[str]:
    return [PYTHON, "-W", "ignore", "manage.py", *words]


CHECKS: dict[str, list[str]] = {
    "types": [PYTHON, "-m", "mypy"],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", *CODE],
    "lint": [PYTHON, "-m", "ruff", "check", "--quiet", "--output-format", "concise", *CODE],
    "tests": [PYTHON, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"],  # each module imports
    "layers": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "house": [PYTHON, "-m", "deploy.checks.house"],
    "drawing": [PYTHON, "-m", "deploy.checks.house_drawing", "check"],
    "migrations": manage("makemigrations", "--check", "--dry-run"),
    "django": manage("check", "--fail-level", "WARNING"),
    "translations": [PYTHON, "deploy/checks/messages.py", "check"],
    "templates": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet", "--allow-empty-input"],
    "layout": [PYTHON, "-m", "djlint", "templates", "--check", "--quiet", "--allow-empty-input"],
    "compose": [PYTHON, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
}


def shortened(text: str, most: int = 60) -> str:
    said = text.rstrip().splitlines()
    rest = [f"… {len(said) - most} more lines"] if len(said) > most else []
    return "\n".join(said[:most] + rest)


def run(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    took = f"{time.monotonic() - began:4.1f} s"
    verdict = "ok    " if done.returncode == 0 else "FAILED"
    print(f"{verdict} {name:<13} {took}" + (f"\n{shortened(done.stdout)}" if done.returncode else ""), flush=True)
    return done.returncode == 0


def main(chosen: list[str]) -> int:
    if unknown := set(chosen) - set(CHECKS):
        raise embedded.CannotStart(f"no such check: {', '.join(sorted(unknown))}; there are {', '.join(CHECKS)}")
    wanted = {name: command for name, command in CHECKS.items() if not chosen or name in chosen}
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        verdicts = list(pool.map(run, wanted, wanted.values()))
    print(f"{sum(verdicts)} of {len(verdicts)} checks passed")
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
