"""``python -m legaldocs``: the same as the command ``legaldocs``."""

from legaldocs.cli import main

if __name__ == "__main__":
    main()
