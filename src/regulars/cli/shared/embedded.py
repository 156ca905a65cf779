"""The embedded database without Django, for commands that must work when nothing else does."""

import os

from regulars.lib.postgres import EmbeddedPostgres


def embedded() -> EmbeddedPostgres:
    """Return the embedded database of this installation, running or not."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regulars.site.settings")
    from django.conf import settings

    return EmbeddedPostgres(settings.VAR)
