"""The embedded servers keep what they acknowledged, whatever kills them."""

import os
import pathlib
import signal
import subprocess
import sys

import psycopg
import pytest

from deploy.local import embedded


@pytest.fixture
def postgres(tmp_path):
    server = embedded.Postgres(tmp_path)
    yield server
    server.discard()


def test_every_row_is_there_after_the_whole_server_was_killed(postgres):
    url = postgres.start()
    with psycopg.connect(url, autocommit=True) as line:
        line.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS number")
        children = line.execute("SELECT array_agg(pid) FROM pg_stat_activity").fetchone()[0]
        for pid in [postgres.process.pid, *children]:
            os.kill(pid, signal.SIGKILL)
    postgres.process.wait()
    with psycopg.connect(postgres.start()) as line:
        assert line.execute("SELECT count(*), sum(number) FROM kept").fetchone() == (1000, 500500)


def test_the_role_of_the_product_is_no_superuser_and_may_add_what_it_needs(postgres):
    with psycopg.connect(postgres.start()) as line:
        line.execute("CREATE EXTENSION btree_gist")
        line.execute("CREATE EXTENSION pg_trgm")
        found = line.execute("SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert found.fetchone() == ("tajadur", False, True)


def test_a_launcher_that_is_killed_leaves_no_server_behind(tmp_path):
    code = (
        "import pathlib, sys, os, signal; from deploy.local.embedded import Postgres, Valkey\n"
        "folder = pathlib.Path(sys.argv[1]); Postgres(folder).start(); valkey = Valkey(folder); valkey.start()\n"
        "print(valkey.process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr
    again = embedded.Valkey(tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run(["tail", f"--pid={done.stdout.strip()}", "-f", "/dev/null"], timeout=0.01)
    subprocess.run(["tail", f"--pid={done.stdout.strip()}", "-f", "/dev/null"], timeout=20, check=True)
    assert not again.answers()


def test_a_folder_with_a_long_or_strange_name_gets_its_sockets_elsewhere(tmp_path):
    plain, strange = pathlib.Path("/tmp/plain"), tmp_path / "dossier à nous"  # tmp_path itself may be long
    assert embedded.socket_folder(plain) == plain / "run"
    for folder in (strange, tmp_path / ("deep" * 30)):
        elsewhere = embedded.socket_folder(folder)
        assert len(str(elsewhere)) < 80
        assert elsewhere != embedded.socket_folder(plain)


def test_only_one_launcher_holds_the_key_of_a_folder(tmp_path):
    key = embedded.hold_the_key(tmp_path)
    assert key is not None
    assert embedded.hold_the_key(tmp_path) is None
    os.close(key)
    again = embedded.hold_the_key(tmp_path)
    assert again is not None
    os.close(again)


def test_a_server_that_cannot_start_says_so_in_one_line(tmp_path, capsys):
    valkey = embedded.Valkey(tmp_path)
    valkey.bin = pathlib.Path("/bin/false")
    with pytest.raises(SystemExit):
        valkey.start()
    assert capsys.readouterr().err == "tajadur: Valkey did not start; its last words: none\n"
