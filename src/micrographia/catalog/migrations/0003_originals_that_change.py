"""What is remembered of originals that change, vanish or make the server fail."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from micrographia.catalog import triggers


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor)


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_session_of_administrator"),
        ("catalog", "0002_what_is_there_in_order"),
    ]

    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.AddField(
            model_name="fileset",
            name="trouble",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="fileset",
            name="settled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="fileset",
            name="crashes",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="originalfile",
            name="entries",
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="originalfile",
            name="latest",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(install, remove),
    ]
