"""What happens once when the shop is put together."""

from pathlib import Path

from django.apps import AppConfig

from regulars.lib.catalogues import compile_stale_catalogues


class SiteConfig(AppConfig):
    """The wiring itself, as Django knows it."""

    name = "regulars.site"
    label = "site"

    def ready(self) -> None:
        # Translations are kept as people write them, so that a change of a word is a change of one line.
        compile_stale_catalogues(Path(self.path).parent)
