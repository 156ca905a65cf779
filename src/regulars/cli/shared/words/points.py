"""What may be refused about points that are held, handed on or corrected, in English and in Traditional Chinese."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "DebtOpen": (
        "The member owes {owed} of {currency}, so none can be handed over.",
        "會員還欠 {owed} 點（{currency}），不能轉贈。",
    ),
    "HoldOver": ("The hold has ended: {end}.", "這筆保留已結束：{end}。"),
    "HoldTooSmall": (
        "{needed} points are to be used, and {held} are held.",
        "要使用 {needed} 點，但只保留了 {held} 點。",
    ),
    "HoldUnknown": ("No points are held under that name.", "沒有這個編號的保留點數。"),
    "OwnProposal": (
        "Whoever proposed adjustment {number} cannot approve it; a second person does.",
        "調整 {number} 的提出者不能自己核准，須由另一人核准。",
    ),
    "ProposalDecided": (
        "Adjustment {number} was {decision} already.",
        "調整 {number} 已經處理（{decision}）。",
    ),
    "ProposalUnknown": ("There is no adjustment {number} that waits.", "沒有待核准的調整 {number}。"),
    "TransferNotAllowed": (
        "Points of the kind {currency} cannot be handed to another member.",
        "「{currency}」這種點數不能轉贈。",
    ),
    "TransferTooLarge": (
        "At most {most} of {currency} can be handed over at once, and {needed} are asked for.",
        "「{currency}」每次最多轉贈 {most} 點，這次要轉贈 {needed} 點。",
    ),
    "TransferToSelf": ("The card {card} is the giver's own.", "卡號 {card} 就是轉贈人自己的卡。"),
}
