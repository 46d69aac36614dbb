"""Solving in a process of its own: a search of half a minute must not hold up the people whose screens this process draws.

Run as ``python -m interview.services.solving`` it reads a request from standard input and writes the plan to standard output.
"""

from __future__ import annotations

import subprocess
import sys
import threading

from pydantic import BaseModel

from interview.planning.plan import Plan
from interview.planning.problem import Problem

_GRACE_SECONDS = 60.0  # for starting the process and building the model, on a busy machine
_two_at_once = threading.BoundedSemaphore(2)  # a search fills a processor


class Request(BaseModel):
    """What the other process is asked."""

    problem: Problem
    seed: int
    time_limit: float


def solve_apart(problem: Problem, *, seed: int, time_limit: float) -> Plan:
    """The solver's plan for ``problem``; ``time_limit`` in seconds. ``RuntimeError`` if the process fails."""
    request = Request(problem=problem, seed=seed, time_limit=time_limit).model_dump_json()
    with _two_at_once:
        done = subprocess.run(
            [sys.executable, "-m", "interview.services.solving"],
            input=request.encode(),
            capture_output=True,
            timeout=time_limit + _GRACE_SECONDS,
            check=False,
        )
    if done.returncode != 0:
        raise RuntimeError(f"the solver's process failed: {done.stderr.decode(errors='replace')[-2000:]}")
    return Plan.model_validate_json(done.stdout)


def main() -> None:
    """Answer the one request on standard input."""
    from interview.planning.solver import solve  # noqa: PLC0415 - the solver takes a second to load, and only this process needs it

    request = Request.model_validate_json(sys.stdin.buffer.read())
    plan = solve(request.problem, seed=request.seed, time_limit=request.time_limit)
    sys.stdout.write(plan.model_dump_json())


if __name__ == "__main__":
    main()
