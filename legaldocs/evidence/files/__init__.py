"""Originals on disk: gathered, named, opened and hashed safely."""
