"""What is wrong with a field, beside it: as a sentence, and as what a reader of the screen aloud is told."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from regulars.core.programme.document import Words
from regulars.telling.voice import Voice

register = template.Library()


@register.simple_tag(takes_context=True)
def mark(context: template.Context, field: str) -> str:
    """What a field that is wrong bears; the first of them is where the cursor begins."""
    wrong: dict[str, str] = context.get("wrong") or {}
    if field not in wrong:
        return ""
    begins = SafeString(" autofocus") if field == next((name for name in wrong if name), "") else ""
    return format_html(' aria-invalid="true" aria-describedby="wrong-{}"{}', field, begins)


@register.simple_tag(takes_context=True)
def wrong(context: template.Context, *fields: str) -> str:
    """What is wrong with the fields that stand together, each in its sentence."""
    found: dict[str, str] = context.get("wrong") or {}
    said = [
        format_html('<span class="wrong" id="wrong-{}">{}</span>', name, found[name])
        for name in fields
        if name in found
    ]
    return SafeString("".join(said))


@register.simple_tag(takes_context=True)
def chosen(context: template.Context, field: str, value: str, kind: str = "selected") -> str:
    """`selected` or `checked` where the field has this value."""
    form: dict[str, str] = context.get("form") or {}
    return f" {kind}" if form.get(field, "") == value else ""


@register.filter
def at(form: dict[str, str], field: str) -> str:
    """What a field holds whose name is made in the template."""
    return form.get(field, "")


@register.filter
def has(found: dict[str, str] | None, field: str) -> bool:
    """Whether something is wrong with a field."""
    return field in (found or {})


@register.filter
def of(voice: Voice, words: Words) -> str:
    """What the shop wrote, in the reader's language."""
    return voice.of(words)
