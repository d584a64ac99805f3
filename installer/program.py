"""The entry of the one-folder build."""

from __future__ import annotations

import multiprocessing
import sys

from leaderdesk.__main__ import main

if __name__ == "__main__":
    # A workbook that comes in is read by another process of this same program.
    multiprocessing.freeze_support()
    sys.exit(main())
