"""Web addresses inside typed text: links that can be pressed, never more than that."""

import gc
import time

import pytest

from tajadur.web.templatetags.links import linked

MAPS = (
    "https://www.google.com/maps/place/Maison+de+la+Jeunesse+Sale/@34.0371,-6.7985,17z/data=!3m1!4b1!4m6!3m5"
    "!1s0xda76a871f50c5c1:0x7ac946ed7408076b"
)


def test_a_long_map_link_opens_what_was_pasted_and_shows_its_beginning() -> None:
    html = linked(f"دار الشباب {MAPS}")
    assert f'href="{MAPS}"' in html
    assert 'rel="noopener noreferrer nofollow"' in html
    assert html.startswith("دار الشباب <a ")
    assert ">www.google.com/maps/place/Maison+de+la+Jeunesse+…</a>" in html


@pytest.mark.parametrize(
    ("text", "href", "after"),
    [
        ("(https://example.org/a).", "https://example.org/a", ")."),
        ("https://example.org/a، ثم", "https://example.org/a", "، ثم"),
        ("HTTP://Example.org", "HTTP://Example.org", ""),
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2", ""),
    ],
)
def test_what_stands_around_an_address_is_not_part_of_it(text: str, href: str, after: str) -> None:
    html = linked(text)
    assert f'href="{href}"' in html
    assert html.endswith(f"</a>{after}")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "https://",
        "https://bank.example@evil.example/",
        "https://[::1",
        "https://example.org:99999/",
        "<script>alert(1)</script>",
        "a@b.example",
        "",
    ],
)
def test_anything_else_stays_text(text: str) -> None:
    html = linked(text)
    assert "<a " not in html
    assert "<script" not in html
    assert linked(None) == ""


def test_quotes_in_an_address_cannot_leave_it() -> None:
    html = linked('https://example.org/"onmouseover="x')
    assert "&quot;" in html
    assert '"onmouseover' not in html


@pytest.mark.parametrize("part", ["https://", "a", " ", "https://a.b ", "()", "@", "."])
def test_two_hundred_thousand_characters_are_read_at_once(part: str) -> None:
    gc.collect()  # what other tests left behind is not of it
    began = time.process_time()
    linked(part * (200_000 // len(part)))
    assert time.process_time() - began < 0.5
