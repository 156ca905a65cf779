"""A till with a key, at a shop that runs the demo's programme."""

# ruff: noqa: PLC0415 - models may be imported once Django is set up, which is after this file is read.

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

PROGRAMMES = Path(__file__).parents[3] / "examples" / "programmes"


class Till:
    """Sends what a till sends, and remembers nothing."""

    def __init__(self, key, **headers):
        self._client = Client(raise_request_exception=False)
        self._headers = {"Accept-Language": "en", **headers} | (
            {"Authorization": f"Bearer {key}"} if key else {}
        )

    def post(self, path, body, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        return self._client.post(
            f"/api/v1/{path}", raw, content_type="application/json", headers=self._headers | headers
        )

    def put(self, path, body, **headers):
        raw = json.dumps(body, ensure_ascii=False).encode()
        return self._client.put(
            f"/api/v1/{path}", raw, content_type="application/json", headers=self._headers | headers
        )

    def delete(self, path, **headers):
        return self._client.delete(f"/api/v1/{path}", headers=self._headers | headers)

    def get(self, path, **headers):
        return self._client.get(f"/api/v1/{path}", headers=self._headers | headers)


@pytest.fixture
def programme_text():
    """Say what is published; a module whose shop runs something else has its own."""
    return (PROGRAMMES / "select-shop.yaml").read_text()


@pytest.fixture
def shop(live_database, programme_text):
    """Publish the programme, and close the desk after the test."""
    from regulars.api import posting
    from regulars.desk import gathering
    from regulars.programmes import queries
    from regulars.programmes.actions import publish

    queries._compiled.cache_clear()
    posting.forget_programme()
    publish(text=programme_text, now=datetime.now(UTC))
    yield
    gathering.close()
    queries._compiled.cache_clear()
    posting.forget_programme()


@pytest.fixture
def new_till(shop):
    """Return a function that gives a till of some name its key: `new_till("till-1")`."""
    from regulars.accounts import keys

    return lambda source, **headers: Till(keys.make(source), **headers)


@pytest.fixture
def till(new_till):
    return new_till("till-1")


@pytest.fixture
def stranger(shop):
    return Till(None)


@pytest.fixture
def other_till(new_till):
    return new_till("till-2")


@pytest.fixture
def till_with(shop):
    """Return a function that makes a till with any key, ours or not."""
    return Till
