"""The polite no in words, in the reader's language; what has no words of its own says its name and its facts."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regulars.core.refusals import Refusal
from regulars.telling.quarantine import why
from regulars.telling.voice import Voice

#: Code of the refusal to its sentence; the names in braces are its facts.
SENTENCES: dict[str, str | Promise] = {
    "ReasonMissing": _("Give a reason. The member will read it."),
    "PointsUnusable": _("Give a number of points other than 0, and {most} at most."),
    "AdjustedTooMuch": _("Your role may adjust {most} points in 24 hours; {left} are left. Ask an owner."),
    "OwnProposal": _("You proposed this yourself; a second person approves it."),
    "ProposalDecided": _("Somebody has decided about this already."),
    "ProposalUnknown": _("No such adjustment waits."),
    "MemberWithoutCard": _("No card points to this member, so nothing can be posted."),
    "NotEnoughPoints": _("The member has {usable} usable points, so {needed} cannot be taken away."),
    "CurrencyUnknown": _("The programme has no points {currency}."),
    "EventRetold": _("This was sent before with other figures. Load the page again."),
    "ProgrammeNotYet": _("The programme begins on {begins_at}; before that there is nothing."),
    "MomentBeyond": _("Days up to the end of {latest} can be shown."),
    "DayUnreadable": _("“{given}” is no day. Choose one, or write it as 2027-01-01."),
    "PiecesUnusable": _(
        "Give a number of pieces other than 0, and {most} at most; with a minus they are taken out."
    ),
    "RedemptionUnknown": _("No open redemption has the code {redemption}."),
    "RedemptionOver": _("This redemption has ended already."),
    "SoldOut": _("Only {left} are there, so {asked} cannot be taken out."),
    "NoProgramme": _("No programme was published yet."),
    "ProgrammeHasMistakes": _("The draft still has mistakes; mend them first."),
    "EffectiveInThePast": _("Terms are published before they hold: choose a day after today."),
    "EffectiveBeforeAnother": _("Version {other} already begins on that day or later; choose a later one."),
    "MigrationIncomplete": _("The track {track} does not say what becomes of members at {missing}."),
    "OtherProgramme": _(
        "This is another programme: {field} is {given}, and what is published has {expected}."
    ),
    "NobodyKnown": _("Nobody has bought anything yet, so there is nothing to try the draft on."),
    "ProgrammesDoNotCompare": _(
        "The two programmes cannot be compared: {field} is {one} in one and {other} in the other."
    ),
    "ProgrammeBeginsTooLate": _("The programme begins on {begins}, after the last order ({last_order})."),
    "DraftUnreadable": _(
        "The draft has mistakes in its form, so nothing could be put into it. Mend the text first."
    ),
    "DraftChanged": _(
        "Somebody saved the draft since you loaded it. Copy your text, load the page again, and put it in."
    ),
    "BackTestRuns": _("Back-test {number} is still running; one at a time uses every core."),
    "DateUnreadable": _("Choose a day."),
    "SourceNameTaken": _("There is a source {source} already, and names are given once. Choose another."),
    "SourceNameUnusable": _(
        "“{given}” cannot name a source: begin with a lower-case letter; letters, digits, - and _ may follow, 40 at most."
    ),
    "PurposeUnusable": _("Say in a few words what its events are for."),
    "OriginUnusable": _("“{given}” is no origin. Write https://shop.example, or * for every page."),
    "RateUnusable": _("Give a number of events a second from 1 to {most}, or leave it empty."),
    "PlanUnreadable": _("This is no tracking plan: {problem}"),
    "SchemaUnusable": _("What the plan says of {event} is no JSON Schema: {problem}"),
    "CardNotTheirs": _("This member has no card {given}."),
    "CardTaken": _("Somebody has this card already."),
    "CardNotReplaced": _("The card {given} is in use; give the member another one first."),
    "CardUnusable": _("“{given}” cannot be a card number."),
    "MemberClosed": _("Member {given} goes on as another member, or was a merge that was taken back."),
    "MergeReasonMissing": _("Say why the two are one person."),
    "MergeUnknown": _("{given} is no member and no merge that could be taken back."),
    "MergedMeanwhile": _("Member {given} is part of a later merge, member {into}; take that one back first."),
    "SameMember": _("Both are the same member, {given}."),
    "ChallengeUnusable": _("Look at {field} again: it is missing, or no number, or no short name."),
    "CodeUnknown": _(
        "Nobody has the code “{given}” here. Look at it again, or look the member up in the list below."
    ),
    "CodeWithoutSeat": _("Whoever has this code has no seat: they wait, were offered one, or gave it up."),
    "OccasionOver": _("It has begun already."),
    "OccasionCancelled": _("It was cancelled."),
    "WebhookAddressUnusable": _(
        "Nothing can be sent there. Write a public address that begins with https://, without name and password."
    ),
    "KindsUnusable": _("Choose at least one thing that it is told."),
    "TooManyEndpoints": _("There are {most} webhooks at most; revoke one that nobody needs."),
    "EndpointEnded": _("It has ended, and is told nothing more."),
    "NoNewerSecret": _("It has one secret, which stays until there is a newer one."),
    "DeliveryUnknown": _("It is not in the log any more."),
    "MemberUnknown": _("There is no such member."),
}


def sentence_for(refusal: Refusal) -> str:
    """Say a refusal."""
    return sentence_of(refusal.code, {name: str(fact) for name, fact in refusal.facts.items()})


def sentence_of(code: str, facts: dict[str, str]) -> str:
    """Say a refusal that was kept as its code and its facts."""
    if code == "MendedUnusable":
        said = why(facts["reason"], facts, Voice(language="en" if _is_english() else "zh-hant"))
        return str(_("This is no event that can be used. {why}")).format(why=said)
    if code in SENTENCES:
        return str(SENTENCES[code]).format(**facts)
    return f"{code}: " + ", ".join(f"{name} = {fact}" for name, fact in facts.items())


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
