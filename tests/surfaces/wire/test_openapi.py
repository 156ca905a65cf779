"""Schemathesis asks every address of the wire and of the API what nobody thought of: no answer is a fault, or undescribed."""

import os

import pytest
import schemathesis
from a2wsgi import ASGIMiddleware
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from wire_client import basic

EXAMPLES = 300 if os.environ.get("REGULARS_SOAK") else 10
LIMITS = settings(
    max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate],
)  # fmt: skip


def ask_everything(schema, check, **headers):
    """Ask each operation so many times; answers which statuses came."""
    came = set()
    for found in schema.get_all_operations():
        operation = found.ok()

        @LIMITS
        @given(operation.as_strategy())
        def ask(case):
            answer = case.call(headers=headers)
            case.validate_response(answer, checks=[not_a_server_error])
            check(case.operation, answer)
            came.add(answer.status_code)

        ask()
    return came


@pytest.mark.filterwarnings("ignore")
def test_the_wire_answers_as_it_is_described(wire, key, application, loop):
    def check(operation, answer):
        assert str(answer.status_code) in operation.definition.raw["responses"], answer.content
        assert answer.headers["content-type"] == ["application/json"]
        body = answer.json()
        assert (
            body == {"success": True} or sorted(body) == ["code", "message"] or answer.request.method == "GET"
        )

    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", ASGIMiddleware(application, loop=loop))

    assert 200 in ask_everything(schema, check, Authorization=basic(key))


@pytest.mark.filterwarnings("ignore")
def test_the_api_never_breaks(wire, application, loop):
    from regulars.accounts import keys  # noqa: PLC0415 - models exist only after setup.

    till = keys.make("till")
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json",
        ASGIMiddleware(application, loop=loop),
        headers={"Authorization": f"Bearer {till}"},
    )

    def check(_operation, answer):
        assert answer.headers["content-type"][0].startswith("application/")

    assert ask_everything(schema, check, Authorization=f"Bearer {till}") & {400, 404, 409, 422}
