"""Opens LeaderDesk with the practice neighbourhood; without a screen it runs the main job instead.

    python3 start.py          (Windows: py -3.11 start.py)

Everything it needs is set up by itself, the first time: a `.venv` beside this file with the pinned packages.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "LeaderDesk needs Python 3.11 or newer; this is %d.%d. Install a newer one from python.org."
        % sys.version_info[:2]
    )

from installer.start import main

if __name__ == "__main__":
    sys.exit(main())
