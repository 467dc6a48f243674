"""The app of jobs, as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work for later."""

    name = "micrographia.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
