"""Names of estates in front of rooms, learnt from the text: what stands so before several rooms is nobody's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable

_BEFORE_ROOM = re.compile(
    r"(?<![一-鿿])(?P<word>[一-鿿]{1,4}[阁轩庭郡府湾台里居邨城场厦际墅坊园苑寓村岸岛堤筑第邸])"
    r" ?(?P<room>(?:[a-z]|[0-9]{1,2}) ?(?:栋|座|号楼|幢|#|-)[0-9\-单元号楼室]*)"
)


def estates_in(lines: Iterable[str], names: Container[str]) -> re.Pattern[str] | None:
    """Return what finds the estates that folded lines name before at least two rooms, None where there are none."""
    rooms: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for match in _BEFORE_ROOM.finditer(line):
            rooms[match["word"]].add(match["room"])
    words = sorted((word for word, seen in rooms.items() if len(seen) > 1 and word not in names), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?= ?[a-z0-9])") if words else None
