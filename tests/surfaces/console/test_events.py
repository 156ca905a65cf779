"""Events in the console: sources and their keys, the quarantine, the watch, and the catalogue."""

import json
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from regulars.accounts.queries import audit_trail
from regulars.catalogue.actions import notice
from regulars.core.periods import instant
from regulars.events.intake import plans, sources
from regulars.events.intake.bodies import Letter
from regulars.events.intake.log import append
from regulars.events.intake.months import make_ready
from regulars.events.intake.understanding import Post, understand
from regulars.events.models import Arrived, Quarantined
from regulars.events.understanding.goods import Good
from regulars.lib.cursors import raw_cursor

pytestmark = pytest.mark.django_db

CUP = {
    "type": "track",
    "event": "Product Viewed",
    "messageId": "m-1",
    "userId": "ada@example.com",
    "properties": {"product_id": "cup"},
}


@pytest.fixture
def web(shop):
    plans.forget()
    return sources.add("web", purpose="網站", origins=["https://shop.example"], rate=200).source


@pytest.fixture
def tell(web):
    """Return a function that puts events into the log, and what is none into the quarantine."""

    def told(*events):
        now = datetime.now(UTC)
        found = understand(
            Letter(None, [json.dumps(each).encode() for each in events], None, None),
            Post(web.id, instant(now)),
        )
        with transaction.atomic():
            make_ready(raw_cursor(), now=now)
            append(raw_cursor(), found.events, found.aside)

    return told


@pytest.fixture
def aside(tell):
    tell(CUP | {"type": "trick"}, CUP | {"type": "trick", "messageId": "m-2"}, {"type": "page"})
    return list(Quarantined.objects.order_by("id").values_list("id", flat=True))


def page_of(answer):
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def done():
    """What the audit trail says, but for the accounts that the shop began with."""
    return [(one.verb, one.subject) for one in audit_trail(limit=5) if one.verb != "create_staff"]


def test_a_source_is_made_and_its_key_shown_once(shop, signed_in):
    owner = signed_in("owner")
    form = {
        "name": "web",
        "purpose": "Our web shop",
        "origins": "https://shop.example\nhttps://m.shop.example",
        "rate": "50",
    }

    page = page_of(owner.post(reverse("console:source-make"), form))

    (made,) = sources.every()
    key = page.partition("<code>")[2].partition("</code>")[0]
    sources.forget_trusted()
    assert sources.source_of(key) == made
    assert not made.is_trusted
    assert (made.origins, made.rate) == (("https://m.shop.example", "https://shop.example"), 50)
    assert key not in page_of(owner.get(reverse("console:source", args=[made.id])))
    assert done() == [("make_source", f"source:{made.id}")]


def test_a_servers_source_is_trusted_with_orders_where_somebody_says_so(shop, signed_in):
    form = {"name": "server", "purpose": "Orders", "origins": "", "rate": "", "trusted": "yes"}

    signed_in("owner").post(reverse("console:source-make"), form)

    (made,) = sources.every()
    assert made.is_trusted
    page = page_of(signed_in("owner").get(reverse("console:source", args=[made.id])))
    assert "What it tells of orders counts." in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": "Web Shop"}, "cannot name a source"),
        ({"purpose": " "}, "what its events are for"),
        ({"origins": "shop.example"}, "is no origin"),
        ({"rate": "0"}, "from 1 to 1000000"),
        ({"rate": "many"}, "from 1 to 1000000"),
    ],
)
def test_a_source_that_cannot_be_says_why_and_keeps_what_was_typed(shop, signed_in, wrong, said):
    form = {"name": "web", "purpose": "Our web shop", "origins": "", "rate": ""} | wrong

    answer = signed_in("owner").post(reverse("console:source-make"), form)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sources.every() == ()
    assert done() == []


def test_a_key_is_revoked_for_ever(web, signed_in):
    signed_in("owner").post(reverse("console:source-revoke", args=[web.id]))

    assert sources.every()[0].revoked_at is not None
    assert done() == [("revoke_source", f"source:{web.id}")]


def test_a_plan_is_published_once_for_each_text(web, signed_in):
    owner, address = signed_in("owner"), reverse("console:source-plan", args=[web.id])
    text = "mode: block\r\nevents:\r\n  Checked In: { schema: { required: [store_id] } }\r\n"

    owner.post(address, {"text": text})
    owner.post(address, {"text": text})

    assert [one.version for one in plans.published(web.id)] == [1]
    assert "\r" not in plans.published(web.id)[0].text
    assert done() == [("publish_plan", f"source:{web.id}")]


