"""Prints the reading of a case file: python -m leaderdesk.features.orders.jielong CASE.json."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from leaderdesk.core.errors import UserError
from leaderdesk.features.orders.jielong.case import parse_case


def main(arguments: list[str]) -> int:
    """Print the result of the case at `arguments[0]` as JSON; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m leaderdesk.features.orders.jielong CASE.json\n")
        return 2
    try:
        result = parse_case(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    except (UserError, OSError, ValueError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    sys.stdout.buffer.write((json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "surrogatepass"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
