"""Indexes of what is there, in the order of lists; how many things carry a tag is counted from now on."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

CARRIERS = ("project", "dataset", "image", "screen", "plate", "run", "well", "roi")


def count_carriers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for column in CARRIERS:
        schema_editor.execute(
            "INSERT INTO catalog_counter (kind, parent, owner, count) "  # noqa: S608  columns of ours
            f"SELECT 'tag.{column}s', link.child_id, thing.owner_id, count(DISTINCT thing.id) "
            f"FROM catalog_annotationlink AS link JOIN catalog_{column} AS thing ON thing.id = link.{column}_id "
            "JOIN catalog_annotation AS tag ON tag.id = link.child_id "
            "WHERE link.deleted_id IS NULL AND tag.kind = 'tag' GROUP BY link.child_id, thing.owner_id",
            params=None,
        )


class Indexes(Operation):
    """Indexes that go and come together: one by one, each would make Django build all models anew."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.is_delayed = True
        state.clear_delayed_apps_cache()
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("catalog", "0001_initial"),
    ]

    operations = [
        Indexes(
            [
                migrations.RemoveIndex(
                    model_name="dataset",
                    name="dataset_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="dataset",
                    name="dataset_by_owner",
                ),
                migrations.RemoveIndex(
                    model_name="image",
                    name="image_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="image",
                    name="image_by_owner",
                ),
                migrations.RemoveIndex(
                    model_name="plate",
                    name="plate_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="plate",
                    name="plate_by_owner",
                ),
                migrations.RemoveIndex(
                    model_name="project",
                    name="project_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="project",
                    name="project_by_owner",
                ),
                migrations.RemoveIndex(
                    model_name="run",
                    name="run_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="run",
                    name="run_by_owner",
                ),
                migrations.RemoveIndex(
                    model_name="screen",
                    name="screen_by_group",
                ),
                migrations.RemoveIndex(
                    model_name="screen",
                    name="screen_by_owner",
                ),
                migrations.AddIndex(
                    model_name="annotation",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("kind", "tag")),
                        fields=["group", "owner", "id"],
                        name="annotation_tags",
                    ),
                ),
                migrations.AddIndex(
                    model_name="annotation",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("kind", "tag"), ("parents", 0)),
                        fields=["group", "id"],
                        name="annotation_loose",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dataset",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="dataset_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dataset",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="dataset_by_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dataset",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                        fields=["group", "sort_key", "id"],
                        name="dataset_orphans",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dataset",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="dataset_own_orphans",
                    ),
                ),
                migrations.AddIndex(
                    model_name="image",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="image_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="image",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="image_by_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="image",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="image_own_orphans",
                    ),
                ),
                migrations.AddIndex(
                    model_name="plate",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="plate_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="plate",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="plate_by_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="plate",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                        fields=["group", "sort_key", "id"],
                        name="plate_orphans",
                    ),
                ),
                migrations.AddIndex(
                    model_name="plate",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="plate_own_orphans",
                    ),
                ),
                migrations.AddIndex(
                    model_name="project",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="project_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="project",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="project_by_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="run",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="run_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="run",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="run_by_owner",
                    ),
                ),
                migrations.AddIndex(
                    model_name="run",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)), fields=["group", "id"], name="run_by_id"
                    ),
                ),
                migrations.AddIndex(
                    model_name="screen",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["group", "sort_key", "id"],
                        name="screen_by_group",
                    ),
                ),
                migrations.AddIndex(
                    model_name="screen",
                    index=models.Index(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=["owner", "group", "sort_key", "id"],
                        name="screen_by_owner",
                    ),
                ),
            ]
        ),
        migrations.RunPython(count_carriers, migrations.RunPython.noop),
    ]
