"""Solving in a process of its own: a search of half a minute must not hold up the people whose screens this process draws.

Run as ``python -m interview.services.solving`` it reads a request from standard input (one line of JSON; a second line, or the
end of the input, means stop) and writes one line of JSON for every better plan, and a last one with the answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from typing import IO

from pydantic import BaseModel

from interview.domain.loop import LoopTemplate
from interview.domain.question import Question
from interview.domain.role import Role
from interview.planning.plan import Plan
from interview.planning.problem import Problem

_GRACE_SECONDS = 60.0  # for starting the process and building the model, on a busy machine
_STOP_SECONDS = 3.0  # after which a search that was asked to stop is ended with the best plan it had told of
_PATIENCE_SECONDS = 10.0  # the same while it has not told of any: a first plan is near
_TRIAL_SECONDS = 3.0  # for finding out whether an eased problem has any plan at all
_TRIALS_SECONDS = 15.0  # for all of them together
_two_at_once = threading.BoundedSemaphore(2)  # a search fills a processor


class Comparison(BaseModel):
    """Templates and lengths of one role to lay side by side; ``minutes`` of ``None``: as in the template."""

    role: Role
    templates: tuple[LoopTemplate, ...]
    minutes: tuple[int | None, ...]
    questions: tuple[Question, ...]
    exposure: dict[str, int] = {}


class Alternative(BaseModel):
    """One way to run the loop, with the fields of :class:`interview.planning.what_if.Choice` (which only the solver can load)."""

    template_id: str
    minutes: int
    stages: int
    covered_weight: int
    all_weight: int
    observers: int
    people: int
    status: str
    reason: str = ""
    best: bool = False


class Request(BaseModel):
    """What the other process is asked: the best plan for ``problem``, or, with ``before``, the one with the fewest changes to it.

    ``eased``: problems with one wish less, by a name; where there is no plan, the answer says for which of them there is one.
    With ``comparison`` alternatives are planned instead.
    """

    problem: Problem | None = None
    before: Plan | None = None
    eased: dict[str, Problem] = {}
    comparison: Comparison | None = None
    seed: int = 0
    time_limit: float = 30.0


class Message(BaseModel):
    """A line from the other process. The last one has ``final`` set."""

    plan: Plan | None = None
    helps: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    final: bool = False


class Search:
    """A question to the solver's process, asked in the background. ``on_end`` gets this search when it is over."""

    def __init__(self, request: Request, on_end: Callable[[Search], None] | None = None) -> None:
        self.request = request
        self.latest = Message()
        self.failure = ""
        self.stopping = False
        self._begun = time.monotonic()
        self._ended: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.on_end = on_end
        self._thread = threading.Thread(target=self._run, daemon=True, name="search")
        self._thread.start()

    @property
    def seconds(self) -> float:
        """How long it has been running, or took."""
        return (self._ended or time.monotonic()) - self._begun

    @property
    def is_over(self) -> bool:
        """Whether the answer is there, and ``on_end`` has worked with it."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Ask for the best so far, now."""
        with self._lock:
            self.stopping = True
            process = self._process
        if process is not None:
            _tell(process.stdin, b"stop\n")
            self._kill_after(process, _STOP_SECONDS if self.latest != Message() else _PATIENCE_SECONDS)

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is over."""
        self._thread.join(seconds)

    def _run(self) -> None:
        try:
            with _two_at_once:
                self._ask()
        finally:
            self._ended = time.monotonic()
            if self.on_end is not None:
                self.on_end(self)

    def _ask(self) -> None:
        with self._lock:
            if self.stopping:
                return
            process = self._process = subprocess.Popen(
                [sys.executable, "-m", "interview.services.solving"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        said: list[bytes] = []
        listener = threading.Thread(target=lambda: said.append(process.stderr.read() if process.stderr else b""), daemon=True)
        with suppress(BrokenPipeError), process:
            listener.start()
            watch = self._kill_after(process, self.request.time_limit + _GRACE_SECONDS)
            _tell(process.stdin, self.request.model_dump_json().encode() + b"\n")
            for line in process.stdout or ():
                self.latest = Message.model_validate_json(line)
            listener.join()
        watch.cancel()
        if not self.latest.final and not self.stopping:
            said_last = b"".join(said).decode(errors="replace")[-2000:]
            self.failure = f"the solver's process failed ({process.returncode}): {said_last}"

    @staticmethod
    def _kill_after(process: subprocess.Popen[bytes], seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, process.kill)
        timer.daemon = True
        timer.start()
        return timer


def _tell(pipe: IO[bytes] | None, line: bytes) -> None:
    with suppress(BrokenPipeError, ValueError):  # it may have ended by itself
        if pipe is not None:
            pipe.write(line)
            pipe.flush()


def solve_apart(problem: Problem, *, seed: int, time_limit: float) -> Plan:
    """The solver's plan for ``problem``; ``time_limit`` in seconds. ``RuntimeError`` if the process fails."""
    search = Search(Request(problem=problem, seed=seed, time_limit=time_limit))
    search.wait()
    if search.latest.plan is None:
        raise RuntimeError(search.failure)
    return search.latest.plan


