"""The app of the catalog."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Everything that people own."""

    name = "micrographia.catalog"
    label = "catalog"
