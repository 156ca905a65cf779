"""The wiring as Django knows it: an application, so that its templates and static files are found."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """What both faces share."""

    name = "regulars.site"
    label = "site"
