"""Pictures of rewards: handed in by staff, kept here, and shown from this shop alone under an address that never shows another."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from regulars.core.refusals import Refusal
from regulars.lib.pictures import KINDS, read
from regulars.rewards.models import Picture

if TYPE_CHECKING:
    from collections.abc import Collection

#: Bytes: a photograph for a telephone has a tenth of it.
LARGEST: Final = 1_000_000
ALT_LONGEST: Final = 200


class PictureUnusable(Refusal):
    """These bytes are no picture of a kind that browsers show. Facts: kinds."""


class PictureTooLarge(Refusal):
    """A picture of more bytes than a page should load. Facts: most (in bytes)."""


class PictureUndescribed(Refusal):
    """Whoever cannot see a picture reads what is on it, in both languages. Facts: most (letters)."""


class Seen(NamedTuple):
    """A picture where it is shown: its address, and what is on it in Chinese and in English."""

    address: str
    alt_zh: str
    alt_en: str


def put(reward: str, body: bytes, *, alt_zh: str, alt_en: str) -> None:
    """Give a reward its picture, in the place of the one that it had."""
    if len(body) > LARGEST:
        raise PictureTooLarge(most=LARGEST)
    words = [alt.strip() for alt in (alt_zh, alt_en)]
    if not all(words) or any(len(alt) > ALT_LONGEST or not alt.isprintable() for alt in words):
        raise PictureUndescribed(most=ALT_LONGEST)
    found = read(body)
    if found is None:
        raise PictureUnusable(kinds=list(KINDS))
    facts = {"kind": found.kind, "body": found.body, "digest": sha256(found.body).hexdigest()}
    Picture.objects.update_or_create(reward=reward, defaults=facts | {"alt_zh": words[0], "alt_en": words[1]})


def take_away(reward: str) -> None:
    """Let a reward have no picture."""
    Picture.objects.filter(reward=reward).delete()


def of(rewards: Collection[str]) -> dict[str, Seen]:
    """The pictures of some rewards; those without one are left out."""
    rows = Picture.objects.filter(reward__in=rewards).values_list("reward", "digest", "alt_zh", "alt_en")
    return {reward: Seen(f"/pictures/{digest}/", zh, en) for reward, digest, zh, en in rows}


def shown(digest: str) -> tuple[str, bytes] | None:
    """A picture by its address: its media type, and its bytes."""
    row = Picture.objects.filter(digest=digest).values_list("kind", "body").first()
    return (f"image/{row[0]}", bytes(row[1])) if row else None
