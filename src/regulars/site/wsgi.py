"""What the threads of the web server call: the wire for what clients send, and Django's whole way for all else."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")

_pages = get_wsgi_application()

# Only now: models exist only after Django was set up.
from regulars.api.wire.addresses import is_wires  # noqa: E402
from regulars.api.wire.application import application as _wire  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    found: WSGIApplication = _wire if is_wires(environ["PATH_INFO"]) else _pages
    return found(environ, start_response)
