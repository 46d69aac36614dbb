"""The tables that people fill in are the ones that an import reads."""

from __future__ import annotations

import pytest

from interview.exports.import_template import csv_template, xlsx_template
from interview.services.import_table import read_table
from interview.services.imports import ImportKind, columns_of


@pytest.mark.parametrize("kind", ImportKind)
@pytest.mark.parametrize("template", [csv_template, xlsx_template])
def test_a_template_reads_back_as_its_example_row(kind: ImportKind, template: object) -> None:
    data = template(kind)  # type: ignore[operator]  # one of the two functions
    (row,) = read_table(data, "t", columns_of(kind))
    assert row.line == 2
    assert row.fields == {column.name: column.example for column in columns_of(kind)}
