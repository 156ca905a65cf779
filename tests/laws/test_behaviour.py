"""Law: what a trace answers is what counting everything again answers, whatever came late, came back or ran out."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from made_behaviour import Life, asks, counted_again, lives, programme_asking, zones
from made_histories import DAY, HOUR, MINUTE

from regulars.core.behaviour.asked import Answers
from regulars.core.behaviour.watched import DAYS_AHEAD, Watched
from regulars.core.expressions import compile_condition, questions_of
from regulars.core.periods import NEVER
from regulars.core.programme.vocabulary import parse_rule_condition, vocabulary_for
from regulars.core.state import Wallet

several = st.lists(asks, min_size=1, max_size=12, unique_by=lambda ask: ask.text)
waits = st.sampled_from((0, 0, 0, 1, MINUTE, 61 * MINUTE, 3 * HOUR, DAY, 3 * DAY, 10 * DAY))


def key_of(programme, ask):
    return next(questions_of(read(programme, ask.condition)))[0]


def read(programme, text):
    return parse_rule_condition(text, vocabulary_for(programme.versions[0].document))


def answered(programme, wallet, ask, at):
    day = programme.calendar.local(at)[0]
    return Answers(programme.versions[0].asked, wallet.traces, at, day).get(key_of(programme, ask))


@settings(max_examples=max(300, settings.default.max_examples))
@given(questions=several, script=lives, zone=zones, wait=waits)
def test_every_question_is_answered_as_by_counting_everything_again(questions, script, zone, wait):
    life = Life(programme_asking(questions, zone), script)
    at = life.wallet.as_of + wait
    day = life.programme.calendar.local(at)[0]

    for ask in questions:
        assert answered(life.programme, life.wallet, ask, at) == counted_again(ask, life.acts, at, day), (
            ask.text
        )


@given(questions=several, script=lives, zone=zones)
def test_a_trace_is_written_and_read_as_the_same(questions, script, zone):
    life = Life(programme_asking(questions, zone), script)

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(life.wallet), type=Wallet) == life.wallet
    assert life.wallet.copy() == life.wallet


numbers = st.sampled_from(("0", "1", "2", "2.5"))
orders = st.sampled_from(("==", "!=", "<", ">="))


@st.composite
def conditions(draw):
    """A condition over one or two questions, and the questions."""
    questions = draw(st.lists(asks, min_size=1, max_size=2))
    tests = [
        ask.text if ask.asks == "sequence" else f"{ask.text} {draw(orders)} {draw(numbers)}"
        for ask in questions
    ]
    joined = draw(st.sampled_from((" and ", " or "))).join(tests)
    return questions, f"not ({joined})" if draw(st.booleans()) else joined


@given(made=conditions(), script=lives, zone=zones, moments=st.lists(st.floats(0, 1), max_size=5))
def test_a_condition_flips_when_it_says_and_not_before(made, script, zone, moments):
    questions, text = made
    life = Life(programme_asking(questions, zone), script)
    tree, at = read(life.programme, text), life.wallet.as_of
    watched = Watched(tree, life.programme.calendar)

    flips = watched.flips_at(None, life.wallet.traces, at)

    def holds(moment):
        day = life.programme.calendar.local(moment)[0]
        answers = {
            key_of(life.programme, ask): counted_again(ask, life.acts, moment, day) for ask in questions
        }
        return compile_condition(tree)(type("Facts", (), {"behaviour": answers}))

    until = flips if flips != NEVER else at + 30 * DAY
    for share in moments:
        assert holds(at + int(share * (until - at - 1))) is holds(at)
    assert holds(until - 1) is holds(at)
    if flips != NEVER:
        assert flips < at + DAYS_AHEAD * DAY
        assert holds(flips) is not holds(at)
