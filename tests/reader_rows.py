"""Invented rows to train a tiny reader with, some of each kind on both sides of every division."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from training.rows import is_apart

_FRONT = (
    "Quor Vel Brin Tam Osk Lun Fer Hal Mir Dov Sar Kel Nor Pag Rud Esk Wim Zan Ild Cor Gos Yar Ulm Bex Tro Ank Lis Mav"
    " Pell Roth Stav Drel Hesk Jor Kva Lom Nist Orm Plov Rask"
).split()
_BACK = (
    "wick mouth dale holm stead borg ness combe fell gate sund vik ton bridge field marsh crag haven ley ford".split()
)
_NAMES = "Ada Lorring, Piet Sandvoort, Mara Quill, Jonas Eberle, Tilda Renshaw, Oskar Fenn, Ines Valcourt".split(", ")
TOWNS = [front + back for back, front in product(_BACK, _FRONT)]


def mill(town: str) -> dict[str, Any]:
    """A question, the sentence that answers it and the words that do."""
    n = TOWNS.index(town)
    name = _NAMES[n % len(_NAMES)]
    sentence = f"The old mill of {town} was built by {name} in {1700 + n % 200} on the river."
    return {"question": f"Who built the old mill of {town}?", "sentence": sentence, "answer": name}


def paragraph(town: str) -> dict[str, Any]:
    """A question about a paragraph, of which one sentence answers."""
    n = TOWNS.index(town)
    answer = f"{n + 20} boats"
    context = (
        f"The harbour of {town} freezes in January. A storm once sank {answer} there. "
        f"Fishermen from {town} sell herring on the quay. The lighthouse is painted red."
    )
    question = f"What did a storm sink in {town}?"
    return {"question": question, "context": context, "answer": answer, "start": context.index(answer)}


def claim(town: str) -> dict[str, Any]:
    """A claim and the sentence it is judged by."""
    n = TOWNS.index(town)
    evidence = [f"The museum of {town} opened its doors to visitors in {1900 + n % 90}."]
    opened = n % 2
    said = f"The museum of {town} opened in {1900 + n % 90}." if opened else f"The museum of {town} never opened."
    return {"claim": said, "evidence": evidence, "label": "supports" if opened else "refutes", "from": "invented"}


def _divided(text: Callable[[str], str], share: float, train: int, each: int) -> Iterator[str]:
    """Towns of which so many are trained on, and so many are in each half of those kept apart."""
    left = {(False, None): train, (True, True): each, (True, False): each}
    for town in TOWNS:
        apart = is_apart(text(town), share)
        side = (apart, is_apart(text(town), 0.5, "half") if apart else None)
        if left[side]:
            left[side] -= 1
            yield town
    assert not any(left.values())


def write_rows(folder: Path) -> Path:
    """The three files of rows."""
    single = list(_divided(lambda town: mill(town)["sentence"], 0.04, 24, 4))
    whole = list(_divided(lambda town: paragraph(town)["context"], 0.04, 10, 3))
    judged = list(_divided(lambda town: claim(town)["evidence"][0], 0.06, 16, 8))
    sentences = [
        {key: mill(town)[key] for key in ("question", "sentence")} | {"from": ("squad-train", "squad-dev")[n % 2]}
        for n, town in enumerate(single)
    ]
    spans = []
    for town in single:
        row = mill(town)
        start = row["sentence"].index(row["answer"])
        about = {"context": row["sentence"], "answer": row["answer"], "start": start, "from": "qamr-wikinews"}
        spans.append({"question": f"Whose work is the old mill of {town}?"} | about)
    spans += [paragraph(town) | {"from": "squad-paragraph"} for town in whole]
    spans += [paragraph(town) | {"from": "xquad-en"} for town in TOWNS[-6:]]
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("sentences", sentences), ("spans", spans), ("claims", [claim(town) for town in judged])):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder
