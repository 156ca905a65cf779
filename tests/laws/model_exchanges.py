"""What the second opinion thinks of goods that are brought back for others: both halves are looked at as one."""

from regulars.core.events import Return


class Exchanges:
    """The part of a second opinion that is about exchanges; `Opinion` brings the member."""

    def buy_instead(self, order, now):
        """Take back, sell, and only then take what is to be taken, and let levels follow."""
        back = order.exchange
        self.put_off = []
        for level in self.levels.values():
            level.is_in_exchange = True
        self.step_back(
            Return(order.id, order.occurred_at, order.day, back.lines, back.order, back.amount, back.by), now
        )
        sale = self.buy(order, now)
        claims, self.put_off = self.put_off, None
        given = [one["lot"] for one in sale.earned]
        # What has come back of the sale itself is taken first, and is no exchange.
        for currency, points, own, policy, limit in sorted(claims, key=lambda claim: claim[2] not in given):
            instead = [one["lot"] for one in sale.earned if one["currency"] == currency and own not in given]
            self.purse(currency).take_back(points, own, policy, limit, now, instead)
        for level in self.levels.values():
            level.end_exchange(now)

    def claim(self, currency, points, own, policy, limit, now):
        """Take back what a lot gave; in an exchange that waits until the sale has given its own."""
        if self.put_off is None:
            self.purse(currency).take_back(points, own, policy, limit, now)
        else:
            self.put_off.append((currency, points, own, policy, limit))
