"""The app of people and groups."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, groups, memberships and sessions."""

    name = "micrographia.accounts"
    label = "accounts"
