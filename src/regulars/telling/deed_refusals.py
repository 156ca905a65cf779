"""The words for what is refused at missions, challenges, occasions and boards, and of bringing friends."""

from __future__ import annotations

from typing import Final

# Code of the refusal: English, Traditional Chinese. The names in braces are its facts.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "AlreadyInvited": (
        "This member came by another invitation already; the first one stays.",
        "這位會員已使用過推薦碼，以第一個為準。",
    ),
    "ChallengeUnknown": (
        "There is no challenge {challenge} today; there are: {known}.",
        "今天沒有「{challenge}」這個挑戰，有的是：{known}。",
    ),
    "CodeUnknown": ("Nobody at this occasion has the code {given}.", "這場活動沒有報到碼 {given}。"),
    "CodeWithoutSeat": (
        "The code {given} has no seat: {state}.",
        "報到碼 {given} 沒有名額：{state}。",
    ),
    "FriendKnown": (
        "An invitation is for somebody who is new, and the shop knew this member before.",
        "推薦碼限新會員使用，這位已經是會員。",
    ),
    "InvitationUnknown": ("Nobody has this code.", "沒有這個推薦碼。"),
    "InvitedOneself": ("The code is the member's own.", "不能使用自己的推薦碼。"),
    "LeaderboardUnknown": (
        "There is no leaderboard {leaderboard}; there are: {known}.",
        "沒有「{leaderboard}」這個排行榜，有的是：{known}。",
    ),
    "MakeUpStays": (
        "The make-up of {date} stays: only the last one can be taken back, on its day, before the next check-in, and while what it gave is unspent ({why}).",
        "{date} 的補簽不能取消：只能取消最後一次補簽，限當天、下次簽到之前，且得到的點數尚未使用（{why}）。",
    ),
    "MakeUpUnwanted": (
        "{date} cannot be made up: it was not missed, or lies more than {days:day|days} back.",
        "{date} 無法補簽：當天沒有漏簽，或已超過 {days} 天。",
    ),
    "MissionClosed": (
        "The mission {mission} cannot be begun now: {why}.",
        "任務「{mission}」目前不能開始：{why}。",
    ),
    "MissionUnknown": (
        "There is no mission {mission}; there are: {known}.",
        "沒有「{mission}」這項任務，有的是：{known}。",
    ),
    "NicknameUnfit": (
        "This cannot stand on a board ({why}): write a name of 1 to {most} letters, without an address or a number by which others would find you.",
        "這個名稱不能顯示在排行榜上（{why}）：請寫 1 到 {most} 個字，不含電子郵件、電話或卡號。",
    ),
    "NoReferral": ("Nothing is given for bringing friends now.", "目前沒有好友推薦活動。"),
    "NotYetOpen": (
        "Registration is not open for this member yet. It opens at: {opens_at}. Earlier with: {earlier_with}.",
        "這位會員還不能報名，開放時間：{opens_at}；可提前報名：{earlier_with}。",
    ),
    "NothingToClaim": (
        "No prize of {mission} waits.",
        "任務「{mission}」沒有待領的獎勵。",
    ),
    "OccasionCancelled": ("The occasion has been cancelled.", "這場活動已取消。"),
    "OccasionOver": ("The occasion began at {began_at}.", "這場活動已於 {began_at} 開始。"),
    "OccasionUnknown": ("There is no occasion {given}.", "沒有活動 {given}。"),
    "OccasionUnusable": (
        "An occasion cannot be like this: {field} ({problem}).",
        "活動場次不能這樣設定：{field}（{problem}）。",
    ),
    "OfferNone": (
        "No seat is offered to this member, or the time to take it is over.",
        "沒有為這位會員保留的名額，或保留時間已過。",
    ),
    "PlayOver": (
        "This play ended at {ended_at} unplayed; ask for another.",
        "這次挑戰已於 {ended_at} 逾時，請重新開始。",
    ),
    "PlayUnknown": (
        "This is no play of this member's in this challenge.",
        "這不是這位會員在這個挑戰的有效回合。",
    ),
    "PlaysSpent": (
        "All of the day's {per_day:play is|plays are} played. The next ones: {again_at}.",
        "今天的 {per_day} 次都玩過了，下次可玩：{again_at}。",
    ),
    "SeatNone": ("This member has no seat and no place here.", "這位會員沒有名額，也沒有候補。"),
}
