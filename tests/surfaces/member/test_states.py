"""Every page in every state that a member can be in: new, ordinary, rich in everything, in debt, without levels."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from made_answers import ACCOUNTS, CHINESE, ENGLISH, standing

from regulars.core.programme.document import Level, RollingWindow, Track, Window, Words
from regulars.member.pages import AboutMe, Levels, home_of, points_of, told
from regulars.member.standings import ladder, look_of

VOICES = {"zh-hant": CHINESE, "en": ENGLISH}


def shown(template, page):
    facts = {"page": page, "here": template, "request": RequestFactory().get("/")}
    return render_to_string(f"member/{template}.html", facts)


def stretch(history, voice):
    return told(history, voice=voice, now=ACCOUNTS["new"][0].at)


@pytest.fixture(params=["zh-hant", "en"])
def voice(request):
    with translation.override(request.param):
        yield VOICES[request.param]


@pytest.mark.parametrize("state", ACCOUNTS)
def test_home_stands_in_every_state(state, voice):
    account, history = ACCOUNTS[state]

    page = shown("home", home_of(account, history, voice=voice, shop="Sunny"))

    assert "8012 3341 09" in page
    assert page.count('<li class="told"') == len(history)


@pytest.mark.parametrize("state", ACCOUNTS)
def test_points_stand_in_every_state(state, voice):
    account, history = ACCOUNTS[state]

    page = shown(
        "points", points_of(account, stretch(history, voice), voice=voice, shop="Sunny", is_first=True)
    )

    assert page.count('class="box sum"') == len(account.balances)


def test_an_empty_history_says_what_to_do_next():
    account, history = ACCOUNTS["new"]
    with translation.override("zh-hant"):
        page = shown("home", home_of(account, history, voice=CHINESE, shop="Sunny"))

    assert "下次消費時出示會員卡上的條碼" in page


def test_a_debt_is_told_and_not_hidden_behind_a_zero():
    account, history = ACCOUNTS["debt"]
    with translation.override("zh-hant"):
        home = shown("home", home_of(account, history, voice=CHINESE, shop="Sunny"))
        points = shown(
            "points", points_of(account, stretch(history, CHINESE), voice=CHINESE, shop="S", is_first=True)
        )

    assert "退貨要收回的點數有 30 點已經用掉" in home
    assert "退貨後不足" in points


def test_a_programme_without_levels_has_a_card_all_the_same():
    account, history = ACCOUNTS["bare"]
    with translation.override("en"):
        home = shown("home", home_of(account, history, voice=ENGLISH, shop="Sunny"))
        levels = shown("levels", Levels("Sunny", ()))

    assert '<h1 class="level">Member</h1>' in home
    assert "This programme has no levels" in levels


def test_a_member_without_name_or_card_is_no_fault():
    with translation.override("en"):
        page = shown("account", AboutMe("Sunny", (), "", "2025/04/01", None, 0, ""))

    assert "Card number" not in page
    assert "Month of birth" not in page


def test_what_the_shop_wrote_is_text_and_never_marks():
    account, _ = ACCOUNTS["normal"]
    with translation.override("en"):
        page = shown("home", home_of(account, (), voice=ENGLISH, shop="<script>alert(1)</script>"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_ladder_marks_the_rung_where_the_member_stands():
    levels = [
        Level(id=name, name=Words(zh_hant=name, en=name), threshold=threshold)
        for name, threshold in (("white", 0), ("silver", 6000), ("gold", 20000))
    ]
    track = Track(
        name=levels[0].name, metric="net_spend", window=Window(RollingWindow(months=12)), levels=levels
    )

    found = ladder(standing(), track, voice=CHINESE, at=standing().since)

    assert [(rung.name, rung.threshold, rung.is_here, rung.is_reached) for rung in found.rungs] == [
        ("gold", "NT$20,000", False, False),
        ("silver", "NT$6,000", True, True),
        ("white", "", False, True),
    ]


@pytest.mark.parametrize(
    ("rank", "levels", "look"),
    [(0, 1, "first"), (0, 3, "first"), (1, 3, "middle"), (2, 3, "top"), (1, 2, "top")],
)
def test_three_looks_serve_any_number_of_levels(rank, levels, look):
    assert look_of(rank, levels) == look
