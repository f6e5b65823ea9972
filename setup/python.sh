#!/bin/sh
# Prints the Python to build .venv with: $PYTHON, python3, or a newer one by its full name.
# Exits 1 when none is 3.11 or later.
set -eu

for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$name"
        exit 0
    fi
done
exit 1
