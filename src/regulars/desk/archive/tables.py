"""What becomes of each table of the shop when it is archived and rebuilt; every one stands here once."""

from __future__ import annotations

from typing import Final

#: The logs by day, each with the order of its rows: what came, and what was decided.
LOGS: Final = {"events_arrived": ("xid", "no"), "events_event": ("received_at", "source", "source_id")}
#: What no log says, kept whole: the rules, who is who and what they said, goods, whoever signs in or sends, and who did what.
WHOLE: Final = (
    "auth_group", "auth_user", "auth_user_groups", "accounts_apikey", "webhooks_endpoint", "accounts_auditrecord", "accounts_audithead",
    "programmes_version", "programmes_draft", "proposals_proposal",
    "people_member", "people_identifier", "people_formeridentifier", "people_merge", "people_part", "people_case",
    "people_privacynotice", "people_consentreceipt", "desk_cameby",
    "catalogue_product", "catalogue_category", "catalogue_brand", "catalogue_store",
    "events_source", "events_consumer", "events_trackingplan", "events_planwarning", "events_quarantine",
    "events_decidedinmerge", "coupons_code", "coupons_hold", "coupons_use", "coupons_given", "coupons_reporter",
    "registrations_occasion", "registrations_opening", "registrations_registration", "registrations_reading", "challenges_play", "leaderboards_participant",
    "referrals_code", "referrals_friend", "supplies_supply", "supplies_lease", "supplies_day", "rewards_redemption",
    "alerts_alert", "rewards_draw", "rewards_picture",
)  # fmt: skip
#: What a new shop has before anything happens in it: the archive's own takes its place.
THERE_FROM_THE_BEGINNING: Final = ("auth_group", "events_consumer")
#: What is worked out again from these.
FOLLOWS: Final = (
    "desk_wallet", "desk_receipt", "desk_move", "ledger_entry", "ledger_allocation", "events_known", "events_generation", "events_intakestate",
    "insight_salesday", "insight_counted", "insight_snapshot",
)  # fmt: skip
#: What nobody misses: who is signed in on which device, wrong passwords of an hour, replies of a day, how files of codes went, news on its way to others, back-tests, how far the archive was written, and what is Django's own.
LEFT_OUT: Final = (
    "django_session", "accounts_failedsignin", "coupons_wrong", "coupons_report", "coupons_codelist", "replies_reply", "webhooks_news", "webhooks_delivery", "insight_backtest", "desk_archived",
    "django_migrations", "django_content_type", "auth_permission", "auth_group_permissions", "auth_user_user_permissions",
)  # fmt: skip
