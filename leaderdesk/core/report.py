"""What a verb of the command line has to say, for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Json = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of one verb: `lines` for a person, `data` for `--json`; money and amounts are decimal text."""

    lines: tuple[str, ...]
    data: Json
