"""Endpoints are made, shown their secret once, given another one while both hold, and end."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from regulars.accounts.actions import record
from regulars.core.refusals import Refusal
from regulars.webhooks.actions import forget_wanted
from regulars.webhooks.addresses import place_of
from regulars.webhooks.kinds import KINDS
from regulars.webhooks.models import Delivery, Endpoint
from regulars.webhooks.signing import SALT_BYTES, secret_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import User

ENDPOINTS_MOST: Final = 20


class KindsUnusable(Refusal):
    """An endpoint wants at least one kind of news, and only kinds that there are. Facts: given, known."""


class TooManyEndpoints(Refusal):
    """Each endpoint is told everything it wants, so there are so many at most. Facts: most."""


class EndpointUnknown(Refusal):
    """There is no such endpoint. Facts: number."""


class EndpointEnded(Refusal):
    """The endpoint has ended, and is told nothing more. Facts: url."""


class NoNewerSecret(Refusal):
    """The endpoint has one secret, which cannot end while there is no newer one. Facts: number."""


class Wanting(NamedTuple):
    """An endpoint as people see it; `waiting` deliveries are not sent yet, and it `has_two` secrets while one is changed."""

    number: int
    url: str
    kinds: tuple[str, ...]
    made_at: datetime
    ended_at: datetime | None
    end: str
    waiting: int
    has_two: bool


class Made(NamedTuple):
    """An endpoint with a new secret, which is shown this once."""

    number: int
    url: str
    secret: str


@transaction.atomic
def make(url: str, kinds: Sequence[str], *, by: User | None) -> Made:
    """Tell an address of these kinds from now on."""
    url = url.strip()
    place_of(url, may_be_private=settings.WEBHOOKS_TO_PRIVATE)
    if not kinds or not set(kinds) <= set(KINDS):
        raise KindsUnusable(given=list(kinds), known=list(KINDS))
    if Endpoint.objects.filter(ended_at=None).count() >= ENDPOINTS_MOST:
        raise TooManyEndpoints(most=ENDPOINTS_MOST)
    chosen = [kind for kind in KINDS if kind in kinds]
    one = Endpoint.objects.create(url=url, kinds=chosen, salt=secrets.token_bytes(SALT_BYTES))
    record(by=by, verb="make_webhook", subject=f"webhook:{one.pk}", facts={"kinds": ", ".join(chosen)})
    transaction.on_commit(forget_wanted)
    return Made(one.pk, url, secret_of(bytes(one.salt), settings.SECRET_KEY))


@transaction.atomic
def renew(number: int, *, by: User | None) -> Made:
    """Give an endpoint another secret, while the older one holds too; one that was never put to use is replaced."""
    one = _telling(number)
    one.newer_salt = secrets.token_bytes(SALT_BYTES)
    one.save(update_fields=["newer_salt"])
    record(by=by, verb="renew_webhook_secret", subject=f"webhook:{number}")
    return Made(one.pk, one.url, secret_of(one.newer_salt, settings.SECRET_KEY))


@transaction.atomic
def end_older_secret(number: int, *, by: User | None) -> None:
    """Sign with the newer secret alone from now on."""
    one = _telling(number)
    if one.newer_salt is None:
        raise NoNewerSecret(number=number)
    one.salt, one.newer_salt = one.newer_salt, None
    one.save(update_fields=["salt", "newer_salt"])
    record(by=by, verb="end_webhook_secret", subject=f"webhook:{number}")


@transaction.atomic
def revoke(number: int, *, by: User | None) -> None:
    """Tell an endpoint nothing more, and give up what waits for it. The second time changes nothing."""
    if not Endpoint.objects.filter(pk=number).exists():
        raise EndpointUnknown(number=number)
    if end(number, why="revoked"):
        record(by=by, verb="revoke_webhook", subject=f"webhook:{number}")


def end(number: int, *, why: str) -> bool:
    """Let an endpoint end, with all that waits for it. False where it had ended before."""
    ended = Endpoint.objects.filter(pk=number, ended_at=None).update(ended_at=Now(), end=why)
    Delivery.objects.filter(endpoint_id=number, state="waiting").update(state="ended")
    transaction.on_commit(forget_wanted)
    return bool(ended)


def every() -> tuple[Wanting, ...]:
    """All endpoints that ever were: those that want news first, then the newest."""
    rows = Endpoint.objects.order_by("-ended_at", "-id")
    ordered = sorted(rows, key=lambda one: one.ended_at is not None)
    return tuple(_wanting(one) for one in ordered)


def one_of(number: int) -> Wanting:
    """One endpoint."""
    found = Endpoint.objects.filter(pk=number).first()
    if found is None:
        raise EndpointUnknown(number=number)
    return _wanting(found)


def _telling(number: int) -> Endpoint:
    """An endpoint that has not ended, and that nobody else changes until the end of the transaction."""
    one = Endpoint.objects.select_for_update().filter(pk=number).first()
    if one is None:
        raise EndpointUnknown(number=number)
    if one.ended_at is not None:
        raise EndpointEnded(url=one.url)
    return one


def _wanting(one: Endpoint) -> Wanting:
    waiting = Delivery.objects.filter(endpoint_id=one.pk, state="waiting").count()
    return Wanting(
        one.pk,
        one.url,
        tuple(one.kinds),
        one.made_at,
        one.ended_at,
        one.end,
        waiting,
        one.newer_salt is not None,
    )
