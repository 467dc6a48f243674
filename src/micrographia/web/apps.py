"""The Django app of what all families share: its system check."""

from django.apps import AppConfig
from django.core.checks import register


class WebConfig(AppConfig):
    """Registers the check that no route lacks a policy."""

    name = "micrographia.web"
    label = "web"

    def ready(self) -> None:
        from micrographia.web.check import every_route_has_a_policy

        register(every_route_has_a_policy, "routes")
