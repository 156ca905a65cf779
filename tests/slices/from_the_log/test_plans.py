"""Tracking plans: what events of a source must look like, and what becomes of those that do not."""

import pytest
from words import coins, completed, later, quarantined, track

from regulars.events.intake import plans

PLAN = """
mode: warn
events:
  Order Completed:
    mode: block
    schema: { required: [order_id, channel], properties: { channel: { enum: [app, web] } } }
  Product Viewed:
    schema: { properties: { product_id: { type: string, pattern: "^P-[0-9]+$" } } }
  identify:
    schema: { required: [nickname] }
"""


@pytest.fixture(autouse=True)
def _forgotten():
    plans.forget()
    yield
    plans.forget()


def test_what_breaks_a_plan_that_blocks_is_set_aside(tell, decide, web):
    plans.publish(web, PLAN)
    tell(completed(1), completed(2, channel="app"), completed(3, channel="kiosk"))
    decide()

    assert coins() == 30
    assert quarantined() == [("m-1", "PlanBroken"), ("m-3", "PlanBroken")]


def test_what_breaks_a_plan_that_warns_is_taken_and_counted(tell, decide, web):
    plans.publish(web, PLAN)
    seen = track("Product Viewed", "v", product_id="tea")
    tell(
        seen,
        later(seen | {"messageId": "w"}, 1),
        {"type": "identify", "userId": "Ada", "messageId": "i", "traits": {"birthday": "05-17"}},
    )
    decide()

    assert quarantined() == []
    found = [(one.name, one.field, one.problem, one.count) for one in plans.warnings(web)]
    assert found == [
        ("Product Viewed", "product_id", 'pattern: "^P-[0-9]+$"', 2),
        ("identify", "", 'required: "nickname"', 1),
    ]


def test_what_a_plan_does_not_name_is_held_against_nothing(tell, decide, web):
    plans.publish(web, PLAN)
    tell(track("Anything Else", "a", whatever=1))
    decide()

    assert plans.warnings(web) == ()


def test_a_plan_is_of_one_source(tell, decide, web):
    plans.publish(web + 1, PLAN)
    tell(completed(1))
    decide()

    assert coins() == 30


def test_the_newest_version_holds_and_the_same_text_makes_none(tell, decide, web):
    assert [plans.publish(web, PLAN), plans.publish(web, PLAN), plans.publish(web, "events: {}")] == [1, 1, 2]
    tell(completed(1))
    decide()

    assert coins() == 30
    assert [one.version for one in plans.published(web)] == [2, 1]
    assert plans.newest() == {web: 2}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "events: 5",
        "events: {a: {schema: 5}}",
        "mode: shout\nevents: {}",
        "more: 1\nevents: {}",
        "a: [",
        "events: &a [*a]",
    ],
)
def test_what_is_no_plan_is_refused(web, text):
    with pytest.raises(plans.PlanUnreadable):
        plans.publish(web, text)
    assert plans.newest() == {}


@pytest.mark.parametrize(
    "schema",
    [
        "{ type: nothing }",
        '{ pattern: "(" }',
        '{ pattern: "(?=a)b" }',
        '{ $ref: "https://example.com/schema.json" }',
        "{ $ref: 'file:///etc/passwd' }",
    ],
)
def test_what_is_no_schema_is_refused_and_nothing_is_fetched(web, schema):
    with pytest.raises(plans.SchemaUnusable) as refused:
        plans.publish(web, f"events: {{ Order Completed: {{ schema: {schema} }} }}")

    assert refused.value.facts["event"] == "Order Completed"


@pytest.mark.parametrize(
    ("schema", "said", "field", "rule"),
    [
        ("{ properties: { a: { type: integer } } }", {"a": "x"}, "a", 'type: ["integer"]'),
        ("{ properties: { a: { minimum: 2 } } }", {"a": 1}, "a", "minimum: 2"),
        ("{ properties: { a: { enum: [b, c] } } }", {"a": 1}, "a", 'enum: ["b","c"]'),
        ("{ properties: { a: { items: { required: [sku] } } } }", {"a": [{"sku": 1}, {}]}, "a.*", 'required: "sku"'),
        ("{ additionalProperties: false }", {"secret": 1}, "", "additionalProperties"),
        ("false", {}, "", "falseSchema"),
    ],
)  # fmt: skip
def test_what_was_broken_is_said_in_the_plans_own_words(web, schema, said, field, rule):
    plans.publish(web, f"events: {{ Seen: {{ schema: {schema} }} }}")

    assert plans.check(web, "Seen", said) == ("warn", 1, field, rule)


def test_a_value_is_never_repeated_in_what_is_said_of_it(web):
    plans.publish(web, PLAN)

    broken = plans.check(web, "Product Viewed", {"product_id": "ada@example.com"})

    assert broken == ("warn", 1, "product_id", 'pattern: "^P-[0-9]+$"')
