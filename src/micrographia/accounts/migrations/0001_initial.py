"""The tables of this app."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import micrographia.accounts.sort_key
from micrographia.accounts import builtin


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    builtin.install(apps, schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Experimenter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("username", models.CharField(max_length=255, unique=True)),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="username"
                    ),
                ),
                ("first_name", models.CharField(blank=True, default="", max_length=255)),
                ("middle_name", models.CharField(blank=True, default="", max_length=255)),
                ("last_name", models.CharField(blank=True, default="", max_length=255)),
                ("email", models.CharField(blank=True, default="", max_length=255)),
                ("institution", models.CharField(blank=True, default="", max_length=255)),
                ("created", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["sort_key", "id"],
                "indexes": [models.Index(fields=["sort_key", "id"], name="experimenter_by_name")],
            },
        ),
        migrations.CreateModel(
            name="ExperimenterGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("rw----", "PRIVATE"),
                            ("rwr---", "READ_ONLY"),
                            ("rwra--", "READ_ANNOTATE"),
                            ("rwrw--", "READ_WRITE"),
                            ("rwr-r-", "EVERYBODY"),
                        ],
                        default="rw----",
                        max_length=6,
                    ),
                ),
            ],
            options={
                "ordering": ["sort_key", "id"],
                "indexes": [models.Index(fields=["sort_key", "id"], name="group_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("secret_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("last_touched", models.DateTimeField(auto_now_add=True)),
                (
                    "active_group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "experimenter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_owner", models.BooleanField(default=False)),
                ("position", models.PositiveIntegerField(default=0)),
                (
                    "experimenter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="accounts.experimentergroup",
                    ),
                ),
            ],
            options={
                "ordering": ["experimenter_id", "position", "id"],
                "constraints": [models.UniqueConstraint(fields=("experimenter", "group"), name="one_membership")],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
