"""The Page object of HSDS: where a page stands among the others."""

from typing import Any


def page_object(contents: list[Any], *, total: int, page: int, per_page: int) -> dict[str, Any]:
    """Return a page. One beyond the last is empty, and says how many there are."""
    pages = -(-total // per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": contents,
    }
