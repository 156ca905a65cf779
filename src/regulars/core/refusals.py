"""The polite no: every refusal carries facts, and each surface finds its own words for them."""

from __future__ import annotations

from functools import partial


class Refusal(Exception):  # noqa: N818 - "refusal" is our word; an "error" would be ours to mend.
    """Something that was asked for may not be done; nothing has changed.

    `facts` are plain values for the surface to put into a sentence. The code is the class name.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__, facts)
        self.facts = facts

    def __reduce__(self) -> tuple[partial[Refusal], tuple[()]]:
        """Let a refusal go from one process to another, facts and all."""
        return partial(type(self), **self.facts), ()

    @property
    def code(self) -> str:
        """The stable name that an API answers and a catalogue of sentences is keyed by."""
        return type(self).__name__


class NotEnoughPoints(Refusal):
    """A member asks for more points than are usable. Facts: currency, needed, usable."""


class HoldUnknown(Refusal):
    """No such hold was placed, or it ended long ago. No facts."""


class HoldOver(Refusal):
    """The hold has ended already. Facts: end (posted, voided or timed_out)."""


class HoldTooSmall(Refusal):
    """More is to be posted than is held. Facts: held, needed."""


class TransferNotAllowed(Refusal):
    """These points cannot be handed to another member. Facts: currency."""


class TransferTooLarge(Refusal):
    """More than may be handed over at once. Facts: currency, most, needed."""


class TransferToSelf(Refusal):
    """Both cards are the same member's. Facts: card."""


class DebtOpen(Refusal):
    """A member who owes points cannot hand any over. Facts: currency, owed."""


class RewardUnknown(Refusal):
    """The version in force has no such reward. Facts: reward, known."""


class RewardNotNow(Refusal):
    """The reward can be had at another time. Facts: reward, begins_at, ends_at."""


class RewardLimit(Refusal):
    """It was had as often as it may be. Facts: reward, times, per, free_at (None: never again)."""


class NotOfAge(Refusal):
    """A ticket is for those who say that they are so old. Facts: reward, age."""


class RewardNotForYou(Refusal):
    """The reward is for others, as its condition or a level says. Facts: reward, when (None: of a level alone), levels."""


class RedemptionUnknown(Refusal):
    """No such redemption is open: it was never made, or is over. Facts: redemption."""


class CurrencyUnknown(Refusal):
    """No version in force names these points. Facts: currency, known."""


class PurposeUnknown(Refusal):
    """No version of the programme asks for this purpose. Facts: purpose, known."""


class NoticeUnknown(Refusal):
    """The purpose never had this version of its notice. Facts: purpose, given, known."""


class MembershipStays(Refusal):
    """The base of a membership is neither agreed to nor withdrawn by itself. No facts."""


class NoReferral(Refusal):
    """The programme gives nothing for bringing friends now. No facts."""


class InvitationUnknown(Refusal):
    """Nobody has this code. No facts."""


class InvitedOneself(Refusal):
    """The code is the member's own. No facts."""


class FriendKnown(Refusal):
    """Whoever is to be a friend was known to the shop before. No facts."""


class AlreadyInvited(Refusal):
    """The friend came by an invitation already; the first one stays. No facts."""


class MissionUnknown(Refusal):
    """The version in force has no such mission. Facts: mission, known."""


class MissionClosed(Refusal):
    """A mission cannot be begun now. Facts: mission, why (running, waits, done, ahead, over or by_itself)."""


class NothingToClaim(Refusal):
    """No prize of this mission waits. Facts: mission."""


class MakeUpUnwanted(Refusal):
    """This date can not be filled: it was not missed, lies too far back, or before the first. Facts: mission, date, days."""


class MakeUpStays(Refusal):
    """A make-up cannot be taken back. Facts: mission, date, why (none: it is not the last one, or something was built on it; over; spent)."""


class ProgrammeNotYet(Refusal):
    """The moment lies before the first version of the programme. Facts: occurred_at, begins_at."""


class AmountUnusable(Refusal):
    """An amount is not a number of the currency. Facts: given, currency, exponent."""


class CouponCodeUnknown(Refusal):
    """The code is none of ours, or used, expired, void or somebody else's: nobody learns which. No facts."""


class CouponNotUsable(Refusal):
    """The coupon takes nothing off this basket. Facts: coupon, why, because (facts of the reason)."""


class CouponsNotTogether(Refusal):
    """These coupons cannot be used together. Facts: coupons."""


class CouponUnknown(Refusal):
    """No coupon with codes of its own bears this name now, or members cannot take it by themselves. Facts: coupon."""


class CouponLimit(Refusal):
    """The member has taken as many as there are for one. Facts: coupon, per."""
