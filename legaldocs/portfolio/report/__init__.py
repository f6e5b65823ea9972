"""The whole book seen at once."""
