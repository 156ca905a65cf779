"""Events as the log keeps them: their very bytes, since an id that comes a second time is compared by its body."""

import msgspec
import pytest

from regulars.core import events
from regulars.core.events import EVENT_NAMES, Behaviour, Event, Exchange, Line, LotGiven, ReturnLine

SAID = ("e1", 1_700_000_000_000_000, 738_839)
HEAD = '"id":"e1","occurred_at":1700000000000000,"day":738839'
LINE = '{"product":"t","quantity":1,"amount":0,"categories":["a/b"],"brand":"Leaf","name":"Tea"}'

KEPT = [
    (
        events.Order(*SAID, 605, (Line("tea", 2, 300),), "taipei", unearning=40),
        '"order",HEAD,"minute":605,"lines":[{"product":"tea","quantity":2,"amount":300}],"store":"taipei","unearning":40',
    ),
    (
        events.Order(*SAID, 605, (Line("t", 1, 0, ("a/b",), "Leaf", "Tea"),), channel="store"),
        '"order",HEAD,"minute":605,"lines":[LINE],"channel":"store"'.replace("LINE", LINE),
    ),
    (
        events.Order(*SAID, 605, (), exchange=Exchange((ReturnLine("t", 1),), "o0", 5, "shop")),
        '"order",HEAD,"minute":605,"lines":[],"exchange":{"lines":[{"product":"t","quantity":1}],"order":"o0","amount":5,"by":"shop"}',
    ),
    (
        events.Return(*SAID, (ReturnLine("tea", 1, 2, 80),), "o1", 20, "shop"),
        '"return",HEAD,"lines":[{"product":"tea","quantity":1,"line":2,"amount":80}],"order":"o1","amount":20,"by":"shop"',
    ),
    (events.Return(*SAID, (ReturnLine("tea"),)), '"return",HEAD,"lines":[{"product":"tea"}]'),
    (events.Cancellation(*SAID, "o1"), '"cancellation",HEAD,"order":"o1"'),
    (events.Milestone(*SAID, "o1", "delivered"), '"milestone",HEAD,"order":"o1","name":"delivered"'),
    (
        events.Spend(*SAID, "coin", 5, "a mug", "o1"),
        '"spend",HEAD,"currency":"coin","points":5,"purpose":"a mug","order":"o1"',
    ),
    (events.PointsHeld(*SAID, "coin", 5, 60), '"hold",HEAD,"currency":"coin","points":5,"lasts":60'),
    (events.HoldPosted(*SAID, "h1", 5, "o1"), '"hold_posted",HEAD,"hold":"h1","points":5,"order":"o1"'),
    (events.HoldVoided(*SAID, "h1"), '"hold_voided",HEAD,"hold":"h1"'),
    (
        events.PointsGiven(*SAID, "coin", 5, "M2", "for you"),
        '"given",HEAD,"currency":"coin","points":5,"to":"M2","message":"for you"',
    ),
    (
        events.PointsReceived(*SAID, "coin", (LotGiven(5, 1, 2, 0),)),
        '"received",HEAD,"currency":"coin","lots":[[5,1,2,0]]',
    ),
    (
        events.Adjustment(*SAID, "coin", -5, "a slip", "ada"),
        '"adjustment",HEAD,"currency":"coin","points":-5,"reason":"a slip","by":"ada"',
    ),
    (events.Profile(*SAID, 738_000, 5), '"profile",HEAD,"joined_day":738000,"birth_month":5'),
    (events.MissionStarted(*SAID, "cafes"), '"mission_started",HEAD,"mission":"cafes"'),
    (events.MissionClaimed(*SAID, "cafes"), '"mission_claimed",HEAD,"mission":"cafes"'),
    (events.FriendInvited(*SAID, 7), '"friend_invited",HEAD,"by":7'),
    (events.FriendSettled(*SAID, 1), '"friend_settled",HEAD,"invited_at":1'),
    (
        events.MakeUpTakenBack(*SAID, "daily", 738_838),
        '"make_up_taken_back",HEAD,"mission":"daily","date":738838',
    ),
    (events.CheckInMadeUp(*SAID, "daily", 738_838), '"made_up",HEAD,"mission":"daily","date":738838'),
    (
        events.Redemption(*SAID, "raffle", 605, True),
        '"redemption",HEAD,"reward":"raffle","minute":605,"is_of_age":true',
    ),
    (events.Redemption(*SAID, "tote", 605), '"redemption",HEAD,"reward":"tote","minute":605'),
    (
        events.RedemptionCancelled(*SAID, "r1", "web", "shop"),
        '"redemption_cancelled",HEAD,"redemption":"r1","source":"web","by":"shop"',
    ),
    (
        events.RedemptionPaid(*SAID, "r1", "web", "A-1"),
        '"redemption_paid",HEAD,"redemption":"r1","source":"web","order":"A-1"',
    ),
    (
        events.ConsentGiven(*SAID, "marketing", "2026-11", "ab", "web", "en", "staff:1"),
        (
            '"consent_given",HEAD,"purpose":"marketing","notice_version":"2026-11","notice_hash":"ab","channel":"web",'
            '"language":"en","by":"staff:1"'
        ),
    ),
    (
        events.ConsentWithdrawn(*SAID, "marketing", "paper"),
        '"consent_withdrawn",HEAD,"purpose":"marketing","channel":"paper"',
    ),
    (
        events.MembersJoined(
            *SAID, (events.JoinedPart(7, b"A", ((3, "base", 1),)), events.JoinedPart(9, b"B"))
        ),
        '"joined",HEAD,"parts":[{"wallet":7,"state":"QQ==","rules":[[3,"base",1]]},{"wallet":9,"state":"Qg=="}]',
    ),
    (
        events.PrizeWon(*SAID, "hold-the-note", 2),
        '"prize_won",HEAD,"challenge":"hold-the-note","band":2',
    ),
    (
        Behaviour(*SAID, 605, "Product Viewed", {"price": 12000}),
        '"behaviour",HEAD,"minute":605,"name":"Product Viewed","properties":{"price":12000}',
    ),
]


@pytest.mark.parametrize(("event", "written"), KEPT)
def test_an_event_is_written_as_ever(event, written):
    assert msgspec.json.encode(event).decode() == '{"type":' + written.replace("HEAD", HEAD) + "}"


@pytest.mark.parametrize("event", [event for event, _ in KEPT])
def test_what_is_written_reads_as_the_same_event(event):
    assert msgspec.json.decode(msgspec.json.encode(event), type=Event) == event


def test_no_kind_of_event_is_left_out():
    assert {type(event) for event, _ in KEPT} == {*EVENT_NAMES, Behaviour}
