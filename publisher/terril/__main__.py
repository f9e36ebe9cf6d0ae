"""``python -m terril`` is the ``terril`` command."""

from terril.cli import main

if __name__ == "__main__":
    main()
