"""Are these the same bytes: gather, bag, seal, timestamp, verify. Needs no case and no law."""
