"""`make bench`: every budget, measured on the full size with 24 months, in real processes of its own.

Prints «figure · budget» rows, writes var/bench.json, ends with 1 when a budget is broken or a page is missing.
BENCH_FOLDER keeps the seeded server between runs of one day; BENCH_SIZE=demo tries the benchmark itself, in less time
than the full size takes: the budgets are those of the full size. PARTS="imports pages:dashboard" measures those parts
alone (`python -m deploy.bench PART…`), of the pages those whose name begins so, also several of them; var/bench.json
is then left as it was.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict

from deploy.bench.figures import Figure
from deploy.bench.processes import memory, private_servers, process
from deploy.local import commands
from deploy.local.servers import ROOT, VAR

MONTHS = "24"
SERVED = ("pages", "submission", "first_page", "at_once", "confirmed_at_once", "memory")


def say(sentence: str) -> None:
    print(sentence, flush=True)


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
    size = os.environ.get("BENCH_SIZE", "full")
    manage("seed_demo", "--size", size, "--months", MONTHS)
    say(f"{size} size, {MONTHS} months, ready after {time.monotonic() - began:.0f} s")


def measure(folder: pathlib.Path, asked: list[str]) -> list[Figure]:
    """Every part, or those ``asked`` for."""
    import django

    django.setup()
    from deploy.bench import census, circulars, costs, imports, packs, passes, plan, register, season

    alone = {
        "nothing_due": passes.nothing_due,
        "generation": passes.generation,
        "worst_night": passes.worst_night,
        "claims": passes.claims,
        "register": register.register,
        "circulars": circulars.circulars,
        "census": census.census,
        "plan": plan.plan,
        "packs": packs.packs,
        "imports": imports.imports,
        "season": season.season,
        "rows_written": costs.rows_written,
        "heatmap": costs.heatmap,
        "buffers": costs.buffers,
    }
    parts: dict[str, tuple[str, ...]] = {}
    for name, _, beginning in (part.partition(":") for part in asked):
        parts[name] = (*parts.get(name, ()), beginning)
    if unknown := parts.keys() - alone.keys() - set(SERVED):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join([*alone, *SERVED])}")
    rows = [row for name, part in alone.items() if not parts or name in parts for row in part()]
    served = {name: parts.get(name, ("",)) for name in SERVED if not parts or name in parts}
    return rows + (_served(folder, served) if served else [])


def _served(folder: pathlib.Path, parts: dict[str, tuple[str, ...]]) -> list[Figure]:
    """The parts that ask the running server or the running worker."""
    from deploy.bench import circulars, costs, pages, passes
    from deploy.bench.site import Site
    from deploy.local.ports import free_port

    rows: list[Figure] = []
    port = free_port()
    web = commands.web("127.0.0.1", port)
    with process("web", web, folder) as web_pid, process("worker", commands.worker(), folder) as worker_pid:
        site = Site("127.0.0.1", port)
        site.wait()
        if "pages" in parts:
            rows += pages.pages(site, beginnings=parts["pages"])
        if "submission" in parts:
            rows += pages.submission(site)
        if "first_page" in parts:
            rows += pages.first_page(site)
        if "at_once" in parts:
            rows += costs.at_once(site)
        if "confirmed_at_once" in parts:
            rows += circulars.confirmed_at_once(site)
        if "memory" in parts:
            site.crowd(int(os.environ.get("BENCH_REQUESTS", "1500")))
            rows.append(Figure("memory of the two web workers after traffic", memory(web_pid), "MB", 320))
            passes.through_the_worker()
            rows.append(costs.hot_share())
            rows.append(Figure("memory of celery -c 2 after every pass", memory(worker_pid), "MB", 320))
    return rows


def main(asked: list[str]) -> int:
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
        rows = measure(given, asked)
    for row in rows:
        say(str(row))
    if not asked:
        VAR.mkdir(exist_ok=True)
        (VAR / "bench.json").write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
    broken = [row for row in rows if not row.kept]
    say(f"{len(rows)} figures, {len(broken)} budgets broken")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
