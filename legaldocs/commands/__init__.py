"""One file a command: read the options, call, show, exit."""
