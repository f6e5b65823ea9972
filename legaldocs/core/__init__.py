"""What every package stands on: errors, findings, money, dates, strict YAML, atomic writing."""
