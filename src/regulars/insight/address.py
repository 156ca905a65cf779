"""The address of the database that this process uses, for a process of its own that must use the same one."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.db import connection


def address() -> str:
    """A DATABASE_URL; the host stands in the query, because a socket's folder may be one."""
    known = connection.settings_dict
    who = ":".join(quote(str(known[key]), safe="") for key in ("USER", "PASSWORD") if known[key])
    place = {"host": known["HOST"], "port": known["PORT"], **known.get("OPTIONS", {})}
    tail = urlencode({name: value for name, value in place.items() if value})
    return f"postgresql://{who}{'@' if who else ''}/{quote(str(known['NAME']), safe='')}?{tail}"
