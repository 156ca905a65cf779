"""Laws: what needs a consent is read for nobody without it, and nobody else's points depend on it."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from made_histories import START, Wait, events_of, histories
from made_programmes import NAME, programmes
from played import encode, play

from regulars.core.consent import holds
from regulars.core.events import ConsentGiven, ConsentWithdrawn, Profile
from regulars.core.expressions import Kind
from regulars.core.facts import OrderFacts
from regulars.core.programme.check import check
from regulars.core.programme.compiled import compile_programme
from regulars.core.programme.document import EarningRule, Notice, Programme, Purpose
from regulars.core.programme.purposes import MEMBERSHIP
from regulars.core.programme.vocabulary import FIELDS
from regulars.core.state import Wallet

ASKED = ("analytics", "marketing", "personalisation")
NOTICE = {"version": "1", "zh-Hant": "告知", "en": "Notice"}
MINUTE = 60_000_000
#: A condition on a field of each kind, which some receipt of some day fulfils.
CONDITIONS = {
    Kind.NUMBER: "{} >= 3",
    Kind.MONEY: "{} >= 3",
    Kind.TEXT: '{} == "x"',
    Kind.TEXTS: '"x" in {}',
    Kind.DATE: '{} >= "2026-01-01"',
}
fields = st.sampled_from(FIELDS)
asked = st.sampled_from(ASKED)
agreed = st.frozensets(asked)


def programme_of(field, *, belongs, purpose):
    """A base rate, and a gift that reads one field, which belongs to one purpose, for another."""
    reads = "lines" if field.is_of_line else "when"
    gift = {"id": "gift", "bonus": 5, reads: CONDITIONS[field.kind].format(field.name), "purpose": purpose}
    whole = {
        "programme": "made-up", "name": NAME, "zone": "Asia/Taipei", "currency": "TWD", "effective_from": "2024-01-01",
        "points": {"coin": {"name": NAME}},
        "earning": [
            {"name": NAME, "earn": "coin", **rule}
            for rule in ({"id": "base", "rate": {"points": 1, "per": 10}}, gift)
        ],
        "purposes": {
            name: {"notice": NOTICE, "reads": [field.name] if name == belongs else []} for name in ASKED
        },
    }  # fmt: skip
    return msgspec.convert(whole, Programme)


@given(field=fields, belongs=asked, purpose=st.none() | st.just(MEMBERSHIP) | asked)
def test_the_compiler_lets_no_rule_read_what_it_has_no_purpose_for(field, belongs, purpose):
    codes = [mistake.code for mistake in check(programme_of(field, belongs=belongs, purpose=purpose))]

    assert codes == ([] if purpose == belongs else ["PurposeMissing"])


class Watched:
    """Facts that remember what was read of them."""

    def __init__(self, facts, read):
        self._facts, self._read = facts, read

    def __getattr__(self, name):
        self._read.add(name)
        return getattr(self._facts, name)


@given(field=fields, belongs=asked, said=agreed, script=histories(["buy"], min_size=1, max_size=1))
def test_no_rule_reads_a_field_without_a_consent_to_its_purpose(field, belongs, said, script):
    version = compile_programme(programme_of(field, belongs=belongs, purpose=belongs)).versions[0]
    (order,) = events_of(compile_programme(version.document), script)
    facts, read = OrderFacts(order, Wallet(START), {}, 0), set()
    watched = Watched(facts, read)

    rules, matching = version.currencies["coin"].rules_for(said)
    if matching is not None:
        matching(watched)
    for rule in rules:
        for line in facts.by_line if rule.lines else ():
            rule.lines(watched, Watched(line, read))

    assert (field.path in read) == (belongs in said)


def with_gifts(programme):
    """The same programme, with gifts and multipliers for those who agreed, and the base as it was."""
    more = [
        EarningRule(
            id=f"for-{purpose}", name=rule.name, earn="coin", purpose=purpose, multiply=2, caps=rule.caps
        )
        for purpose in ASKED
        for rule in programme.versions[0].document.earning[:1]
    ]
    purposes = {name: Purpose(notice=msgspec.convert(NOTICE, Notice)) for name in ASKED}
    documents = [
        msgspec.structs.replace(one.document, earning=[*one.document.earning, *more], purposes=purposes)
        for one in programme.versions
    ]
    return compile_programme(*documents)


@given(programme=programmes(), script=histories())
def test_with_every_consent_off_a_member_earns_spends_and_rises_as_if_nobody_were_asked(programme, script):
    events = events_of(programme, script)

    assert play(with_gifts(programme), events).outcome() == play(programme, events).outcome()


def words_of(events, purposes):
    """A word about each purpose before every event."""
    for number, event in enumerate(events):
        for purpose, is_yes in () if isinstance(event, Wait) else purposes.items():
            said = f"w{number}{purpose}", event.occurred_at, event.day, purpose
            yield ConsentGiven(*said, "1") if is_yes else ConsentWithdrawn(*said)
        yield event


def as_much_told(events, purposes):
    """The same with something else told in the place of each word: whatever is told tells what time it is."""
    for one in words_of(events, purposes):
        is_word = isinstance(one, ConsentGiven | ConsentWithdrawn)
        yield Profile(one.id, one.occurred_at, one.day) if is_word else one


@given(programme=programmes(), script=histories(), said=st.dictionaries(asked, st.booleans()))
def test_what_a_member_agrees_to_changes_nothing_where_no_rule_asks(programme, script, said):
    purposes = {name: Purpose(notice=msgspec.convert(NOTICE, Notice)) for name in ASKED}
    asking = compile_programme(
        *(msgspec.structs.replace(one.document, purposes=purposes) for one in programme.versions)
    )
    events = events_of(programme, script)

    silent = play(asking, list(as_much_told(events, said)))
    spoken = play(asking, list(words_of(events, said)))

    assert spoken.written.entries == silent.written.entries
    assert spoken.written.moves == silent.written.moves
    assert encode(list(spoken.wallet.tracks.values())) == encode(list(silent.wallet.tracks.values()))


words = st.lists(
    st.tuples(st.integers(0, 5), st.booleans(), asked),
    min_size=1,
    max_size=8,
    unique_by=lambda word: word[::2],
)


@given(told=words, data=st.data())
def test_words_come_to_the_same_in_whatever_order_they_are_told(told, data):
    programme = compile_programme(programme_of(FIELDS[0], belongs="marketing", purpose="marketing"))

    def after(told):
        return play(programme, [_word(programme, *word) for word in told]).wallet.consents

    assert after(data.draw(st.permutations(told))) == after(told)


@given(told=words)
def test_the_word_that_was_said_last_is_the_one_that_holds(told):
    programme = compile_programme(programme_of(FIELDS[0], belongs="marketing", purpose="marketing"))
    wallet = play(programme, [_word(programme, *word) for word in told]).wallet

    for purpose in ASKED:
        last = max((word for word in told if word[2] == purpose), default=None)
        assert holds(wallet, purpose, START + 10 * MINUTE) == (last is not None and last[1])


def _word(programme, minutes, is_yes, purpose):
    at = START + minutes * MINUTE
    day, name = programme.calendar.local(at)[0], f"{minutes}{purpose}"
    return ConsentGiven(name, at, day, purpose, "1") if is_yes else ConsentWithdrawn(name, at, day, purpose)
