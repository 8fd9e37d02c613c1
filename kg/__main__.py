"""The command `kg`, also as `python -m kg`: stopped while it is still loading, it ends as quietly as later."""

from __future__ import annotations

from importlib import import_module


def main() -> None:
    """Load the command line and run it."""
    try:
        import_module("kg.cli").main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
