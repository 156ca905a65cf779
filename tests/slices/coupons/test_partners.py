"""Partners' codes: with a purchase, once, in its transaction; an empty pool is noted, and reports are read and written."""

from datetime import UTC, datetime

import pytest
from coupon_shop import bought
from django.db import transaction

from regulars.core.programme.compiled import compile_programme
from regulars.coupons import partners, pools, queries
from regulars.coupons.models import Code, Given
from regulars.coupons.refusals import CodesUnreadable, OfferUnknown, PoolUnknown
from regulars.desk.coupons.filling import fill_from, mark_redeemed, offer_named, pool_named
from regulars.desk.importing import import_events
from regulars.desk.posting import Arrival, post
from regulars.desk.verify import verify
from regulars.events.models import Event
from regulars.lib.cursors import raw_cursor


def filled(*texts):
    with transaction.atomic():
        pools.fill(raw_cursor(), "partner:taxi", [(row, text, text) for row, text in enumerate(texts)])


def ordered(programme, name, amount=300, member="Ada"):
    return post(programme, [Arrival("till", member, bought(programme, amount, order=name).order)])[0]


def given():
    found = Given.objects.order_by("order_id").values_list("order_id", "code_id")
    texts = dict(Code.objects.values_list("id", "code"))
    return [(order, texts.get(code)) for order, code in found]


def test_a_purchase_that_qualifies_brings_a_code_once(coupon_shop):
    filled("RIDE-1", "RIDE-2")

    for _ in range(2):
        ordered(coupon_shop, "A-1")
    ordered(coupon_shop, "A-2", amount=299)

    assert given() == [("A-1", "RIDE-1")]
    (own,) = queries.of_member([Given.objects.get().wallet_id])
    assert (own.code, own.state, own.pool) == ("RIDE-1", "issued", "partner:taxi")
    assert verify(coupon_shop).broken == ()


def test_several_orders_of_one_moment_get_a_code_each(coupon_shop):
    filled("RIDE-1", "RIDE-2", "RIDE-3")
    arrivals = [
        Arrival("till", f"M-{number}", bought(coupon_shop, 300, order=f"A-{number}").order)
        for number in (1, 2)
    ]

    post(coupon_shop, arrivals)

    assert given() == [("A-1", "RIDE-1"), ("A-2", "RIDE-2")]


def test_an_empty_pool_leaves_the_order_as_it_is_and_is_noted(coupon_shop):
    filled("RIDE-1")

    answers = [ordered(coupon_shop, name) for name in ("A-1", "A-2")]

    assert [one.status for one in answers] == ["decided", "decided"]
    assert given() == [("A-1", "RIDE-1"), ("A-2", None)]
    assert [(week.given, week.missing) for week in partners.by_week("taxi", "Asia/Taipei")] == [(1, 1)]
    (pool,) = queries.pools()
    assert pool.is_empty


def test_nobody_gets_one_who_is_not_a_member(coupon_shop):
    filled("RIDE-1")

    ordered(coupon_shop, "A-1", member=None)

    assert given() == []


def test_a_history_brings_nobody_a_code(coupon_shop):
    filled("RIDE-1")
    order = bought(coupon_shop, 300, order="A-1").order

    import_events(coupon_shop, source="file", events=[("Ada", order)])

    assert given() == []


def test_a_line_that_breaks_gives_no_code_and_takes_no_order(coupon_shop, monkeypatch):
    filled("RIDE-1")

    def broken(*_):
        raise ConnectionError

    with monkeypatch.context() as line:
        line.setattr(partners, "give", broken)
        with pytest.raises(ConnectionError):
            ordered(coupon_shop, "A-1")

    assert (Event.objects.count(), Code.objects.get().state) == (0, "free")


def test_a_report_marks_codes_as_used_and_says_which_were_never_given(coupon_shop, tmp_path):
    filled("RIDE-1", "RIDE-2")
    ordered(coupon_shop, "A-1")
    file = tmp_path / "used.csv"
    file.write_text("date,code\n2026-11-01,RIDE-1\n2026-11-02,RIDE-2\n2026-11-02,RIDE-9\n")

    assert mark_redeemed(file, "taxi") == (1, 2)
    assert mark_redeemed(file, "taxi") == (0, 2)
    assert dict(Code.objects.values_list("code", "state")) == {"RIDE-1": "redeemed", "RIDE-2": "free"}


