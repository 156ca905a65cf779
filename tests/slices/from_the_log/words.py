"""What is said over the wire in these tests, and what the books say of it afterwards."""

from django.db import connection

from regulars.desk.wallets import decode_wallet
from regulars.events.models import Quarantined

CUP = {"product_id": "cup", "price": 100, "quantity": 3, "category": "home", "name": "Cup"}


def track(name, message, user="Ada", /, **properties):
    said = {"type": "track", "event": name, "messageId": message, "timestamp": "2026-03-01T03:00:00Z"}
    return said | ({"userId": user} if user else {"anonymousId": "D1"}) | {"properties": properties}


def completed(number, message=None, *products, user="Ada", **more):
    goods = list(products) or [CUP]
    return track("Order Completed", message or f"m-{number}", user, order_id=number, products=goods, **more)


def later(event, hour):
    return event | {"timestamp": f"2026-03-01T{hour:02}:30:00Z"}


def ask(question, *facts):
    with connection.cursor() as cursor:
        cursor.execute(question, facts)
        return cursor.fetchall()


def wallet(card="Ada"):
    rows = ask("SELECT body FROM desk_wallet JOIN people_identifier USING (wallet_id) WHERE value = %s", card)
    return decode_wallet(bytes(rows[0][0])) if rows and rows[0][0] else None


def coins(card="Ada"):
    """Usable or not: everything that a member's coins come to."""
    purse = wallet(card).purses["coin"]
    return sum(lot.remaining for lot in purse.lots) - sum(debt.points for debt in purse.debts)


def logged():
    """What the desk has posted, in order: whose, what, under which name."""
    return ask("SELECT kind, source_id FROM events_event ORDER BY received_at, no")


def quarantined(state="waiting"):
    rows = Quarantined.objects.filter(state=state).order_by("id")
    return [(row.message_id, row.reason) for row in rows]
