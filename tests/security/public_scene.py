"""Public pages for attacks: Brookside has written and not published, Ridgefield has published."""

from typing import Any

from hubtable.hubs.rules.languages import PublicLanguage
from hubtable.hubs.rules.public_pages import Words
from tests.security.scene import AT, Scene
from tests.world import as_seat

SAID = Words("Hub", "(508) 555-0142", "Weekdays", "We look with you.", "Nothing is kept.")
SPANISH = Words("Hub", "(508) 555-0142", "Lunes", "Buscamos.", "Nada.", "R. Hill", shown=False)


def public_pages(scene: Scene) -> dict[str, Any]:
    """Write them; return ids of pages by name. Ridgefield's Spanish is not shown."""
    from hubtable.hubs.actions import public_pages as acts
    from hubtable.hubs.models import PublicPage

    pages = {}
    for name, who in (("draft_page", "admin"), ("public_page", "ridge_admin")):
        by = scene.world[who]
        with as_seat(by, AT):
            for language, words in (
                (PublicLanguage.ENGLISH, SAID),
                (PublicLanguage.SPANISH, SPANISH),
            ):
                acts.write_words(by=by, at=AT, language=language, version=0, words=words)
            if name == "public_page":
                acts.publish(by=by, at=AT, version=1)
            pages[name] = PublicPage.objects.get(hub=by.hub).pk
    return pages
