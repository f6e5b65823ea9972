"""Statements of account: made, sent, answered."""
