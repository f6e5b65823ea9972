"""Many cases: a process a chunk, a row a case, and what a person must look at."""
