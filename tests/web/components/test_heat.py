"""The heatmap: what it says, that it escapes, that a template would say the same, and what it costs."""

import re
import time

import pytest
from django.template import Context, Template
from django.utils import translation

from tajadur.web.components.heat import HeatCell, HeatColumn, HeatRow, heat_table

TWIN = """{% for row in rows %}<tr><th scope="row">{% if row.url %}<a href="{{ row.url }}">{{ row.label }}</a>\
{% else %}{{ row.label }}{% endif %}{% if row.note %}<small>{{ row.note }}</small>{% endif %}</th>\
{% for cell in row.cells %}<td>{% if cell.url %}<a href="{{ cell.url }}" class="hc h{{ cell.bin }}" \
title="{{ row.label }}, {{ cell.month }}: {{ cell.part }} of {{ cell.whole }}">{{ cell.percent }}</a>{% else %}\
<span class="hc h{{ cell.bin }}" title="{{ row.label }}, {{ cell.month }}: {{ cell.part }} of {{ cell.whole }}">\
{{ cell.percent }}</span>{% endif %}</td>{% endfor %}</tr>{% endfor %}"""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def table(*rows: HeatRow, **options) -> str:
    columns = [HeatColumn(str(month)) for month in range(1, len(rows[0].cells) + 1)]
    return heat_table(columns=columns, rows=rows, label="Units", heading="Unit", **options)


def cells(html: str) -> list[str]:
    return re.findall(r"<td>(.*?)</td>", html)


def test_cell_shows_percent_bin_link_and_counts():
    html = table(HeatRow("Salé", [HeatCell(5, 6, "/m/1")]))
    assert cells(html) == ['<a href="/m/1" class="hc h4" title="Salé, 1: 5 of 6">83</a>']


def test_nothing_required_is_a_hatched_dash_and_never_a_percent():
    html = table(HeatRow("Salé", [HeatCell(0, 0, "/m/1")]))
    assert cells(html) == [
        '<span class="hc h0"><span aria-hidden="true">–</span><span class="vh">not required</span></span>'
    ]


def test_one_obligation_shows_the_mark_and_word_of_its_state_and_never_a_percent():
    row = HeatRow("Salé", [HeatCell(0, 1, "/m/1", state="silent"), HeatCell(0, 1, "/m/2", state="not_held")])
    silent, not_held = cells(table(row))
    assert 'class="hc hc--late" title="Salé, 1: Overdue, no answer"' in silent
    assert 'class="hc hc--info" title="Salé, 2: Declared not held"' in not_held
    assert '<span class="vh">Declared not held</span>' in not_held
    assert not re.findall(r">\d+<", silent + not_held)


def test_late_reports_carry_a_shape_and_words():
    (cell,) = cells(table(HeatRow("Salé", [HeatCell(6, 6, late=2)])))
    assert cell.count('<svg class="mk"') == 1
    assert ", late reports</span>" in cell


def test_running_month_says_so_far():
    (cell,) = cells(table(HeatRow("Salé", [HeatCell(1, 4, running=True)])))
    assert cell == '<span class="hc h1 so-far" title="Salé, 1, so far: 1 of 4">25</span>'


@pytest.mark.parametrize("show, number", [("rate", "50"), ("count", "3"), ("late", "2")])
def test_number_follows_the_choice_while_colour_follows_the_share(show, number):
    (cell,) = cells(table(HeatRow("Salé", [HeatCell(3, 6, late=2)]), show=show))
    assert f">{number}<svg" in cell
    assert 'class="hc h2"' in cell


def test_every_value_is_escaped():
    bad = '<b>"&'
    html = heat_table(
        columns=[HeatColumn(bad, bad)],
        rows=[HeatRow(bad, [HeatCell(1, 1, bad)], bad, bad)],
        label=bad,
        heading=bad,
    )
    assert "<b>" not in html
    assert html.count("&lt;b&gt;&quot;&amp;") == 10


def test_percent_signs_in_names_do_no_harm():
    assert 'title="50%s, 1: 1 of 2"' in table(HeatRow("50%s", [HeatCell(1, 2)]))


def test_table_equals_its_template_twin():
    rows = [
        HeatRow("Rabat & Salé", [HeatCell(1, 3, "/a?b=1&c=2"), HeatCell(3, 3)], "/u/1", "7 provinces"),
        HeatRow("Fès", [HeatCell(0, 5), HeatCell(4, 5, "/x")]),
    ]
    bins = {33: 1, 100: 5, 0: 1, 80: 4}
    shown = [
        {
            "label": row.label,
            "url": row.url,
            "note": row.note,
            "cells": [
                {"url": c.url, "part": c.part, "whole": c.whole, "percent": p, "bin": bins[p], "month": month}
                for month, c in enumerate(row.cells, 1)
                for p in [round(100 * c.part / c.whole)]
            ],
        }
        for row in rows
    ]
    twin = Template(TWIN).render(Context({"rows": shown}))
    body = re.search(r"<tbody>(.*)</tbody>", table(*rows))
    assert body is not None
    assert body[1] == twin


def test_row_of_another_length_is_refused():
    with pytest.raises(ValueError):
        table(HeatRow("a", [HeatCell(1, 1)]), HeatRow("b", []))


def test_total_stands_in_the_foot():
    html = table(HeatRow("a", [HeatCell(1, 2)]), total=HeatRow("Total", [HeatCell(1, 2)]))
    assert html.count('<tfoot><tr><th scope="row">Total</th>') == 1


def test_seventy_five_units_by_twelve_months_stay_under_eight_milliseconds():
    rows = [HeatRow(f"إقليم {n}", [HeatCell(n % 7, 7, f"/m/{n}", n % 2)] * 12, f"/u/{n}") for n in range(75)]
    costs = []
    for _ in range(7):
        start = time.process_time()
        table(*rows)
        costs.append(time.process_time() - start)
    assert min(costs) < 0.008
