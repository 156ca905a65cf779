"""What the web server calls: the wire for what clients send, Django for everything else, with less of it for programs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")


class _ForPrograms(WSGIHandler):
    """Django's own way through a request, with the middleware of the API in place of that of the pages."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature.
        of_pages, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.API_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = of_pages

    def get_response(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the length, by which a till knows the end of an answer and keeps its connection."""
        answer = super().get_response(request)
        if isinstance(answer, HttpResponse):
            answer.headers.setdefault("Content-Length", str(len(answer.content)))
        return answer


_pages = get_wsgi_application()
_api = _ForPrograms()

# Only now: models exist only after Django was set up.
from regulars.api.wire.addresses import is_wires  # noqa: E402
from regulars.api.wire.application import application as _wire  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    return _for(environ["PATH_INFO"])(environ, start_response)


def _for(path: str) -> WSGIApplication:
    if is_wires(path):
        return _wire
    return _api if path.startswith("/api/") else _pages
