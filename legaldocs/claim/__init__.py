"""The law applied to one case: what is owed, what is proved, what may be asked for."""