class Searches:
    """The searches of this process, running and just ended, each under a name; the database knows nothing of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_name: dict[str, Search] = {}

    def get(self, name: str) -> Search | None:
        """The last search under this name."""
        return self._by_name.get(name)

    def begin(self, name: str, request: Request, on_end: Callable[[Search], None] | None = None) -> Search | None:
        """Start one; ``None`` if one is running under this name already."""
        with self._lock:
            current = self._by_name.get(name)
            if current is not None and not current.is_over:
                return None
            search = self._by_name[name] = Search(request, on_end)
            return search

    def forget(self, name: str) -> None:
        """Drop one that is over."""
        with self._lock:
            current = self._by_name.get(name)
            if current is not None and current.is_over:
                del self._by_name[name]


def main() -> None:
    """Answer the one request on standard input."""
    request = Request.model_validate_json(sys.stdin.buffer.readline())
    stop = threading.Event()

    def listen() -> None:
        sys.stdin.buffer.readline()
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
    if request.comparison is not None:
        _compare(request, request.comparison, stop)
    elif request.problem is not None:
        _solve(request, request.problem, stop)
    sys.stdout.flush()
    os._exit(0)  # the listener may hold the input's lock, at which an orderly end would stumble


def _say(message: Message) -> None:
    sys.stdout.write(message.model_dump_json() + "\n")
    sys.stdout.flush()


def _solve(request: Request, problem: Problem, stop: threading.Event) -> None:
    # The solver takes a second to load, and only this process needs it.
    from interview.planning.repair import repair  # noqa: PLC0415
    from interview.planning.solver import solve  # noqa: PLC0415

    seed, limit = request.seed, request.time_limit
    if request.before is not None:
        plan = repair(problem, request.before, seed=seed, time_limit=limit, should_stop=stop.is_set)
    else:
        tell = lambda better: _say(Message(plan=better))  # noqa: E731
        plan = solve(problem, seed=seed, time_limit=limit, on_progress=tell, should_stop=stop.is_set)
    helps: list[str] = []
    if plan.status == "infeasible":
        _say(Message(plan=plan))
        until = time.monotonic() + _TRIALS_SECONDS
        for name, eased in request.eased.items():
            if stop.is_set() or time.monotonic() > until:
                break
            if solve(eased, time_limit=_TRIAL_SECONDS).status != "infeasible":
                helps.append(name)
    _say(Message(plan=plan, helps=tuple(helps), final=True))


def _compare(request: Request, wanted: Comparison, stop: threading.Event) -> None:
    from interview.planning.what_if import Choice, marked, what_if  # noqa: PLC0415 - as above

    choices: list[Choice] = []

    def tell(*, final: bool) -> None:
        each = {(choice.minutes, choice.template_id): choice for choice in choices}  # a length may be the template's own
        ordered = marked(each[key] for key in sorted(each))
        found = tuple(Alternative.model_validate(choice, from_attributes=True) for choice in ordered)
        _say(Message(alternatives=found, final=final))

    for minutes, template in product(wanted.minutes, wanted.templates):
        if stop.is_set():
            break
        choices += what_if(
            wanted.role,
            (template,),
            wanted.questions,
            minutes=(minutes,),
            exposure=wanted.exposure,
            seed=request.seed,
            time_limit=request.time_limit,
            should_stop=stop.is_set,
        )
        tell(final=False)
    tell(final=True)


if __name__ == "__main__":
    main()
