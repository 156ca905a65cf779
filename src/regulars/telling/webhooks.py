"""News that other programs are told, in words for the staff: what it is, how far it got, and why it did not."""

from __future__ import annotations

from typing import Final

from regulars.telling.voice import Pair, Voice

KINDS: Final[dict[str, Pair]] = {
    "points.changed": ("points changed", "點數異動"),
    "level.changed": ("a level changed", "等級異動"),
    "badge.earned": ("a badge was earned", "獲得徽章"),
    "check_in.counted": ("a check-in counted", "簽到成功"),
    "mission.reached": ("a stage of a mission was reached", "達成任務階段"),
    "mission.prize_given": ("a mission's prize was given", "發放任務獎勵"),
    "mission.prize_withdrawn": ("a prize that waited was withdrawn", "取消待領的任務獎勵"),
    "mission.ending": ("a mission ends soon", "任務即將結束"),
    "challenge.won": ("a challenge was won", "挑戰獲獎"),
    "friend.rewarded": ("somebody was rewarded for a friend", "發放好友推薦獎勵"),
    "reward.redeemed": ("a reward was redeemed", "兌換好禮"),
    "redemption.ended": ("a redemption was handed over, cancelled or lapsed", "兌換已領取、取消或逾期"),
    "reward.lapsing": ("something that was not fetched lapses soon", "待領好禮即將逾期"),
    "lottery.drawn": ("a lottery was drawn", "抽獎開獎"),
    "coupon.redeemed": ("a coupon was used", "使用優惠券"),
    "coupon.rolled_back": ("a coupon came back", "優惠券退回"),
    "registration.changed": ("a seat was taken, offered or given up", "報名異動"),
    "occasion.changed": ("an occasion was changed", "活動內容有變更"),
    "occasion.cancelled": ("an occasion was called off", "活動取消"),
    "supply.low": ("four fifths of a supply are taken", "限量額度用掉八成"),
    "supply.spent": ("all of a supply is taken", "限量額度用完"),
    "pool.low": ("few codes are left", "優惠碼快用完"),
    "pool.empty": ("no code is left", "優惠碼用完"),
    "member.merged": ("two members became one", "會員合併"),
    "member.parted": ("a merge was taken back", "取消合併"),
}
STATES: Final[dict[str, Pair]] = {
    "waiting": ("waits", "待傳送"),
    "sent": ("sent", "已送達"),
    "given_up": ("given up", "已放棄"),
    "ended": ("ended", "已停止"),
}
PROBLEMS: Final[dict[str, Pair]] = {
    "not_public": ("The name leads to a private address.", "網域指向內部網路位址。"),
    "no_such_name": ("Nobody has that name.", "找不到這個網域。"),
    "not_trusted": ("Its certificate is not to be trusted.", "憑證無法信任。"),
    "too_late": ("No answer in time.", "逾時沒有回應。"),
    "broken_off": ("The connection broke off.", "連線中斷。"),
}
_ANSWERED: Final[Pair] = ("It answered {status}.", "對方回應 {status}。")


def kind(name: str, voice: Voice) -> str:
    """What a kind of news is called; one without words yet by its name."""
    return voice.pick(KINDS[name]) if name in KINDS else name


def state(name: str, voice: Voice) -> str:
    """How far a delivery got."""
    return voice.pick(STATES[name])


def outcome(status: int | None, problem: str, voice: Voice) -> str:
    """What came of the last attempt; nothing where there was none."""
    if status is not None:
        return voice.say(_ANSWERED, status=status)
    return voice.pick(PROBLEMS[problem]) if problem in PROBLEMS else ""
