"""What the practice neighbourhood leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written, and one sentence about what stands in it."""

    path: Path
    about: str
