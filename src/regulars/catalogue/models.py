"""Products, categories, brands and stores; what a file said of one stands above what events say."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Product(models.Model):
    """Something that is sold, by the name that orders and clients call it by. `categories` are paths."""

    id = models.TextField(primary_key=True)
    name = models.TextField(default="", db_default="")
    brand = models.TextField(default="", db_default="")
    categories = ArrayField(models.TextField(), default=list)
    is_imported = models.BooleanField(default=False, db_default=False)
    since = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name or self.id


class Category(models.Model):
    """A branch of goods, by its path; every branch above one that was told of is there too."""

    path = models.TextField(primary_key=True)

    def __str__(self) -> str:
        return self.path


class Brand(models.Model):
    """Whoever makes goods."""

    name = models.TextField(primary_key=True)

    def __str__(self) -> str:
        return self.name


class Store(models.Model):
    """A place where the shop sells."""

    id = models.TextField(primary_key=True)
    name = models.TextField(default="", db_default="")
    is_imported = models.BooleanField(default=False, db_default=False)
    since = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name or self.id
