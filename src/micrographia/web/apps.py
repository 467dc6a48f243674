"""The Django app of what all families share: its system check."""

from django.apps import AppConfig
from django.core.checks import register


class WebConfig(AppConfig):
    """Registers the checks that no route lacks a policy, and that the pages have been built; and says that nobody draws
    while she waits for another machine."""

    name = "micrographia.web"
    label = "web"

    def ready(self) -> None:
        from micrographia.storage.anywhere import while_waiting
        from micrographia.web import slots
        from micrographia.web.check import every_route_has_a_policy, pages_are_built

        register(every_route_has_a_policy, "routes")
        register(pages_are_built, "pages")
        while_waiting(lambda: slots.drawing().lent())
