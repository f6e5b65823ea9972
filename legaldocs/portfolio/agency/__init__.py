"""Agencies and lawyers that collect: engaged, watched, paid, compared."""
