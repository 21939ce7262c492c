"""What Django knows of the program: addresses, models, actions. Needs no database.

`python -m tools.reference.facts` prints it all as JSON: the house tests ask in a process of their
own, because settings that were loaded without a database would spoil every other test.
"""

import ast
import importlib
import inspect
import json
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hubtable"


@dataclass(frozen=True, slots=True)
class Address:
    """One URL: its pattern, name, the rule its view names, and what the view says of itself."""

    path: str
    name: str
    rule: str
    view: str
    doc: str
    template: str
    template_file: str


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a model, with its privacy label (empty when it has none)."""

    name: str
    label: str
    doc: str


@dataclass(frozen=True, slots=True)
class Model:
    """One table."""

    app: str
    name: str
    table: str
    ours: bool
    doc: str
    labels_without_field: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Action:
    """One public function of an `actions` ring."""

    domain: str
    step: str
    name: str
    parameters: list[str]
    recorded: bool
    verbs: list[str]
    account_verbs: list[str]
    doc: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything."""

    addresses: list[Address]
    models: list[Model]
    actions: list[Action]


def gather() -> Facts:
    """Set Django up, away from any installation of this machine, and ask it."""
    for name in [name for name in os.environ if name.startswith("HUBTABLE_")]:
        del os.environ[name]
    os.environ["HUBTABLE_DATA"] = "/nonexistent"
    # Single sign-on has addresses of its own: they are looked at too.
    for name in ("ISSUER", "NAME", "CLIENT_ID", "CLIENT_SECRET"):
        os.environ[f"HUBTABLE_OIDC_{name}"] = "https://provider.example.org"
    os.environ["DJANGO_SETTINGS_MODULE"] = "hubtable.config.settings"
    import django

    django.setup()
    return Facts(list(_addresses()), list(_models()), list(_actions()))


def _addresses() -> Iterator[Address]:
    from django.urls import get_resolver

    for path, name, view in _walk(get_resolver().url_patterns, "/", ""):
        inner = getattr(view, "view_class", None) or inspect.unwrap(view)
        template = str(getattr(inner, "template_name", None) or "")
        yield Address(
            path=path,
            name=name,
            rule=str(getattr(view, "rule", "")),
            view=f"{inner.__module__}.{inner.__qualname__}",
            doc=(inner.__doc__ if inner.__module__.startswith("hubtable.") else "") or "",
            template=template,
            template_file=_template_file(template) if template else "",
        )


def _walk(patterns: Iterable[Any], path: str, space: str) -> Iterator[tuple[str, str, Any]]:
    for pattern in patterns:
        here = path + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if hasattr(pattern, "url_patterns"):
            inside = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inside)
        else:
            yield here, space + (pattern.name or ""), pattern.callback


def _template_file(name: str) -> str:
    """Return the file a template comes from: of ours below `src/hubtable`, else in full."""
    from django.template.loader import get_template

    file = Path(str(get_template(name).origin.name))  # type: ignore[attr-defined]
    return str(file.relative_to(SOURCE)) if file.is_relative_to(SOURCE) else str(file)


def _models() -> Iterator[Model]:
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        ours = model.__module__.startswith("hubtable.")
        names = {one.name for one in meta.concrete_fields}
        yield Model(
            app=meta.app_label,
            name=meta.object_name or "",
            table=meta.db_table,
            ours=ours,
            doc=(model.__doc__ or "") if ours else "",
            labels_without_field=sorted(set(getattr(model, "labels", {})) - names),
            columns=list(_columns(model)) if ours else [],
        )


def _columns(model: Any) -> Iterator[Column]:
    from hubtable.base.models import Labelled, label_of

    labelled = issubclass(model, Labelled) and hasattr(model, "label")
    docs = _field_docs(model)
    for one in model._meta.concrete_fields:
        label = label_of(model, one.name).value if labelled else ""
        yield Column(one.name, label, docs.get(one.name, ""))


def _field_docs(model: Any) -> dict[str, str]:
    """Return the strings that stand below fields, as this project documents them."""
    body = ast.parse(inspect.getsource(model)).body[0]
    assert isinstance(body, ast.ClassDef)
    pairs = zip(body.body, body.body[1:], strict=False)
    return {
        named.targets[0].id: below.value.value
        for named, below in pairs
        if isinstance(named, ast.Assign)
        and isinstance(named.targets[0], ast.Name)
        and isinstance(below, ast.Expr)
        and isinstance(below.value, ast.Constant)
        and isinstance(below.value.value, str)
    }


def _actions() -> Iterator[Action]:
    for folder in sorted(SOURCE.glob("*/actions")):
        for found in sorted(pkgutil.iter_modules([str(folder)]), key=lambda one: one.name):
            name = f"hubtable.{folder.parent.name}.actions.{found.name}"
            yield from _of_module(importlib.import_module(name), folder.parent.name, found.name)


def _of_module(module: Any, domain: str, step: str) -> Iterator[Action]:
    for name, function in vars(module).items():
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        if function.__module__ != module.__name__:
            continue
        bare = inspect.unwrap(function)
        yield Action(
            domain=domain,
            step=step,
            name=name,
            parameters=list(inspect.signature(bare).parameters),
            recorded=bool(getattr(function, "records", False)),
            verbs=_verbs(bare, "record"),
            account_verbs=[
                verb
                for part in (bare, *_private_parts(module, bare))
                for verb in _verbs(part, "record_account")
            ],
            doc=function.__doc__ or "",
        )


def _private_parts(module: Any, function: Any) -> list[Any]:
    """Return the private functions of its module that a function calls."""
    called = {node.id for node in ast.walk(_tree(function)) if isinstance(node, ast.Name)}
    return [
        part
        for name, part in vars(module).items()
        if name in called and name.startswith("_") and inspect.isfunction(part)
    ]


def _tree(function: Any) -> ast.Module:
    return ast.parse(inspect.getsource(function))


def _verbs(function: Any, called: str) -> list[str]:
    """Return the verbs a function passes to `record` or `record_account`."""
    calls = (
        node
        for node in ast.walk(_tree(function))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == called
    )
    return [verb for call in calls if (verb := _verb(call))]


def _verb(call: ast.Call) -> str:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "verb"]
    first = given[0] if given else call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


if __name__ == "__main__":
    json.dump(asdict(gather()), sys.stdout)
