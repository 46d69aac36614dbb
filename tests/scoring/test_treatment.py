"""Equal treatment of the candidates of a requisition."""

from __future__ import annotations

from interview.scoring.calibration import calibrate
from interview.scoring.policy import Policy
from interview.scoring.recommendation import recommend
from interview.scoring.report import ModelReport
from interview.scoring.treatment import unequal_treatment
from tests.scoring.loops import BARS, loop


def model(candidate: str, *, hire_at: float = 0.7, history: int = 0) -> ModelReport:
    earlier = calibrate(loop("earlier", 3, 2)) if history else None
    return recommend(loop(candidate, 3), BARS, calibration=earlier, policy=Policy(hire_at=hire_at)).model


def test_equal_rules_leave_nothing_to_say() -> None:
    assert unequal_treatment({name: model(name) for name in ("ada", "bob", "cy")}) == ()


def test_another_policy_and_another_calibration_are_named() -> None:
    models = {"ada": model("ada"), "bob": model("bob", hire_at=0.6), "cy": model("cy", history=1), "dee": model("dee")}
    assert unequal_treatment(models) == (
        "2 calibrations were used for 4 candidates; cy was judged by another one than most: score them again by the same rules.",
        "2 policies were used for 4 candidates; bob was judged by another one than most: score them again by the same rules.",
    )
