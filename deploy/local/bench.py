"""`make bench`: every budget, measured on the full size with 24 months, in real processes of its own.

Prints «figure · budget» rows, writes var/bench.json, ends with 1 when a budget is broken or a page is missing.
BENCH_FOLDER keeps the seeded server between runs of one day.
"""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from deploy.local import commands, embedded
from deploy.local.servers import ROOT, VAR

MONTHS = "24"


@dataclass(frozen=True)
class Figure:
    """One row. ``budget`` None: reported only. ``figure`` None: it could not be measured, which breaks the run."""

    what: str
    figure: float | None
    unit: str
    budget: float | None = None

    @property
    def kept(self) -> bool:
        return self.figure is not None and (self.budget is None or self.figure <= self.budget)

    def __str__(self) -> str:
        figure = "missing" if self.figure is None else f"{self.figure:,.1f} {self.unit}".replace(".0 ", " ")
        budget = "" if self.budget is None else f"≤ {self.budget:,.0f} {self.unit}"
        return f"{'  ' if self.kept else '✗ '}{self.what:<66} {figure:>16} · {budget}"


def say(sentence: str) -> None:
    print(sentence, flush=True)


@contextlib.contextmanager
def private_servers(folder: pathlib.Path, *, keep: bool) -> Iterator[None]:
    """PostgreSQL and Valkey of this run; their addresses are in the environment."""
    postgres, valkey = embedded.Postgres(folder), embedded.Valkey(folder, durable=False)
    try:
        os.environ |= {"DATABASE_URL": postgres.start(), "REDIS_URL": valkey.start()}
        yield
    finally:
        valkey.stop()
        postgres.stop() if keep else postgres.discard()


def manage(*words: str) -> str:
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"manage.py {' '.join(words)}: {done.stdout[-800:]}{done.stderr[-800:]}")
    return done.stdout


def prepare(folder: pathlib.Path) -> None:
    """Tables, territory, the invented party, static files."""
    from deploy.local.languages import compile_translations
    from deploy.local.static import collect

    compile_translations(ROOT)
    os.environ["STATIC_ROOT"] = str(folder / "static")
    if wrong := collect(folder / "static", dict(os.environ)):
        raise SystemExit(f"static files could not be collected:\n{wrong}")
    began = time.monotonic()
    manage("migrate", "-v0")
    manage("load_territory")
    manage("seed_demo", "--size", "full", "--months", MONTHS)
    say(f"full size, {MONTHS} months, ready after {time.monotonic() - began:.0f} s")


@contextlib.contextmanager
def process(name: str, command: list[str], folder: pathlib.Path) -> Iterator[int]:
    """A process of the product as the demo runs it; its pid."""
    with (folder / "log" / f"{name}.log").open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, *command[1:]],
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=embedded.die_with_parent,
        )
    try:
        yield started.pid
    finally:
        embedded.end(started, signal.SIGTERM)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)


def measure(folder: pathlib.Path) -> list[Figure]:
    import django

    django.setup()
    from deploy.local import bench_costs, bench_pages, bench_passes, bench_season
    from deploy.local.demo import free_port

    rows = bench_passes.nothing_due() + bench_passes.generation() + bench_passes.worst_night() + bench_passes.claims()
    rows += bench_season.season() + bench_costs.rows_written() + bench_costs.heatmap() + bench_costs.buffers()
    port = free_port()
    web = commands.web("127.0.0.1", port)
    with process("web", web, folder) as web_pid, process("worker", commands.worker(), folder) as worker_pid:
        site = bench_pages.Site("127.0.0.1", port)
        site.wait()
        rows += bench_pages.pages(site) + bench_pages.submission(site) + bench_pages.first_page(site)
        rows += bench_costs.at_once(site)
        site.crowd(int(os.environ.get("BENCH_REQUESTS", "1500")))
        rows.append(Figure("memory of the two web workers after traffic", bench_pages.memory(web_pid), "MB", 320))
        bench_passes.through_the_worker()
        rows.append(bench_costs.hot_share())
        rows.append(Figure("memory of celery -c 2 after every pass", bench_pages.memory(worker_pid), "MB", 320))
    return rows


def main() -> int:
    kept = os.environ.get("BENCH_FOLDER")
    given = pathlib.Path(kept) if kept else pathlib.Path(tempfile.mkdtemp(prefix="tajadur-bench-"))
    given.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DATA_DIR": str(given),
        "DEMO": "1",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "LOG_LEVEL": "CRITICAL",
        "SECRET_KEY": "only-for-measuring-" + "x" * 40,
        "PYTHONTZPATH": "",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "DJANGO_SETTINGS_MODULE": "tajadur.settings",
    }
    with private_servers(given, keep=bool(kept)):
        prepare(given)
        rows = measure(given)
    for row in rows:
        say(str(row))
    VAR.mkdir(exist_ok=True)
    (VAR / "bench.json").write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    broken = [row for row in rows if not row.kept]
    say(f"{len(rows)} figures, {len(broken)} budgets broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