@pytest.mark.parametrize(
    ("text", "put_in", "aside"),
    [
        pytest.param("R-1\nR-2\n", 2, [], id="one a line"),
        pytest.param("code\nR-1\n", 1, [], id="with a heading"),
        pytest.param("\ufeffname,優惠碼\nx,R-1\n", 1, [], id="a table with a Chinese heading"),
        pytest.param("R-1\nR-2\nR-1\n", 2, [(3, "R-1", "twice")], id="a row that stands twice"),
        pytest.param("R-1\n\nR-2\n", 2, [], id="an empty line"),
        pytest.param("a,code\nx,\ny,R-1\n", 1, [(2, "", "unusable")], id="a row without a code"),
        pytest.param("x" * 101 + "\nR-1\n", 1, [(1, "x" * 101, "unusable")], id="a code that is too long"),
        pytest.param("ride\nRIDE\n", 2, [], id="a partner's small letters are others"),
    ],
)
def test_a_file_fills_a_pool_and_says_which_rows_it_did_not(db, tmp_path, text, put_in, aside):
    file = tmp_path / "codes.csv"
    file.write_text(text, encoding="utf-8")

    filled_up = fill_from(file, "partner:taxi")

    assert (filled_up.put_in, [tuple(one) for one in filled_up.aside]) == (put_in, aside)


def test_a_file_again_changes_nothing(db, tmp_path):
    file = tmp_path / "codes.csv"
    file.write_text("R-1\nR-2\n")
    fill_from(file, "partner:taxi")

    again = fill_from(file, "partner:taxi")

    assert (again.put_in, [one.why for one in again.aside]) == (0, ["there", "there"])


def test_of_very_many_rows_that_are_none_each_is_handed_on_and_few_are_remembered(db, tmp_path):
    file, handed = tmp_path / "codes.csv", []
    file.write_text("R-1\n" * 500)

    filled_up = fill_from(file, "partner:taxi", set_aside=handed.append)

    assert (filled_up.put_in, filled_up.left_out, len(filled_up.aside)) == (1, 499, 100)
    assert [one.row for one in handed] == list(range(2, 501))
    assert filled_up.aside == tuple(handed[:100])


def test_only_a_partners_offer_has_reports(coupon_shop):
    assert offer_named(coupon_shop, "taxi") == "taxi"
    with pytest.raises(OfferUnknown) as refused:
        offer_named(coupon_shop, "tea")
    assert refused.value.facts == {"offer": "tea", "known": ["taxi"]}


def test_progress_ends_at_one(db, tmp_path):
    file, told = tmp_path / "codes.csv", []
    file.write_text("\n".join(f"R-{number}" for number in range(25_000)))

    fill_from(file, "partner:taxi", on_progress=told.append)

    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_file_in_another_encoding_is_refused(db, tmp_path):
    file = tmp_path / "codes.csv"
    file.write_bytes("碼\n".encode("big5"))

    with pytest.raises(CodesUnreadable):
        fill_from(file, "partner:taxi")


def test_a_pool_is_named_by_its_coupon_or_its_offer(coupon_shop):
    programme = compile_programme(*(version.document for version in coupon_shop.versions))

    assert (pool_named(programme, "tea"), pool_named(programme, "taxi")) == ("tea", "partner:taxi")
    with pytest.raises(PoolUnknown) as refused:
        pool_named(programme, "once")
    assert refused.value.facts == {"pool": "once", "known": ["tea", "taxi"]}


def test_a_pool_warns_at_a_tenth_and_where_a_week_takes_more(db):
    filled(*(f"RIDE-{number}" for number in range(20)))
    now = datetime.now(UTC)
    for number in range(18):
        with transaction.atomic():
            pools.claim(raw_cursor(), "partner:taxi", wallet_id=number, now=now, ends_at=None)
        (pool,) = queries.pools()
        assert pool.is_low == (pool.free * 10 <= 20 or pool.free < number + 1)
