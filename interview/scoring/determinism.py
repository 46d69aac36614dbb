"""The same input gives the same bytes: one thread for linear algebra, and numbers rounded where they leave the package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

Floats = npt.NDArray[np.float64]

DECIMALS = 6
"""Places that leave the package; algebra repeats to about 1e-12."""


@cache
def _libraries() -> ThreadpoolController:
    return ThreadpoolController()


def rounded(values: Floats) -> Floats:
    """Rounded as numbers leave the package; never minus zero."""
    return np.round(values, DECIMALS) + 0.0


def single_threaded(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Run ``function`` with one thread of linear algebra: with more, sums are split by core count and the last digits differ."""

    @wraps(function)
    def alone(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        with _libraries().limit(limits=1, user_api="blas"):
            return function(*args, **kwargs)

    return alone


def fingerprint(value: Any) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of a JSON value in canonical form."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
