"""Words on paper: one folder a paper, with its wording, its names and its guards."""
