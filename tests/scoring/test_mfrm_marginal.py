"""The many-facet Rasch model fitted marginally, against R's TAM and Python's mirt."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest

from interview.scoring.mfrm_marginal import fit_marginal
from interview.scoring.ratings import Rating
from tests.seeds import shared_file


@pytest.mark.seed
def test_severities_equal_those_of_tam_on_the_writing_assessment() -> None:
    with shared_file("reference/sirt_data_ratings1.csv").open(encoding="utf-8") as file:
        ratings = [
            Rating(row["idstud"], row["rater"], skill, int(row[skill]))
            for row in csv.DictReader(file)
            for skill in ("k1", "k2", "k3", "k4", "k5")
            if row[skill] not in {"", "NA"}
        ]
    expected = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))["cases"]["ratings1_mfrm"]
    fit = fit_marginal(ratings)
    for reference in (expected["tam_rsm"], expected["mirt_rsm"]):
        assert fit.severity == pytest.approx(reference["severity"], abs=1e-3)
        assert fit.difficulty == pytest.approx(reference["item"], abs=1e-3)
    assert fit.steps == pytest.approx(expected["tam_rsm"]["step"], abs=1e-3)
    assert fit.variance == pytest.approx(expected["tam_rsm"]["variance"], rel=2e-3)
    assert fit.deviance == pytest.approx(expected["tam_rsm"]["deviance"], abs=0.05)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # inside the oracle
def test_severities_equal_those_of_mirt_on_made_up_ratings() -> None:
    """Oracle: ``mirt.fit_mfrm`` (PyPI), which is not needed to run the product."""
    from mirt import fit_mfrm
    from mirt.models.mfrm import Facet, PolytomousMFRM

    random = np.random.default_rng(3)
    ability, severity, difficulty = random.normal(0, 1.2, 80), np.array([-0.6, 0.0, 0.6]), np.array([-0.4, 0.1, 0.3])
    eta = ability[:, None, None] - severity[:, None] - difficulty  # candidates x interviewers x skills
    weight = np.exp(eta[..., None] * np.arange(3) - np.array([0.0, -0.8, 0.0]))
    cumulative = np.cumsum(weight / weight.sum(axis=-1, keepdims=True), axis=-1)
    level = (random.random(eta.shape)[..., None] > cumulative).sum(axis=-1)
    level[random.random(eta.shape) < 0.3] = -1  # not assessed
    ratings = [
        Rating(f"c{c:02}", f"r{r}", f"s{s}", int(level[c, r, s])) for c, r, s in np.ndindex(eta.shape) if level[c, r, s] >= 0
    ]
    fit = fit_marginal(ratings)
    model = PolytomousMFRM(n_items=3, n_categories=3, facets=[Facet("rater", 3)])
    oracle = fit_mfrm(
        model,
        level.reshape(80, 9),
        {"rater": np.broadcast_to(np.repeat(np.arange(3), 3), (80, 9))},
        item_indices=np.tile(np.arange(3), 3),
    )
    assert list(fit.severity.values()) == pytest.approx(list(oracle.facet_parameters["rater"]), abs=2e-3)
    assert -fit.deviance / 2 == pytest.approx(oracle.log_likelihood, abs=0.02)
