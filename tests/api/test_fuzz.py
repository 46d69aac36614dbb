"""The API fuzzed from its own OpenAPI document: whatever is sent, the answer is one that the document names."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from interview.services.context import Context
from tests.api.client import Client, api
from tests.factories import ROLE_ID, World, content, submit

# test_rest looks at wrong tokens; and a request in the right shape may still be refused by a rule (no such role: 422).
_NOT_HERE = [ignored_auth, positive_data_acceptance]
CASES = 8
"""For each operation; 30 operations make 240 requests."""


@pytest.mark.slow
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_every_answer_is_one_that_the_document_names(context: Context, world: World) -> None:
    card = submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    ada = Client(context, world.cast.ada)
    schema: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app=api(context))
    known = {
        "role_id": ROLE_ID,
        "candidate_id": world.candidate_id,
        "interview_id": world.workshop,
        "scorecard_id": card,
        "document": "schedule",
        "subject": f"{world.candidate_id}.json",
    }
    sent = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(
            max_examples=CASES,
            database=None,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def fuzz(case: Any) -> None:
            nonlocal sent
            sent += 1
            if sent % 2:  # half of the requests are about something that exists
                case.path_parameters = {name: known.get(name, value) for name, value in (case.path_parameters or {}).items()}
            response = case.call(headers={"Authorization": ada.http.headers["Authorization"]})
            assert response.status_code < 500, (case.method, case.formatted_path, response.text)
            case.validate_response(response, excluded_checks=_NOT_HERE)

        fuzz()
    assert sent >= 100
