"""Who sees what: members their own pages, staff the console, strangers the door."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.views.defaults import server_error

from regulars.accounts.guessing import RESTS
from regulars.accounts.models import FailedSignIn
from regulars.people.members import wallet_of
from regulars.programmes import queries

ADA, BOB, PASSWORD = "8012 0000 01", "8012 0000 02", "only-for-tests"
PAGES = ["/points/", "/levels/", "/account/"]


@pytest.fixture
def wallet_of_ada(shop):
    return wallet_of(ADA)


def sign_in(client, username, password=PASSWORD, **more):
    return client.post("/sign-in/", {"username": username, "password": password, **more})


@pytest.mark.parametrize("typed", ["8012000001", "8012 0000 01", " 8012-0000-01 "])
def test_a_member_signs_in_however_the_number_is_spaced(client, shop, typed):
    answer = sign_in(client, typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert "8012 0000 01" in client.get("/").content.decode()


def test_a_wrong_password_says_neither_which_nor_who(client, shop):
    wrong = sign_in(client, ADA, "wrong")
    unknown = sign_in(client, "8012 9999 99", "wrong")

    assert wrong.status_code == unknown.status_code == 422
    assert "會員卡號或密碼不正確" in wrong.content.decode()
    assert "會員卡號或密碼不正確" in unknown.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_card_whose_password_is_guessed_rests_and_then_opens_again(client, shop):
    for _ in range(10):
        sign_in(client, ADA, "wrong")

    right = sign_in(client, ADA)
    FailedSignIn.objects.update(at=timezone.now() - RESTS)

    assert right.status_code == 422
    assert "請 15 分鐘後再試" in right.content.decode()
    assert sign_in(client, ADA).status_code == 302


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in_and_led_on(client, shop, path):
    answer = client.get(path)

    assert answer.headers["Location"] == f"/sign-in/?next={path.replace('/', '%2F')}"
    assert sign_in(client, ADA, next=path).headers["Location"] == path


def test_signing_in_never_leads_out_of_the_shop(client, shop):
    assert sign_in(client, ADA, next="https://elsewhere.example/").headers["Location"] == "/"


def test_a_stranger_at_the_door_reads_what_the_card_brings(client, shop):
    page = client.get("/", headers={"accept-language": "en"}).content.decode()

    assert "Sunny Select Regulars" in page
    assert "Registration opens 2 days earlier" in page
    assert 'name="password"' in page


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_a_member_never_sees_another_members_page(client, read, shop, wallet_of_ada, path):
    page = read(path, card=BOB).content.decode()
    tried = read(f"{path}?wallet_id={wallet_of_ada}&member={wallet_of_ada}", card=BOB).content.decode()

    assert ADA not in page + tried
    assert "手沖咖啡" not in page + tried


def test_another_members_cursor_opens_no_door(client, read, shop):
    address = html.unescape(re.search(r'hx-get="([^"]+)"', read("/points/").content.decode())[1])

    assert "霧面馬克杯" not in read(address, card=BOB, hx_request="true").content.decode()


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_staff_are_led_to_the_console(client, shop, path):
    client.force_login(User.objects.create_user("marketer", password=PASSWORD, is_staff=True))

    assert client.get(path).headers["Location"] == "/console/"


def test_signing_out_needs_a_post_and_ends_the_visit(client, shop):
    sign_in(client, ADA)

    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert client.get("/points/").status_code == 302


@pytest.mark.django_db
def test_before_anything_is_published_the_door_says_so(client):
    queries._compiled.cache_clear()

    page = client.get("/")

    assert page.status_code == 200
    assert "這家店還在準備中" in page.content.decode()


@pytest.mark.parametrize("path", ["/", *PAGES])
def test_no_browser_keeps_what_a_member_saw(read, shop, path):
    assert "no-store" in read(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_so_in_the_readers_language(client):
    page = client.get("/nowhere/", headers={"accept-language": "en"})

    assert page.status_code == 404
    assert "There is no such page" in page.content.decode()


@pytest.mark.django_db
def test_a_form_that_lay_open_too_long_changes_nothing_and_says_so():
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": ADA, "password": PASSWORD})

    assert answer.status_code == 403
    assert "請再試一次" in answer.content.decode()


def test_a_fault_of_ours_says_that_nothing_was_lost(rf):
    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "您的點數沒有變動" in answer.content.decode()
