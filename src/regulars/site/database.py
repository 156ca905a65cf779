"""Turns a DATABASE_URL into what Django wants to know about a database."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from regulars.site.environment import SettingUnusable

EXPECTED = "postgresql://user:password@host:port/name; Regulars stands on PostgreSQL only"
SCHEMES = {"postgresql", "postgres"}


def django_database(url: str) -> Mapping[str, object]:
    """Return Django's settings for the address; a host in the query (a socket's folder) counts too."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingUnusable(
            setting="DATABASE_URL", given="an address that cannot be read", expected=EXPECTED
        ) from None
    name, options = unquote(parts.path.lstrip("/")), dict(parse_qsl(parts.query))
    if parts.scheme not in SCHEMES or not name:
        # The address may hold a password, so only its beginning is repeated.
        raise SettingUnusable(setting="DATABASE_URL", given=f"{parts.scheme}://…", expected=EXPECTED)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(port or ""),
        "OPTIONS": options,
        # Every thread of the web server keeps its connection, and looks whether it still lives.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
