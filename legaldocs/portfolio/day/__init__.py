"""What is to be done each day, and what was said and promised."""
