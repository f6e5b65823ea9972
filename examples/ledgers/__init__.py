"""A made book: customers, what they owe, how they pay, and what was done about it."""
