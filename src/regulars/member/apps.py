"""Lets Django find the pages' templates, styles and translations."""

from django.apps import AppConfig


class MemberConfig(AppConfig):
    name = "regulars.member"
