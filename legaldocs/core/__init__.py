"""What every package builds on: errors, findings, money, dates, strict YAML, atomic writing."""
