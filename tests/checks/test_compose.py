"""docker-compose.yml runs the demo's own commands."""

import pathlib
import re

import yaml

from deploy.local import commands

NAME = re.compile(r"`([A-Z_]+)`")
ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_web_worker_beat_and_watcher_are_the_commands_of_the_demo():
    assert SERVICES["web"]["command"] == commands.web("0.0.0.0", 8000)
    assert SERVICES["worker"]["command"] == commands.worker()
    assert SERVICES["beat"]["command"] == commands.beat("/tmp/beat")
    assert SERVICES["watch"]["command"] == commands.watch(loop=True)


def test_the_watcher_waits_neither_for_the_broker_nor_for_those_it_watches():
    assert set(SERVICES["watch"]["depends_on"]) == {"migrate"}


def test_the_migrate_step_prepares_database_and_territory_before_anything_serves():
    assert SERVICES["migrate"]["command"][-1] == " && ".join(map(" ".join, (commands.MIGRATE, commands.TERRITORY)))
    assert {
        name: service["depends_on"]["migrate"]["condition"]
        for name, service in SERVICES.items()
        if "migrate" in service.get("depends_on", {})
    } == dict.fromkeys(("web", "worker", "beat", "watch"), "service_completed_successfully")


def test_every_variable_of_the_readme_reaches_the_containers() -> None:
    table = (ROOT / "README.md").read_text().partition("## Environment")[2].partition("\n## ")[0]
    named = {name for line in table.splitlines() if line.startswith("| `") for name in NAME.findall(line.split("|")[1])}
    assert len(named) > 15
    for service in ("web", "worker", "beat", "watch", "migrate"):
        assert named - set(SERVICES[service]["environment"]) == {"DEBUG"}  # never on a server


def test_the_image_serves_what_the_demo_serves():
    last = (ROOT / "deploy" / "Dockerfile").read_text().strip().splitlines()[-1]
    assert yaml.safe_load(last.removeprefix("CMD ")) == commands.web("0.0.0.0", 8000)
