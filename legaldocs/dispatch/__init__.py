"""Finished letters printed, labelled, listed for a courier or drafted as mails, and recorded."""
