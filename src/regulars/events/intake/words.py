"""Why an event went to quarantine, in Traditional Chinese and English. The names in braces are the facts beside the reason."""

from __future__ import annotations

from typing import Final

REASONS: Final[dict[str, dict[str, str]]] = {
    "event_too_large": {
        "zh-Hant": "事件有 {given} 位元組，上限是 {most}。",
        "en": "The event has {given} bytes; {most} is the most.",
    },
    "event_unreadable": {
        "zh-Hant": "事件不是可讀的 JSON：{problem}",
        "en": "The event is no JSON that can be read: {problem}",
    },
    "event_too_deep": {
        "zh-Hant": "事件的巢狀超過 {most} 層。",
        "en": "The event is nested deeper than {most} levels.",
    },
    "no_object": {"zh-Hant": "事件不是 JSON 物件。", "en": "The event is no JSON object."},
    "kind_unknown": {"zh-Hant": "不認得的事件類別：{given}", "en": "There is no kind of event {given}."},
    "event_unnamed": {"zh-Hant": "事件沒有名稱。", "en": "The event has no name."},
    "nobody_named": {
        "zh-Hant": "事件沒有使用者代號，也沒有匿名代號。",
        "en": "The event names neither a user nor an anonymous visitor.",
    },
    "too_many_properties": {
        "zh-Hant": "事件有 {given} 個屬性，上限是 {most}。",
        "en": "The event has {given} properties; {most} is the most.",
    },
    "field_unusable": {
        "zh-Hant": "欄位 {field} 不是文字。",
        "en": "The field {field} holds no text.",
    },
    "field_too_long": {
        "zh-Hant": "欄位 {field} 有 {given} 個字，上限是 {most}。",
        "en": "The field {field} has {given} characters; {most} is the most.",
    },
    "field_holds_null": {
        "zh-Hant": "欄位 {field} 裡有空字元，無法保存。",
        "en": "The field {field} contains a null character, which cannot be kept.",
    },
    "time_unreadable": {
        "zh-Hant": "時間讀不懂，或不在 1970 到 2199 年之間：{given}",
        "en": "The time cannot be read, or is not between 1970 and 2199: {given}",
    },
    "fault": {
        "zh-Hant": "系統無法保存這個事件，這是我們的錯誤。",
        "en": "The event could not be kept, and the fault is ours.",
    },
}
