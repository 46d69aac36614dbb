"""Rules of requisitions and the calibrations that they name: only ever added."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, insert, select

from interview.domain.rules import Rules
from interview.storage.rules_tables import calibrations, requisition_rules

_DOCUMENTS = ("costs", "policy", "ladder")


class RulesBook:
    """Repository of rules and calibrations."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, rules: Rules, calibration: dict[str, Any]) -> None:
        """Store rules for good, with the calibration they name unless it is stored already."""
        known = select(calibrations.c.snapshot).where(calibrations.c.snapshot == rules.calibration)
        if self._connection.execute(known).first() is None:
            document = json.dumps(calibration, sort_keys=True)
            self._connection.execute(insert(calibrations).values(snapshot=rules.calibration, document=document))
        dumped = rules.model_dump(mode="json")
        documents = {name: json.dumps(dumped[name], sort_keys=True, ensure_ascii=False) for name in _DOCUMENTS}
        values = {**rules.model_dump(exclude=set(_DOCUMENTS)), **documents}
        self._connection.execute(insert(requisition_rules).values(values))

    def of(self, role_id: str, loop_version: int) -> tuple[Rules, ...]:
        """Every rule that a requisition had, the one in force last."""
        table = requisition_rules
        query = select(table).where(table.c.role_id == role_id, table.c.loop_version == loop_version).order_by(table.c.number)
        return tuple(
            Rules.model_validate({**row, **{name: json.loads(row[name]) for name in _DOCUMENTS}})
            for row in self._connection.execute(query).mappings()
        )

    def calibration(self, snapshot: str) -> dict[str, Any] | None:
        """A stored calibration."""
        query = select(calibrations.c.document).where(calibrations.c.snapshot == snapshot)
        document = self._connection.execute(query).scalar_one_or_none()
        return None if document is None else dict(json.loads(document))
