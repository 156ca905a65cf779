"""Signs news the way of Standard Webhooks, with a secret that is worked out and kept nowhere."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

PREFIX: Final = "whsec_"
SALT_BYTES: Final = 16
#: A message that is older may be somebody's who plays it again.
TOLERANCE_SECONDS: Final = 300
SIGNATURES_MOST: Final = 10
_NOBODYS: Final = PREFIX + b64encode(bytes(32)).decode()


class Said(NamedTuple):
    """What a message says of itself, in the headers of Standard Webhooks."""

    name: str
    timestamp: str
    signatures: str


def secret_of(salt: bytes, installation_key: str) -> str:
    """The secret of an endpoint: 32 bytes that nobody finds without the installation's key."""
    drawn = hmac.new(installation_key.encode(), b"webhook " + salt, sha256).digest()
    return PREFIX + b64encode(drawn).decode()


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """What stands in `webhook-signature` for a body that is sent under a name at a second."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{name}.{timestamp}.".encode() + body, sha256).digest()
    return f"v1,{b64encode(signed).decode()}"


def is_signed(secrets: Sequence[str], said: Said, body: bytes, *, now: int) -> bool:
    """Whether a message was signed with one of these secrets, within five minutes of now.

    Whether a secret is there at all takes no other time than whether it is the right one.
    """
    timestamp = int(said.timestamp) if said.timestamp.isascii() and said.timestamp.isdecimal() else 0
    made = [signature(secret, said.name, timestamp, body).encode() for secret in secrets or (_NOBODYS,)]
    given = [one.encode() for one in said.signatures.split()[:SIGNATURES_MOST]]
    is_ours = any([hmac.compare_digest(mine, theirs) for mine in made for theirs in given])  # noqa: C419 - each is compared, however the first one went.
    return is_ours and bool(secrets) and abs(now - timestamp) <= TOLERANCE_SECONDS


def headers(secrets: Sequence[str], name: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers with which news is sent; signed with each secret, so that whoever knows one of them finds its own."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Regulars-Webhooks/1",
        "webhook-id": name,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, name, timestamp, body) for secret in secrets),
    }
