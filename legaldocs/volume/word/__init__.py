"""A Word document read for printing: blocks, runs, lists, notes, tracked changes."""
