"""Nothing goes to what stands beside the shop's own server, however its address is written."""

import socket

import pytest

from regulars.webhooks.addresses import (
    NotPublic,
    Place,
    WebhookAddressUnusable,
    is_public,
    looked_up,
    place_of,
)

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1",
    "fd12::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_public_internet_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "", "shop.example", "http://shop.example/", "ftp://shop.example/", "https://", "https:///x", "https://a:b@shop.example/",
        "https://ada@shop.example/", "https://shop.example:0/", "https://shop.example:99999/", "https://shop.example:x/", "https://127.0.0.1/",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest/", "https://localhost/", "https://LOCALHOST./",
        "https://a.localhost/", "https://till.local/", "https://db.internal/", "https://shop.example/a b", "https://shop.example/\r\nx: y",
        "https://shop.example\\@127.0.0.1/", "https://shop.example/" + "x" * 500, "https://書店.tw/", "file:///etc/passwd", "https://[::1",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_told_is_refused_when_it_is_typed(url):
    with pytest.raises(WebhookAddressUnusable):
        place_of(url, may_be_private=False)


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://shop.example", Place("shop.example", 443, "/", True)),
        ("https://Shop.Example:8443/a/b?c=d&e#f", Place("shop.example", 8443, "/a/b?c=d&e", True)),
        ("https://8.8.8.8/", Place("8.8.8.8", 443, "/", True)),
        ("https://[2606:4700:4700::1111]/", Place("2606:4700:4700::1111", 443, "/", True)),
    ],
)
def test_an_address_is_taken_apart(url, place):
    assert place_of(url, may_be_private=False) == place


def test_where_the_shop_allows_it_the_next_room_may_be_told():
    assert place_of("http://127.0.0.1:9000/", may_be_private=True) == Place("127.0.0.1", 9000, "/", False)


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["8.8.8.8", "::1"]])
def test_a_name_that_leads_home_is_not_followed(monkeypatch, answer):
    told = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in answer]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)

    with pytest.raises(NotPublic):
        looked_up(Place("rebinds.example", 443, "/", True), may_be_private=False)


def test_the_very_address_that_was_looked_at_is_used(monkeypatch):
    told = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in ("8.8.8.8", "8.8.4.4", "8.8.8.8")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: told)

    assert looked_up(Place("dns.example", 443, "/", True), may_be_private=False) == ["8.8.8.8", "8.8.4.4"]
