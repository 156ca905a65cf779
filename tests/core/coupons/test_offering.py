"""Which purchases bring a partner's code: once each, to whom it is meant for, and so often."""

import pytest
from msgspec.structs import replace
from one_member import BASE, Member, asks, line, version

from regulars.core.programme.document import PartnerOffer, Words

SAID = Words(zh_hant="叫車碼", en="A ride")


def offered(**parts):
    """A programme with one offer; `from` is `since`."""
    document = version(BASE, purposes={"marketing": asks()})
    return replace(document, partner_offers=[PartnerOffer(id="taxi", name=SAID, partner="A taxi", **parts)])


def brought(member):
    return [one.facts for one in member.reasons if one.code == "offered"]


@pytest.mark.parametrize(
    ("offer", "bought", "times"),
    [
        pytest.param({}, [100], 1, id="any purchase"),
        pytest.param({"minimum": 100}, [100], 1, id="just enough"),
        pytest.param({"minimum": 100}, [99], 0, id="one short"),
        pytest.param({"lines": '"books" in line.categories', "minimum": 50}, [line(60, category="books"), 90], 1, id="enough of what it is for"),
        pytest.param({"lines": '"books" in line.categories'}, [90], 0, id="nothing of what it is for"),
        pytest.param({"when": "member.orders == 0"}, [100], 1, id="the first purchase"),
        pytest.param({"when": "member.orders > 0"}, [100], 0, id="not the first purchase"),
        pytest.param({"since": "2024-03-01", "until": "2024-03-01"}, [100], 1, id="on its only day"),
        pytest.param({"since": "2024-03-02"}, [100], 0, id="not yet"),
        pytest.param({"purpose": "marketing"}, [100], 0, id="for those who agreed"),
    ],
)  # fmt: skip
def test_what_a_purchase_brings(offer, bought, times):
    member = Member(offered(**offer))

    member.buys("2024-03-01", *bought)

    assert brought(member) == [("partner/taxi",)] * times


def test_so_often_for_one_member():
    member = Member(offered(times=2))

    for day in (1, 2, 3):
        member.buys(f"2024-03-0{day}", 100)

    assert len(brought(member)) == 2


def test_who_agreed_gets_what_needs_it():
    member = Member(offered(purpose="marketing"))
    member.agrees("2024-02-01", "marketing")

    member.buys("2024-03-01", 100)

    assert len(brought(member)) == 1


def test_points_are_the_same_with_and_without_it():
    plain, with_offer = Member(version(BASE)), Member(offered())

    assert plain.buys("2024-03-01", 100) == with_offer.buys("2024-03-01", 100)
