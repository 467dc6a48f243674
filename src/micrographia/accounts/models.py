"""Rows of people: users, groups, who is in which, and who is signed in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from micrographia.accounts.builtin import USER_GROUP
from micrographia.accounts.level import Level
from micrographia.accounts.sort_key import SortKeyField, with_sort_keys


class ExperimenterGroup(models.Model):
    """People who work together; the level says what they may do with one another's data."""

    name = models.CharField(max_length=255, unique=True)
    sort_key = SortKeyField()
    description = models.TextField(default="", blank=True)
    level = models.CharField(max_length=6, choices=[(level.value, level.name) for level in Level], default="rw----")

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="group_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the row, its sort key with its name."""
        kwargs["update_fields"] = with_sort_keys(type(self), kwargs.get("update_fields"))
        super().save(*args, **kwargs)


class Experimenter(AbstractBaseUser):
    """A person with an account. username: what the APIs call `omeName`."""

    last_login = None
    username = models.CharField(max_length=255, unique=True)
    sort_key = SortKeyField(source="username")
    first_name = models.CharField(max_length=255, default="", blank=True)
    middle_name = models.CharField(max_length=255, default="", blank=True)
    last_name = models.CharField(max_length=255, default="", blank=True)
    email = models.CharField(max_length=255, default="", blank=True)
    institution = models.CharField(max_length=255, default="", blank=True)
    created = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[models.Manager[Experimenter]] = models.Manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["sort_key", "id"], name="experimenter_by_name")]

    def __str__(self) -> str:
        return self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes the row, its sort key with its name."""
        kwargs["update_fields"] = with_sort_keys(type(self), kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    @property
    def full_name(self) -> str:
        """ "First Last", as far as they are known."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """A member of the group `user`."""
        return self.memberships.filter(group_id=USER_GROUP).exists()


class Membership(models.Model):
    """A person in a group. position: the order of a person's groups; the first other than `user` is the default."""

    experimenter = models.ForeignKey(Experimenter, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(ExperimenterGroup, on_delete=models.CASCADE, related_name="memberships")
    is_owner = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["experimenter_id", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["experimenter", "group"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.experimenter_id} in {self.group_id}"


class Session(AbstractBaseSession):
    """Somebody's signed-in browser or script.

    experimenter: None while nobody has signed in. administrator: who really sits there, where an administrator acts as
    the experimenter. secret_hash: of the `sessionUuid`, a second secret that can be
    revoked by emptying this column. last_touched is written at most once a minute.
    """

    experimenter = models.ForeignKey(Experimenter, null=True, on_delete=models.CASCADE, related_name="sessions")
    administrator = models.ForeignKey(Experimenter, null=True, on_delete=models.CASCADE, related_name="+")
    active_group = models.ForeignKey(ExperimenterGroup, null=True, on_delete=models.SET_NULL, related_name="+")
    secret_hash = models.CharField(max_length=64, null=True, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    last_touched = models.DateTimeField(auto_now_add=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
