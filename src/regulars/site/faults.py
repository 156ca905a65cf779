"""Answers a page that broke: 503 where the database is away or full, which passes, and 500 where it is our fault."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError
from django.shortcuts import render
from django.views.defaults import server_error

from regulars.lib.schema import UNUSABLE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

RETRY_AFTER_SECONDS = 5


def broken(request: HttpRequest) -> HttpResponse:
    """Answer in both languages: whoever asks may not be known, and neither may the language they chose."""
    if not isinstance(sys.exc_info()[1], (*UNUSABLE, InterfaceError)):
        return server_error(request)
    # Without a request: its context would look the visitor up, in the database that is away.
    answer = render(None, "503.html", status=503)
    answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer
