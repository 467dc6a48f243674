"""Everything at a glance: projects, screens, and what came last."""

from __future__ import annotations

from micrographia.accounts.viewer import Viewer
from micrographia.catalog.contents import BY_NAME
from micrographia.catalog.counts import total
from micrographia.catalog.models import DatasetImage, Image, Kind, Project, Screen
from micrographia.webclient.pages import Pages
from micrographia.webclient.panes.cards import project_cards, screen_cards
from micrographia.webclient.panes.pane import Pane

CARDS = 24
LATEST = 12


def overview(viewer: Viewer, page: int) -> Pane:
    """The page that one sees first."""
    pages = Pages.at(page, CARDS, total(viewer, Kind.PROJECTS))
    projects = pages.of(Project.objects.visible_to(viewer).order_by(*BY_NAME))
    screens = list(Screen.objects.visible_to(viewer).order_by(*BY_NAME)[:CARDS]) if pages.number == 1 else []
    # Those of plates are left out: a plate would push everything else away.
    last = DatasetImage.objects.visible_to(viewer).order_by("-pk").values_list("child_id", flat=True)[:LATEST]
    latest = Image.objects.visible_to(viewer).filter(pk__in=list(last)).select_related("pixels").order_by("-pk")
    context = {
        "pages": pages,
        "projects": project_cards(viewer, projects),
        "screens": screen_cards(viewer, screens),
        "latest": list(latest) if pages.number == 1 else [],
    }
    return Pane("overview.html", "Your images", context)
