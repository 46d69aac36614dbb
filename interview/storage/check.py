"""Looking for damage in the database."""

from __future__ import annotations

from interview.storage.unit import Store


def damage(store: Store) -> str:
    """What SQLite finds wrong with its file or with references between rows; empty when all is well.

    PostgreSQL checks references itself and its files are the server's business, so there is nothing to look for.
    """
    if store.engine.dialect.name != "sqlite":
        return ""
    with store.engine.connect() as connection:
        result = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar_one())
        dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if result != "ok":
        return f"SQLite reports damage ({result}); restore the last backup."
    return f"{len(dangling)} rows refer to rows that are gone; restore the last backup." if dangling else ""
