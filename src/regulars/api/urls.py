"""The API's addresses, below /api/v1, and what happens where one of them says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import InterfaceError
from django.urls import path
from ninja import NinjaAPI

from regulars.api import members, orders
from regulars.api.keys import Key
from regulars.api.openapi import components
from regulars.api.problems import faulty, refused
from regulars.core.refusals import Refusal
from regulars.lib.schema import UNUSABLE, unusable_database

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from ninja.openapi.schema import OpenAPISchema


class DescribedApi(NinjaAPI):
    """Ninja's API with the schemas of our own structs in its description."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"] = {**schema["components"], **components(members.Page)}
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
api.add_router("", members.router)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refused(request, refusal)


@api.exception_handler(Exception)
def _faulty(request: HttpRequest, fault: Exception) -> HttpResponse:
    if isinstance(fault, (*UNUSABLE, InterfaceError)):
        return refused(request, unusable_database(fault))
    return faulty(request, fault)


urlpatterns = [path("v1/", api.urls)]
