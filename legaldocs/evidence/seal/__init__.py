"""The seal: statement, signature and timestamp."""
