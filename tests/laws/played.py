"""A member's books as a history writes them, kept whole so that laws can be read off them."""

from dataclasses import dataclass, field

import msgspec
from made_histories import Wait

from regulars.core.books import broken_laws
from regulars.core.effects import Effects
from regulars.core.fold import Fold, start
from regulars.core.receipts import Receipts
from regulars.core.refusals import Refusal
from regulars.core.state import Wallet

encode = msgspec.msgpack.Encoder().encode
FAR = 4_000_000_000_000_000  # The autumn of 2096: later than anything that is planned in a made-up history.


@dataclass
class Books:
    """A fold with everything that it ever wrote."""

    fold: Fold
    written: Effects = field(default_factory=lambda: Effects([], [], [], [], []))
    refused: int = 0

    def note(self, effects):
        for name in ("entries", "allocations", "moves", "reasons", "receipts"):
            getattr(self.written, name).extend(getattr(effects, name))

    def take(self, event):
        if isinstance(event, Wait):
            self.note(self.fold.advance(event.until))
            return
        self.note(self.fold.advance(event.occurred_at))
        before = encode(self.fold.wallet)
        try:
            self.note(self.fold.take(event))
        except Refusal:
            self.refused += 1
            assert encode(self.fold.wallet) == before, "a refusal left a trace"

    def broken(self):
        return broken_laws(self.fold.wallet, self.written.entries, self.written.allocations)

    @property
    def wallet(self):
        return self.fold.wallet

    def outcome(self):
        """Everything that came of it, bit for bit."""
        receipts = {key: encode(one) for key, one in sorted(self.fold.receipts.by_order.items())}
        written = (self.written.entries, self.written.allocations, self.written.moves)
        return encode(self.wallet), *map(tuple, written), receipts


def begin(programme, events):
    first = next((event for event in events if not isinstance(event, Wait)), None)
    at = first.occurred_at if first else events[0].until
    return Books(Fold(programme, start(programme, at), Receipts()))


def play(programme, events):
    books = begin(programme, events)
    for event in events:
        books.take(event)
    return books


def reread(wallet):
    """A wallet that went to the database and came back."""
    return msgspec.msgpack.decode(encode(wallet), type=Wallet)
