"""What a build writes: where it goes, its figures, their trace, the summary and the index."""
