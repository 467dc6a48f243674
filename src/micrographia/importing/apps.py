"""The app of imports, as Django knows it."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    """Files → catalog."""

    name = "micrographia.importing"
    label = "importing"
    default_auto_field = "django.db.models.BigAutoField"
