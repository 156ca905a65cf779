"""The API's addresses, below /api/v1, and what happens where one of them says no."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.core.exceptions import SynchronousOnlyOperation
from django.db import InterfaceError
from django.http import HttpResponseNotAllowed
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import ValidationError

from regulars.api import (
    budgets,
    challenges,
    consents,
    coupons,
    donations,
    draws,
    holds,
    leaderboards,
    members,
    missions,
    occasions,
    orders,
    partner_reports,
    referrals,
    rewards,
    transfers,
)
from regulars.api.coupons_told import COUPONS
from regulars.api.idempotency import reply_before
from regulars.api.keys import Key
from regulars.api.openapi import components
from regulars.api.problems import RETRY_AFTER_SECONDS, faulty, refused, shown, status_of
from regulars.api.refusals import AddressUnknown, FieldUnusable, MethodUnusable
from regulars.core.refusals import Refusal
from regulars.lib.schema import UNUSABLE, unusable_database

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from ninja.openapi.schema import OpenAPISchema


class DescribedApi(NinjaAPI):
    """Ninja's API with the schemas of our own structs in its description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"] = {
            **schema["components"],
            **components(
                members.Page,
                consents.Consents,
                *occasions.NAMED,
                *COUPONS,
                *missions.NAMED,
                *rewards.NAMED,
                *budgets.NAMED,
                *challenges.NAMED,
                *leaderboards.NAMED,
                *referrals.NAMED,
                *partner_reports.NAMED,
                *donations.NAMED,
                *draws.NAMED,
            ),
        }
        return schema


api = DescribedApi(
    title="Regulars",
    version="1",
    description="Orders in; points, levels and reasons out. See docs/reference/api.md.",
    # The ready-made pages load their scripts from elsewhere, and this shop loads nothing from elsewhere.
    docs_url=None,
    openapi_url="/openapi.json",
    auth=Key(),
)
api.add_router("", orders.router)
api.add_router("", rewards.router)
api.add_router("", budgets.router)
api.add_router("", members.router)
api.add_router("", consents.router)
api.add_router("", holds.router)
api.add_router("", missions.router)
api.add_router("", transfers.router)
api.add_router("", referrals.router)
api.add_router("", occasions.router)
api.add_router("", challenges.router)
api.add_router("", leaderboards.router)
api.add_router("", coupons.router)
api.add_router("", partner_reports.router)
api.add_router("", donations.router)
api.add_router("", draws.router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    # What says only "come again" says nothing of the request, and the database may be away.
    before = None if status_of(refusal) in RETRY_AFTER_SECONDS else reply_before(request)
    return refused(request, refusal) if before is None else shown(before)


@api.exception_handler(Exception)
def _faulty(request: HttpRequest, fault: Exception) -> HttpResponse:
    if isinstance(fault, (*UNUSABLE, InterfaceError)):
        return refused(request, unusable_database(fault))
    return faulty(request, fault)


@api.exception_handler(SynchronousOnlyOperation)
def _waits(request: HttpRequest, fault: Exception) -> HttpResponse:  # noqa: ARG001 - ninja wants it by this name.
    """What has to ask the database is no fault on a loop: a thread does it."""
    raise fault


@api.exception_handler(ValidationError)
def _misread(request: HttpRequest, mistake: ValidationError) -> HttpResponse:
    """What ninja reads by itself: the query."""
    first = mistake.errors[0]
    kind = "int" if str(first.get("type", "")).startswith("int") else "str"
    return refused(
        request, FieldUnusable(field=str(first["loc"][-1]), problem=f"Expected `{kind}`, got `str`")
    )


def unknown(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - the address names it.
    """Programs get a problem of the API's kind and no page, wherever they knock."""
    return refused(request, AddressUnknown(address=request.path))


def _in_our_words(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A wrong method is a problem like any other; ninja answers it with a page of three words."""

    @wraps(view)
    def asked(request: HttpRequest, **of_address: object) -> HttpResponse:
        answer = view(request, **of_address)
        if not isinstance(answer, HttpResponseNotAllowed):
            return answer
        allowed = answer.headers["Allow"]
        problem = refused(request, MethodUnusable(method=request.method, allowed=allowed))
        problem.headers["Allow"] = allowed
        return problem

    return asked


_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    assert _pattern.callback is not None
    _pattern.callback = _in_our_words(_pattern.callback)

urlpatterns = [path("v1/", (_patterns, _app, _namespace)), path("<path:rest>", unknown)]
