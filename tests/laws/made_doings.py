"""Rules on what members do beside buying, and rules for those who agreed to something, made up out of others."""

from hypothesis import strategies as st

PURPOSE = "personalisation"
PURPOSES = {PURPOSE: {"notice": {"version": "1", "zh-Hant": "告知", "en": "Notice"}}}
#: What is done, and the purpose to which it belongs; a check-in belongs to the membership.
DOINGS = {"Checked In": None, "Seen": PURPOSE}
#: Conditions that ask what was done: what, within how many days, and how often at least.
ASKED = {
    'count("Checked In", within="7d") >= 1': ("Checked In", 7, 1),
    'count("Checked In") >= 2': ("Checked In", None, 2),
    'count("Seen", within="30d") >= 1': ("Seen", 30, 1),
    'count("Seen") >= 2': ("Seen", None, 2),
}
EARLY = 'kind == "early"'
ON_ORDERS = {"when", "lines", "on_refund", "rate", "each", "multiply"}


def questions_for(purpose):
    """The conditions that a rule with a purpose may have."""
    return [text for text, (name, _, _) in ASKED.items() if DOINGS[name] in {None, purpose}]


@st.composite
def asking(draw, rule):
    """A rule on orders; now and then it is for those who agreed, or asks what somebody did."""
    way = draw(st.sampled_from(("as it is", "as it is", "for those who agreed", "asks", "asks")))
    if way == "as it is":
        return rule
    made = dict(rule, purpose=draw(st.sampled_from((None, PURPOSE))) if way == "asks" else PURPOSE)
    if way == "asks":
        made["when"] = draw(st.sampled_from(questions_for(made["purpose"])))
    return made


@st.composite
def doing(draw, rule):
    """A rule on something that is done, with the terms of a rule on orders."""
    what = draw(st.sampled_from(sorted(DOINGS)))
    made = {key: value for key, value in rule.items() if key not in ON_ORDERS}
    made |= {"id": rule["id"].replace("rule", "act"), "on": what, "bonus": draw(st.integers(1, 20))}
    purpose = made["purpose"] = DOINGS[what]
    when = draw(st.sampled_from((None, EARLY, *questions_for(purpose))))
    return made if when is None else {**made, "when": when}
