"""Runs every check and every test of LeaderDesk, and sets up by itself what they need.

python3 check.py                 (Windows: py -3.11 check.py)
python3 check.py --benchmarks    measures, as ratios to a floor of the same run
python3 check.py --faults        the long sweeps: a kill, a full disk, a cut of power at every point
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "LeaderDesk needs Python 3.11 or newer; this is %d.%d. Install a newer one from python.org."
        % sys.version_info[:2]
    )

from installer.check import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
