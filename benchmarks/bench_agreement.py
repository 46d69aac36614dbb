"""Agreement and adverse impact beside pingouin, krippendorff, statsmodels and scipy: the same numbers, and how long they take."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from interview.scoring.alpha import METRICS, alphas
from interview.scoring.exact_test import fisher
from interview.scoring.intraclass import intraclass
from interview.scoring.pairs import weighted_kappa


def run() -> None:
    """Print largest difference and time for each statistic, ours and the other package's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the other packages' own
        _intraclass()
        _alpha()
        _kappa()
        _fisher()


def _intraclass() -> None:
    import pingouin  # noqa: PLC0415 - seconds; only this benchmark pays

    rng = np.random.default_rng(1)
    scores = rng.integers(1, 6, size=(100, 5)).astype(np.float64) + rng.integers(0, 3, size=(100, 1)).astype(np.float64)
    frame = pd.DataFrame({"t": np.repeat(np.arange(100), 5), "r": np.tile(np.arange(5), 100), "y": scores.reshape(-1)})
    theirs, their_time = _timed(lambda: pingouin.intraclass_corr(data=frame, targets="t", raters="r", ratings="y")["ICC"])
    ours, our_time = _timed(lambda: [one.value or 0 for one in intraclass(scores).values()])
    _print("six ICCs, 100 x 5 (pingouin)", ours, list(theirs), our_time, their_time)


def _alpha() -> None:
    import krippendorff  # noqa: PLC0415 - as above

    rng = np.random.default_rng(2)
    table = rng.integers(1, 6, size=(200, 4)).astype(float)
    unit = np.repeat(np.arange(200), 4)
    theirs, their_time = _timed(lambda: [krippendorff.alpha(table.T, level_of_measurement=metric) for metric in METRICS])
    ours, our_time = _timed(lambda: [one.value or 0 for one in alphas(table.reshape(-1), unit).values()])
    _print("four alphas, 200 x 4; ours with 1,000 resamples (krippendorff)", ours, theirs, our_time, their_time)


def _kappa() -> None:
    from statsmodels.stats.inter_rater import cohens_kappa  # noqa: PLC0415 - as above

    first, second = np.random.default_rng(3).integers(1, 6, size=(2, 500)).astype(float)
    table = np.histogram2d(first, second, bins=np.arange(0.5, 6))[0]
    theirs, their_time = _timed(lambda: [cohens_kappa(table, wt=name, return_results=False) for name in ("linear", "quadratic")])
    ours, our_time = _timed(lambda: [weighted_kappa(first, second, power) for power in (1, 2)])
    _print("two weighted kappas, 500 pairs (statsmodels)", ours, theirs, our_time, their_time)


def _fisher() -> None:
    from scipy.stats import fisher_exact  # noqa: PLC0415 - as above

    theirs, their_time = _timed(lambda: [fisher_exact(np.array([[48, 72], [20, 60]])).pvalue])
    ours, our_time = _timed(lambda: [fisher(48, 120, 20, 80).p])
    _print("Fisher's exact test (scipy)", ours, theirs, our_time, their_time)


def _timed(work: Callable[[], Any], repeats: int = 5) -> tuple[Any, float]:
    """The result and the shortest of a few times, in seconds."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - began)
    return result, min(times)


def _print(name: str, ours: list[float], theirs: list[float], our_time: float, their_time: float) -> None:
    difference = max(abs(one - other) for one, other in zip(ours, theirs, strict=True))
    print(
        f"{name}: largest difference {difference:.1e}; ours {1e3 * our_time:.2f} ms, theirs {1e3 * their_time:.2f} ms, "
        f"ratio {our_time / their_time:.2f}"
    )
