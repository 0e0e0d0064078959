"""What does the demo office ask and get asked? Fictional cases, one JSON file each, in both languages.

A case has the columns of a request, with parties, authorities and instrument by code, `time_limit_in_days` and
`hearing_in_days` counted from the draft, and its persons, organisations, offences, identifiers and items. `files`
are papers to attach, each with `name`, `title` and `text`. `translation`
repeats that shape with each free text in the other language; `said` is what is said in acts of its scene. A detail
that names a person says "@1": the first one.
"""

import json
from pathlib import Path
from typing import Any

MATERIAL = Path(__file__).parent / "material"

CASES: list[dict[str, Any]] = [
    json.loads(file.read_text(encoding="utf-8")) for file in sorted(MATERIAL.glob("*.json"))
]
