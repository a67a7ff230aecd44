"""Encrypting a text for one browser (RFC 8291, RFC 8188) and naming the server to its push service (RFC 8292).

Every primitive is the library's; here they are only put in the order the three standards ask for.
"""

import binascii
import json
import os
from base64 import b64decode, urlsafe_b64encode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()
RECORD = 4096  # one record holds the whole text: push services take no more
LONGEST = RECORD - 16 - 1 - 86  # without the tag, the delimiter and the header
_POINT, _AUTH, _SALT = 65, 16, 16


def new_keys() -> tuple[str, str]:
    """A fresh pair (private, public) in base64url, as browsers take the public one."""
    key = ec.generate_private_key(CURVE)
    return to_text(key.private_numbers().private_value.to_bytes(32, "big")), to_text(_point(key.public_key()))


def public_key_of(private_key: str) -> str:
    """The public key that belongs to a private one."""
    key = ec.derive_private_key(int.from_bytes(from_text(private_key), "big"), CURVE)
    return to_text(_point(key.public_key()))


def are_keys(p256dh: str, auth: str) -> bool:
    """Are these a browser's: a point of the curve in 65 bytes, and a secret of 16?"""
    try:
        point, secret = from_text(p256dh), from_text(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except (ValueError, UnsupportedAlgorithm):
        return False
    return len(point) == _POINT and len(secret) == _AUTH


def encrypt(
    plain: bytes,
    *,
    p256dh: str,
    auth: str,
    salt: bytes | None = None,
    one_time: ec.EllipticCurvePrivateKey | None = None,
) -> bytes:
    """The body of the request: only the browser that made ``p256dh`` and ``auth`` reads it.

    ``salt`` and ``one_time`` are drawn anew unless given, as only the standard's own example does. Raises ValueError
    for keys of a wrong shape or a text above ``LONGEST`` bytes.
    """
    if len(plain) > LONGEST:
        raise ValueError(f"{len(plain)} bytes, {LONGEST} at most")
    salt, own = salt or os.urandom(_SALT), one_time or ec.generate_private_key(CURVE)
    theirs, ours = from_text(p256dh), _point(own.public_key())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    material = _derive(shared, from_text(auth), b"WebPush: info\0" + theirs + ours, 32)
    key = _derive(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(material, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return header + AESGCM(key).encrypt(nonce, plain + b"\x02", None)


def vapid_header(*, origin: str, contact: str, until: int, private_key: str, public_key: str) -> str:
    """The Authorization of a request to the push service at ``origin``, good until the UTC second ``until``."""
    key = ec.derive_private_key(int.from_bytes(from_text(private_key), "big"), CURVE)
    parts = ({"typ": "JWT", "alg": "ES256"}, {"aud": origin, "exp": until, "sub": contact})
    signing_input = ".".join(to_text(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    r, s = decode_dss_signature(key.sign(signing_input.encode(), ec.ECDSA(SHA256())))
    signature = to_text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={signing_input}.{signature},k={public_key}"


def to_text(raw: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(raw).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """The bytes of base64url, padded or not. Raises ValueError."""
    try:
        return b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise ValueError("not base64url") from error


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
