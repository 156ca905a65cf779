"""What the web server calls: the wire for what clients send, the API's road for programs, Django's whole way for pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")

_pages = get_wsgi_application()

# Only now: models exist only after Django was set up.
from regulars.api import road  # noqa: E402
from regulars.api.wire.addresses import is_wires  # noqa: E402
from regulars.api.wire.application import application as _wire  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    return _for(environ["PATH_INFO"])(environ, start_response)


def _for(path: str) -> WSGIApplication:
    if is_wires(path):
        return _wire
    return road.application if path.startswith(road.PREFIX) else _pages
