"""Alembic revisions of the replica."""
