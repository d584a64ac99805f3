"""The entry of the one-folder build."""

from __future__ import annotations

import sys

from leaderdesk.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
