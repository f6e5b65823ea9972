"""What happened: the facts of a case, read from its folder and compared with each other."""
