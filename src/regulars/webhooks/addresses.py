"""Where news may go: the public internet over https, and nothing that stands beside the shop's own server."""

from __future__ import annotations

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from regulars.core.refusals import Refusal

LONGEST: Final = 500
_PRINTABLE: Final = re.compile(r"[\x21-\x7e]+")
_PORTS: Final = {"https": 443, "http": 80}
#: IPv4 addresses as routers between the two internets write them.
_NAT64: Final = IPv6Network("64:ff9b::/96")


class WebhookAddressUnusable(Refusal):
    """No news can go there: not https, a name and password in it, or not of the public internet. Facts: given."""


class NotPublic(Exception):  # noqa: N818 - it is told in the log of deliveries, and shown to nobody as a fault.
    """A name leads to an address that is not of the public internet."""


class Place(NamedTuple):
    """An address taken apart; `path` has its question mark and what follows."""

    host: str
    port: int
    path: str
    is_tls: bool


def place_of(url: str, *, may_be_private: bool) -> Place:
    """Take an address apart, and refuse one to which nothing may be sent, as far as it can be seen without asking anybody."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise WebhookAddressUnusable(given=url[:LONGEST]) from None
    schemes = {"https", "http"} if may_be_private else {"https"}
    is_plain = _PRINTABLE.fullmatch(url) is not None and len(url) <= LONGEST and "\\" not in url
    if not is_plain or parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc or port == 0:
        raise WebhookAddressUnusable(given=url[:LONGEST])
    host = parts.hostname
    if not may_be_private and ((_is_literal(host) and not is_public(host)) or _is_here(host)):
        raise WebhookAddressUnusable(given=url[:LONGEST])
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(host, port or _PORTS[parts.scheme], path, parts.scheme == "https")


def looked_up(place: Place, *, may_be_private: bool) -> list[str]:
    """The addresses of a place as they are now; one that is not public spoils all of them (`NotPublic`)."""
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    if not may_be_private and not all(map(is_public, addresses)):
        raise NotPublic
    return addresses


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet, however it is written."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inner = _inside(address)
        if inner is not None:
            return is_public(str(inner))
        if address.teredo is not None:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_literal(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _is_here(host: str) -> bool:
    name = host.rstrip(".").lower()
    return name == "localhost" or name.endswith((".localhost", ".local", ".internal"))
