"""The list of members: found by what one knows of them, filtered by address, and taken away as a file."""

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from regulars.accounts.queries import audit_trail
from regulars.insight.members import Row
from regulars.people.models import Member
from regulars.programmes import queries
from regulars.programmes.actions import publish

LIST = reverse("console:members")


@pytest.fixture
def listed(shop, signed_in):
    """Return a function that answers the list as somebody of a role sees it."""

    def asked(query="", role="owner", **headers):
        return signed_in(role).get(f"{LIST}{query}", headers=headers).content.decode()

    return asked


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"愛達", "阿博"}),
        ("?q=愛", {"愛達"}),
        ("?q=0000 02", {"阿博"}),
        ("?q=100%25", set()),
        ("?q=_", set()),
        ("?level.card=silver", {"愛達"}),
        ("?level.card=gold", set()),
        ("?level.card=diamond", {"愛達", "阿博"}),
        ("?joined=30", {"阿博"}),
        ("?joined=365", {"愛達", "阿博"}),
        ("?pending=yes", set()),
        ("?level.card=silver&joined=30", set()),
        ("?before=1", set()),
        ("?before=nonsense", {"愛達", "阿博"}),
    ],
)
def test_the_address_says_who_is_shown(listed, query, found):
    page = listed(query)

    assert {name for name in ("愛達", "阿博") if name in page} == found


def test_an_analyst_sees_neither_names_nor_cards_and_cannot_search_for_them(listed, wallet_of):
    page = listed("?q=愛", role="analyst")

    assert "愛達" not in page
    assert "8012" not in page
    assert f"#{wallet_of('8012 0000 01')}" in page
    assert f"#{wallet_of('8012 0000 02')}" in page


def test_while_one_types_only_the_list_comes(listed):
    part = listed("?q=愛", **{"HX-Request": "true"})

    assert part.strip().startswith('<section id="list"')
    assert "愛達" in part


def test_going_back_in_the_browser_brings_the_whole_page(listed):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}

    assert "<!doctype html>" in listed(**headers)


def test_nobody_fits_says_what_to_do_next(listed):
    assert "Nobody fits" in listed("?q=zzz")


def _rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_what_the_list_shows(shop, signed_in):
    rows = _rows(signed_in("owner").get(reverse("console:members-export") + "?level.card=silver"))

    assert [(row["Card"], row["Nickname"], row["Sunny card"], row["Orders"]) for row in rows] == [
        ("8012 0000 01", "愛達", "Silver", "16")
    ]


def test_taking_a_list_away_is_written_down_without_what_was_searched_for(shop, signed_in):
    _rows(signed_in("marketer").get(reverse("console:members-export") + "?q=愛達"))

    row = audit_trail(verb="export_members")[0]
    assert row.by == "marketer"
    assert row.facts == {"joined": "", "pending": False, "with_words": True}


def test_a_nickname_is_never_a_formula(shop, signed_in):
    Member.objects.filter(nickname="阿博").update(nickname="=HYPERLINK(1)")

    rows = _rows(signed_in("owner").get(reverse("console:members-export") + "?q=HYPER"))

    assert rows[0]["Nickname"] == "'=HYPERLINK(1)"


def test_a_shop_without_members_says_how_they_come(staff, signed_in, db):
    queries._compiled.cache_clear()
    staff()
    programme = Path(__file__).parents[3] / "examples" / "programmes" / "plain.yaml"
    publish(text=programme.read_text(), now=timezone.now())

    page = signed_in("owner").get(LIST).content.decode()
    queries._compiled.cache_clear()

    assert "No members yet" in page
    assert "regulars import orders FILE" in page


def test_nothing_of_a_member_is_kept_in_the_browser(shop, signed_in):
    answer = signed_in("owner").get(LIST)

    assert "no-store" in answer.headers["Cache-Control"]
    assert "HX-Request" in answer.headers["Vary"]
    assert '"historyCacheSize": 0' in answer.content.decode()


def test_a_file_of_members_holds_what_the_membership_needs_and_nothing_that_was_asked_for():
    """The table of `docs/algorithms/consent.md`: no behaviour, no consents, no birthdays."""
    assert set(Row._fields) == {"wallet_id", "cards", "nickname", "joined_at", "orders", "levels", "points"}
