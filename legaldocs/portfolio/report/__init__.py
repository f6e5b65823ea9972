"""The whole book on a day: ageing, recovery, agencies compared, and when to stop."""
