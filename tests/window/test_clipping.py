"""At a scale of 200 % and type of 150 % on 1366×768 nothing is cut off, on no page and in neither language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.practice import open_shop

ROOT = Path(__file__).parents[2]
LONGEST_SECONDS = 240


def test_nothing_is_clipped_at_double_scale_with_the_largest_type(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "shop", orders=12)
    shop.store.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": "2"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.window.clipping", str(tmp_path / "shop"), "150"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    cut = json.loads(done.stdout)
    assert cut == {}, "\n".join(f"{page}: {words}" for page, found in cut.items() for words in found)
