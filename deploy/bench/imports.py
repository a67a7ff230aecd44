"""A sheet of three thousand rows, from the file to its check and from the check to what is written; then undone."""

import re
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from deploy.bench.figures import Figure
from deploy.bench.site import PROVINCE
from deploy.bench.trials import seconds, undone
from tajadur.foundation import clock
from tajadur.organisation.people.models import Account
from tajadur.organisation.units.models import Unit

ROWS = 3000
CHECK_BUDGET, CONFIRM_BUDGET = 3, 8
_TITLES = "unit;body;post;name_ar;name_latin;sex;birth_year;phone;email;from_on;to_on"


def imports() -> list[Figure]:
    """Seconds of the check and of the confirmation: members of all branches, members of one office."""
    client = Client()
    client.force_login(Account.objects.get(username="admin"))
    branches = list(
        Unit.objects.filter(kind__code="branch", closed_on=None).order_by("pk").values_list("code", flat=True)
    )
    figures = []
    for what, units in (("of all branches", branches), ("of one office", [PROVINCE])):
        rows = [_row(number, units[number % len(units)]) for number in range(ROWS)]
        data = "\r\n".join([_TITLES, *rows]).encode()
        with undone():
            checking, page = seconds(partial(_sent, client, data))
            kept = re.search(rb'name="rows" value="([^"]+)"', page.content)
            wrong = page.status_code != 200 or kept is None
            answers = {"rows": kept[1].decode() if kept else "", "who_all": "new"}
            confirming, done = seconds(partial(client.post, reverse("people:import_confirm"), answers))
        figures += [
            Figure(f"import of {ROWS} rows {what}: check", None if wrong else checking, "s", CHECK_BUDGET),
            Figure("… confirmation", confirming if done.status_code == 302 else None, "s", CONFIRM_BUDGET),
        ]
    return figures


def _sent(client: Client, data: bytes) -> Any:
    return client.post(reverse("people:import"), {"file": SimpleUploadedFile("people.csv", data)})


def _row(number: int, code: str) -> str:
    return (
        f"{code};office;member;شخص رقم {number};Person {number};{'F' if number % 3 else 'M'};{1950 + number % 50};"
        f"06{number + 12000000:08};person{number}@bench.example;{clock.today():%d/%m/%Y};"
    )
