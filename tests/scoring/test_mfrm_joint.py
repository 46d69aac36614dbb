"""The many-facet Rasch model fitted jointly, against FACETS on Guilford's creativity ratings."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest

from interview.errors import Invalid
from interview.scoring.mfrm_joint import JointFit, fit_joint
from interview.scoring.ratings import Rating
from tests.seeds import shared_file


@pytest.fixture(scope="module")
def guilford() -> tuple[JointFit, dict[str, Any]]:
    with shared_file("reference/guilford_creativity.csv").open(encoding="utf-8") as file:
        ratings = [Rating(row["examinee"], row["judge"], row["trait"], int(row["rating"])) for row in csv.DictReader(file)]
    expected = json.loads(shared_file("reference/expected.json").read_text(encoding="utf-8"))
    return fit_joint(ratings), expected["cases"]["guilford_facets"]


@pytest.mark.seed
def test_measures_equal_the_converged_likelihood(guilford: tuple[JointFit, dict[str, Any]]) -> None:
    fit, expected = guilford
    converged = expected["converged_jmle"]
    assert -fit.log_likelihood == pytest.approx(converged["neg_loglik"], abs=1e-4)
    assert fit.severity == pytest.approx(converged["severity"], abs=1e-3)
    assert fit.severity_error == pytest.approx(converged["severity_se"], abs=1e-3)
    assert fit.ability == pytest.approx(converged["examinee"], abs=1e-3)
    assert fit.difficulty == pytest.approx(converged["trait"], abs=1e-3)
    assert fit.steps == pytest.approx(converged["thresholds"], abs=1e-3)
    assert list(fit.infit.values()) == pytest.approx(converged["infit_judge"], abs=1e-3)
    assert list(fit.outfit.values()) == pytest.approx(converged["outfit_judge"], abs=1e-3)


@pytest.mark.seed
def test_measures_and_biases_agree_with_the_published_facets_tables(guilford: tuple[JointFit, dict[str, Any]]) -> None:
    fit, expected = guilford
    published = expected["published_facets_table13"]
    assert fit.severity["Brahe"] == pytest.approx(published["severity_Brahe"], abs=0.03)
    assert fit.ability["David"] == pytest.approx(published["measure_David"], abs=0.03)
    biases = {(bias.interviewer, bias.candidate): bias for bias in fit.biases}
    for name in ("David", "Edward"):
        bias, table = biases["Brahe", name], published[f"Brahe_x_{name}"]
        assert bias.bias == pytest.approx(table["bias"], abs=0.04)
        assert bias.t == pytest.approx(table["t"], abs=0.1)
        assert bias.observed == table["obs"] - 5  # five ratings from 1 up are five scores from 0 up
    assert fit.bias_chi_square == pytest.approx(published["chi2"], rel=0.03)


def test_somebody_with_only_the_highest_level_has_no_finite_measure() -> None:
    ratings = [Rating("top", who, "x", 5) for who in "ij"] + [Rating("mid", "i", "x", 3), Rating("mid", "j", "x", 4)]
    with pytest.raises(Invalid, match="candidate top has only the lowest or only the highest level"):
        fit_joint(ratings)


def test_one_level_only_is_refused() -> None:
    with pytest.raises(Invalid, match="all ratings are at one level"):
        fit_joint([Rating("a", "i", "x", 3)])


def test_a_cell_at_the_end_of_the_scale_has_no_bias() -> None:
    levels = {("a", "i"): 1, ("a", "j"): 3, ("b", "i"): 2, ("b", "j"): 2, ("c", "i"): 3, ("c", "j"): 2}
    fit = fit_joint([Rating(candidate, who, "x", level) for (candidate, who), level in levels.items()])
    assert {(bias.candidate, bias.interviewer) for bias in fit.biases} == {("b", "i"), ("b", "j"), ("c", "j")}


def test_a_bias_is_found_where_one_was_put() -> None:
    """An interviewer gives one candidate two to three levels more than the others do."""
    levels = {(c, r, s): 2 + (c + s + r) % 2 + c % 3 for c in range(6) for r in range(3) for s in range(3)}
    levels |= {(0, 0, 0): 5, (0, 0, 1): 4, (0, 0, 2): 5}
    fit = fit_joint([Rating(f"c{c}", f"r{r}", f"s{s}", level) for (c, r, s), level in levels.items()])
    largest = max(fit.biases, key=lambda bias: bias.t)
    assert (largest.candidate, largest.interviewer) == ("c0", "r0")
    assert fit.bias_chi_square > largest.t**2 > 4
