"""The parts of a push by themselves: sealing by the standard's own example, and which addresses may be spoken to."""

from ipaddress import ip_address

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as some

from tajadur.foundation.safe_http import is_endpoint, is_public
from tajadur.foundation.webpush_encryption import LONGEST, are_keys, encrypt, from_text, new_keys, to_text
from tests.factories.push_service import Browser

# RFC 8291, appendix A.
EXAMPLE = {
    "plain": b"When I grow up, I want to be a watermelon",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
    "salt": "DGv6ra1nlYgDCS1FRnbzlw",
    "sender": "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
    "sealed": "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
    "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
}


def test_the_standard_s_example_is_sealed_to_the_byte() -> None:
    one_time = ec.derive_private_key(int.from_bytes(from_text(EXAMPLE["sender"]), "big"), ec.SECP256R1())
    sealed = encrypt(
        EXAMPLE["plain"],
        p256dh=EXAMPLE["p256dh"],
        auth=EXAMPLE["auth"],
        salt=from_text(EXAMPLE["salt"]),
        one_time=one_time,
    )
    assert to_text(sealed) == EXAMPLE["sealed"]


@given(some.binary(min_size=1, max_size=LONGEST))
def test_a_browser_reads_whatever_was_sealed_for_it(plain: bytes) -> None:
    browser = Browser()
    sealed = encrypt(plain, p256dh=browser.p256dh, auth=browser.auth)
    assert browser.unseal(sealed) == plain
    assert len(sealed) <= 4096


def test_a_text_too_long_for_one_record_is_refused() -> None:
    browser = Browser()
    with pytest.raises(ValueError, match="at most"):
        encrypt(b"x" * (LONGEST + 1), p256dh=browser.p256dh, auth=browser.auth)


def test_fresh_keys_are_a_browser_s_kind_of_key() -> None:
    private, public = new_keys()
    assert (len(from_text(private)), len(from_text(public))) == (32, 65)
    assert are_keys(public, to_text(b"x" * 16))


@pytest.mark.parametrize(
    ("p256dh", "auth"),
    [
        ("", ""),
        (EXAMPLE["p256dh"], ""),
        (EXAMPLE["p256dh"], to_text(b"x" * 15)),
        (EXAMPLE["p256dh"], to_text(b"x" * 17)),
        (EXAMPLE["p256dh"], "é" * 22),
        (EXAMPLE["p256dh"][:-4], EXAMPLE["auth"]),
        (to_text(b"\x04" + b"\x01" * 64), EXAMPLE["auth"]),  # not on the curve
        (to_text(b"\x00" * 65), EXAMPLE["auth"]),
        (to_text(from_text(EXAMPLE["p256dh"])[:33]), EXAMPLE["auth"]),
        ("not base64 !", EXAMPLE["auth"]),
    ],
)
def test_keys_of_a_wrong_shape_are_known(p256dh: str, auth: str) -> None:
    assert not are_keys(p256dh, auth)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("142.250.184.10", True),
        ("2a00:1450:4003::200a", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::8efa:b80a", True),
        ("2002:7f00:1::", False),
        ("2001::1", False),
    ],
)
def test_only_the_open_internet_may_be_spoken_to(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) == public


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:def_-", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/gAAA", True),
        ("https://web.push.apple.com/QK", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=BQ%3d", True),
        ("https://push.example.org:443/x", True),
        ("https://push.example.org:8443/x", False),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://127.0.0.1/x", False),
        ("https://[::1]/x", False),
        ("https://0x7f.1/x", False),
        ("https://2130706433/x", False),
        ("https://localhost/x", False),
        ("https://localhost./x", False),
        ("https://user:secret@push.example.org/x", False),
        ("https://push.example.org/x y", False),
        ("https://push.example.org/\r\nHost: evil", False),
        ("https://push.example.org:port/x", False),
        ("https://[push.example.org/x", False),
        ("https://دفع.example.org/x", False),
        ("https://push.example.org/" + "x" * 1000, False),
        ("//push.example.org/x", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_the_address_of_a_push_service_is_kept(url: str, fits: bool) -> None:
    assert is_endpoint(url) == fits