def test_a_plan_that_is_none_says_why_and_stays_in_the_form(web, signed_in):
    answer = signed_in("owner").post(
        reverse("console:source-plan", args=[web.id]), {"text": "events: 5 # mine"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This is no tracking plan" in page
    assert "events: 5 # mine" in page


def test_the_quarantine_says_why_and_filters_by_reason(aside, signed_in):
    support = signed_in("support")

    assert "There is no kind of event trick." in page_of(support.get(reverse("console:quarantine")))
    narrowed = page_of(support.get(reverse("console:quarantine"), {"reason": "nobody_named"}))
    assert "trick" not in narrowed
    assert "names neither a user" in narrowed


def test_an_event_is_mended_in_a_form(aside, signed_in):
    support, address = signed_in("support"), reverse("console:quarantined-mend", args=[aside[0]])

    answer = support.post(address, {"do": "mend", "text": json.dumps(CUP)})

    assert answer.status_code == 302
    assert [row.message_id for row in Arrived.objects.all()] == ["m-1"]
    assert done() == [("mend_event", f"quarantine:{aside[0]}")]


def test_what_is_no_event_even_now_stays_in_the_form(aside, signed_in):
    support, address = signed_in("support"), reverse("console:quarantined-mend", args=[aside[0]])

    answer = support.post(address, {"do": "mend", "text": '{"type": "trick" }'})
    again = support.post(address, {"do": "replay"})

    assert (answer.status_code, again.status_code) == (422, 422)
    assert "There is no kind of event trick." in answer.content.decode()
    assert "{&quot;type&quot;: &quot;trick&quot; }" in answer.content.decode()
    assert not Arrived.objects.exists()
    assert done() == []


def test_all_with_one_reason_are_dropped_at_once(aside, signed_in):
    support = signed_in("support")
    support.post(reverse("console:quarantine-all"), {"do": "drop", "reason": "kind_unknown"})

    assert list(Quarantined.objects.order_by("id").values_list("state", flat=True)) == [
        "dropped",
        "dropped",
        "waiting",
    ]
    assert done() == [("drop_events", "quarantine")]


def test_all_with_one_reason_are_replayed_at_once_and_what_is_none_stays(aside, signed_in):
    Quarantined.objects.filter(pk=aside[1]).update(mended=json.dumps(CUP).encode())

    answer = signed_in("support").post(
        reverse("console:quarantine-all"), {"do": "replay", "reason": "kind_unknown"}, follow=True
    )

    assert list(Quarantined.objects.order_by("id").values_list("state", flat=True)) == [
        "waiting",
        "replayed",
        "waiting",
    ]
    assert "1 event is in the log again." in answer.content.decode()
    assert "1 is no event even now" in answer.content.decode()


def test_one_that_was_dropped_is_found_no_more(aside, signed_in):
    support = signed_in("support")
    support.post(reverse("console:quarantined-mend", args=[aside[0]]), {"do": "drop"})

    assert support.get(reverse("console:quarantined", args=[aside[0]])).status_code == 404
    assert (
        support.post(reverse("console:quarantined-mend", args=[aside[0]]), {"do": "replay"}).status_code
        == 404
    )


def test_the_watch_shows_what_arrives_the_latest_first(tell, signed_in):
    tell(CUP, CUP | {"messageId": "m-2", "event": "Product Added"})

    page = page_of(signed_in("support").get(reverse("console:live")))

    assert page.index("Product Added") < page.index("Product Viewed")
    assert "every 2s" in page
    assert "ada@example.com" in page


def test_a_paused_watch_asks_no_more_and_shows_what_was_said(tell, signed_in):
    tell(CUP)

    page = page_of(signed_in("support").get(reverse("console:live"), {"paused": "yes"}))

    assert "every 2s" not in page
    assert "&quot;product_id&quot;" in page


@pytest.mark.parametrize(
    ("asked", "there"), [({"name": "added"}, False), ({"name": "viewed"}, True), ({"source": "web"}, True)]
)
def test_the_watch_can_be_narrowed(tell, signed_in, asked, there):
    tell(CUP)

    page = page_of(signed_in("support").get(reverse("console:live"), asked))

    assert ("ada@example.com" in page) is there


def test_who_may_not_see_details_sees_neither_names_nor_words(tell, aside, signed_in):
    tell(CUP | {"messageId": "m-9"})
    analyst = signed_in("analyst")
    pages = [
        page_of(analyst.get(reverse("console:live"), {"paused": "yes"})),
        page_of(analyst.get(reverse("console:quarantine"))),
        page_of(analyst.get(reverse("console:quarantined", args=[aside[0]]))),
    ]

    assert [("ada@example.com" in page, "product_id" in page) for page in pages] == [(False, False)] * 3


def test_the_catalogue_is_searched_and_filtered(shop, signed_in):
    goods = [Good("P-1", "霧面馬克杯", "Sunny", ("home/cups",)), Good("P-2", "Tea", None, ("food",))]
    notice(raw_cursor(), goods=goods, stores=["TPE-1"])
    analyst, address = signed_in("analyst"), reverse("console:catalogue")

    assert "TPE-1" in page_of(analyst.get(address))
    for asked in ({"q": "馬克"}, {"category": "home"}, {"brand": "Sunny"}):
        page = page_of(analyst.get(address, asked, headers={"HX-Request": "true"}))
        assert ("P-1" in page, "P-2" in page) == (True, False)
    assert "No product fits" in page_of(analyst.get(address, {"q": "100%"}))


@pytest.mark.parametrize(
    ("language", "waits", "apart"),
    [
        ("en", "1 event is not read yet, ", "3 events wait in the quarantine"),
        ("zh-hant", "1 筆事件待處理，落後 ", "隔離區有 3 筆事件待處理"),
    ],
)
def test_the_overview_says_how_far_the_shop_is_behind_and_what_waits_aside(
    tell, aside, signed_in, language, waits, apart
):
    tell(CUP | {"messageId": "m-9"})
    page = page_of(signed_in("analyst", language).get(reverse("console:home")))

    assert waits in page
    assert f'<a href="{reverse("console:quarantine")}">{apart}</a>' in page


def test_a_shop_to_which_nothing_ever_came_is_told_nothing_of_it(shop, signed_in):
    page = page_of(signed_in("analyst").get(reverse("console:home")))

    assert "Every event that came is read" not in page
    assert "wait in the quarantine" not in page
