"""The suite on every Python from 3.11 to 3.13 that this machine has, each in its own environment.

`list` says which are there; `test [paths]` runs them and tells what ran and what was skipped.
"""

import os
import pathlib
import subprocess
import sys

from deploy.local.static import ROOT

WANTED = ("3.11", "3.12", "3.13")
QUESTION = "import sys; print('%d.%d.%d' % sys.version_info[:3]); import ensurepip, venv"


def version_of(python: str) -> str | None:
    """Its version, when it starts, is wanted, and can make an environment."""
    try:
        asked = subprocess.run([python, "-c", QUESTION], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = asked.stdout.strip()
    return version if asked.returncode == 0 and version.rpartition(".")[0] in WANTED else None


def present() -> dict[str, str]:
    """Version to interpreter: on the PATH, in /usr/bin, in pyenv."""
    folders = [*os.environ.get("PATH", "").split(os.pathsep), "/usr/bin", "/usr/local/bin"]
    candidates = [str(pathlib.Path(folder) / f"python{version}") for version in WANTED for folder in folders]
    pyenv = pathlib.Path(os.environ.get("PYENV_ROOT") or pathlib.Path.home() / ".pyenv") / "versions"
    candidates += [str(path) for version in WANTED for path in sorted(pyenv.glob(f"{version}.*/bin/python"))]
    found: dict[str, str] = {}
    for candidate in dict.fromkeys(candidates):
        if pathlib.Path(candidate).exists() and (version := version_of(candidate)):
            found.setdefault(version, candidate)
    return dict(sorted(found.items(), key=lambda item: [int(part) for part in item[0].split(".")]))


def missing(found: dict[str, str]) -> list[str]:
    return [version for version in WANTED if not any(known.startswith(f"{version}.") for known in found)]


def tell() -> int:
    running = "{}.{}.{}".format(*sys.version_info[:3])
    others = [version for version in present() if version != running]
    absent = missing({running: "", **dict.fromkeys(others, "")})
    print(f"ran on Python {running}", end="")
    print(f"; not run on {', '.join(others)}, which are here (make test-all)" if others else "", end="")
    print(f"; skipped, not on this machine: {', '.join(absent)}" if absent else "")
    return 0


def test(paths: list[str]) -> int:
    found, verdicts = present(), {}
    for version, python in found.items():
        print(f"--- Python {version} ({python})", flush=True)
        folder = ROOT / "var" / "pythons" / version
        folder.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "PYTHON": python, "VENV": str(folder)}
        made = subprocess.run(["sh", "deploy/local/bootstrap", "dev"], cwd=ROOT, env=environment).returncode
        suite = [str(folder / "bin" / "python"), "-m", "pytest", "-q", "-n", "2", *paths]
        verdicts[version] = made or subprocess.run(suite, cwd=ROOT).returncode
    for version, code in verdicts.items():
        print(f"Python {version}: {'passed' if code == 0 else f'FAILED ({code})'}")
    for version in missing(found):
        print(f"Python {version}: skipped, not on this machine")
    return 1 if any(verdicts.values()) or not verdicts else 0


if __name__ == "__main__":
    sys.exit(test(sys.argv[2:]) if sys.argv[1:2] == ["test"] else tell())
