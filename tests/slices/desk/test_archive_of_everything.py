"""Each table of a shop is archived, follows from what is, or is left out on purpose; whoever signed in before can again."""

from datetime import UTC, datetime

import duckdb
import pytest
from archived_shop import emptied, every_row, every_table
from corner_shop import order, told
from django.contrib.auth import authenticate
from django.contrib.auth.models import User

from regulars.accounts import keys
from regulars.accounts.actions import record
from regulars.accounts.models import AuditHead, AuditRecord
from regulars.accounts.queries import verify_audit
from regulars.accounts.roles import roles_of
from regulars.accounts.staff import create_staff
from regulars.catalogue.models import Brand, Category, Product, Store
from regulars.desk.archive.rebuilding import rebuild
from regulars.desk.archive.tables import FOLLOWS, LEFT_OUT, LOGS, WHOLE
from regulars.desk.archive.writing import archive
from regulars.desk.queries import wallet_of
from regulars.events.models import Source
from regulars.people.logins import give_login, wallet_of_login
from regulars.programmes.models import Draft
from regulars.proposals.models import Proposal

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_every_table_stands_in_one_list():
    named = [*LOGS, *WHOLE, *FOLLOWS, *LEFT_OUT]

    assert sorted(named) == sorted(set(named))
    assert set(named) == every_table()


@pytest.fixture
def furnished(live_shop):
    """A shop with people who sign in, keys, goods, a draft, and something that waits for a second person."""
    told(live_shop, order("1", "2026-03-01 10:00", ("tea", 2)))
    create_staff(name="mei", role="owner", password="correct horse")
    give_login(wallet_of("Ada"), username="8012 0000 01", password="battery staple")
    Product.objects.create(
        id="tea", name='A "green", tea\n', brand="Tea & Co", categories=["drinks/tea", "a,b{}", ""]
    )
    Category.objects.create(path="drinks/tea")
    Brand.objects.create(name="Tea & Co")
    Store.objects.create(id="s1", name="台北 1 店")
    mei = User.objects.get(username="mei")
    Draft.objects.create(text="programme: corner\n", updated_by=mei)
    Source.objects.create(
        name="web", purpose="p", origins=["https://a.b"], is_trusted=False, fingerprint=b"\x00'\\"
    )
    Proposal.objects.create(
        key="k", wallet_id=wallet_of("Ada"), currency="coin", points=9, reason="對不起", proposed_by=mei.pk
    )
    record(by=mei, verb="try", subject="shop:1", facts={"zh": "書", "n": 1, "none": None, "yes": True})
    return keys.make("till-1")


def test_everything_comes_back_and_opens_what_it_opened(furnished, tmp_path):
    before, trail = every_row(), verify_audit()
    archive(tmp_path, now=NOW)
    emptied()
    keys._trusted.clear()

    rebuild(tmp_path)

    assert every_row() == before
    assert keys.source_of(furnished) == "till-1"
    assert roles_of(authenticate(username="mei", password="correct horse")) == {"owner"}
    ada = authenticate(username="8012000001", password="battery staple")
    assert wallet_of_login(ada.pk) == wallet_of("Ada")
    assert (verify_audit(), trail.broken) == (trail, None)


def test_no_secret_is_in_the_archive(furnished, tmp_path):
    folder = tmp_path / "archive"
    archive(folder, now=NOW)

    written = "".join(str(duckdb.sql(f"FROM '{file}'").fetchall()) for file in folder.rglob("*.parquet"))
    assert "till-1" in written
    assert furnished not in written
    assert "battery staple" not in written
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_trail_and_numbers_go_on_after_the_last(furnished, tmp_path):
    last, most = AuditHead.objects.get().no, User.objects.order_by("-pk").first().pk
    archive(tmp_path, now=NOW)
    emptied()
    rebuild(tmp_path)

    create_staff(name="new", role="analyst")

    assert User.objects.get(username="new").pk == most + 1
    assert AuditRecord.objects.order_by("-no").first().no == last + 1
    assert verify_audit().broken is None
