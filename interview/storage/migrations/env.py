"""Run by Alembic: migrates over the connection and inside the transaction that ``storage.migrate`` opened."""

from alembic import context

from interview.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
