"""HTML without what two engines write differently and a browser does not show."""

from html.parser import HTMLParser

DIFFERS = frozenset({"csrfmiddlewaretoken", "request_id"})
"""Fields whose value is another one in every answer."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if held.get("name") in DIFFERS:
            held["value"] = ""
        words = " ".join(f"{name}={(held[name] or '').strip()!r}" for name in sorted(held))
        self.found.append(f"<{tag} {words}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.found.append(words)


def normal(html: str) -> list[str]:
    """Return tags with sorted attributes and texts with single spaces, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.found if one not in {"</use>", "</input>"}]
