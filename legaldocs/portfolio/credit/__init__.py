"""What a customer may owe: grade, limit, danger signals, warning level."""
