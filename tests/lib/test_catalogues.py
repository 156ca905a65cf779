"""Translations are compiled as the gettext programs would."""

import gettext
import io
import os

from regulars.lib.catalogues import compile_stale_catalogues, compiled, translations_in

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: member/card.html:3
msgid "Your card"
msgstr "您的會員卡"

msgid ""
"Spend %(amount)s more "
"to reach \"gold\"."
msgstr ""
"再消費 %(amount)s "
"升等「金卡」。"

msgid "%(count)s point"
msgid_plural "%(count)s points"
msgstr[0] "%(count)s 點"
msgstr[1] "%(count)s 點們"

msgctxt "verb"
msgid "Order"
msgstr "訂購"

msgid "Order"
msgstr "訂單"

#, fuzzy
msgid "Doubtful"
msgstr "可疑"

msgid "Untranslated"
msgstr ""
"""


def _catalogue():
    return gettext.GNUTranslations(io.BytesIO(compiled(translations_in(PO))))


def test_a_message_is_translated():
    assert _catalogue().gettext("Your card") == "您的會員卡"


def test_a_message_may_take_several_lines():
    assert (
        _catalogue().gettext('Spend %(amount)s more to reach "gold".') == "再消費 %(amount)s 升等「金卡」。"
    )


def test_plural_forms_are_told_apart():
    forms = [_catalogue().ngettext("%(count)s point", "%(count)s points", count) for count in (1, 2)]

    assert forms == ["%(count)s 點", "%(count)s 點們"]


def test_a_context_tells_two_meanings_apart():
    assert _catalogue().pgettext("verb", "Order") == "訂購"
    assert _catalogue().gettext("Order") == "訂單"


def test_what_is_doubtful_or_empty_stays_as_it_was():
    assert _catalogue().gettext("Doubtful") == "Doubtful"
    assert _catalogue().gettext("Untranslated") == "Untranslated"


def test_only_what_changed_is_compiled_again(tmp_path):
    po = tmp_path / "member" / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO)

    assert compile_stale_catalogues(tmp_path) == [po]
    assert compile_stale_catalogues(tmp_path) == []
    later = po.with_suffix(".mo").stat().st_mtime + 1
    os.utime(po, (later, later))
    assert compile_stale_catalogues(tmp_path) == [po]
