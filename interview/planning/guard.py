"""Rules with names: in an explaining solve each can be switched off by a literal, so that a clash can be named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.plan import Reason


@dataclass
class Guard:
    """Collects a literal for each named rule; without ``explaining`` rules are simply posted."""

    model: cp_model.CpModel
    explaining: bool = False
    rules: dict[Reason, Any] = field(default_factory=dict)

    def post(self, constraint: Any, text: str, *facts: str) -> None:
        """Make ``constraint`` (linear) hold, under the name ``text`` where clashes are explained."""
        if self.explaining:
            constraint.only_enforce_if(self.literal(text, *facts))

    def literal(self, text: str, *facts: str) -> Any:
        """The switch of a rule; the same for the same sentence."""
        reason = Reason(text=text, facts=facts)
        if reason not in self.rules:
            self.rules[reason] = self.model.new_bool_var(f"rule{len(self.rules)}")
        return self.rules[reason]
