"""The tables of this app, each made with its indexes and constraints: adding them one by one takes longer."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import micrographia.accounts.sort_key
import micrographia.catalog.models.details


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "kind", "parent", "owner", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("parent", models.BigIntegerField()),
                ("owner", models.BigIntegerField()),
                ("count", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                ("series", models.PositiveIntegerField(default=0)),
                ("acquired", models.DateTimeField(null=True)),
                ("archived", models.BooleanField(default=False)),
                ("partial", models.BooleanField(default=False)),
                ("parents", micrographia.catalog.models.details.ParentCount(default=0, editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("shard", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Deletion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("kind", models.CharField(max_length=40)),
                ("root", models.BigIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "root"], name="deletion_by_root")],
            },
        ),
        migrations.CreateModel(
            name="Dataset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                ("parents", micrographia.catalog.models.details.ParentCount(default=0, editable=False)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="dataset_gone"
                    ),
                    models.Index(fields=["group", "sort_key", "id"], name="dataset_by_group"),
                    models.Index(fields=["owner", "group", "sort_key", "id"], name="dataset_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fileset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField(blank=True, default="")),
                ("scheme", models.CharField(default="file", max_length=20)),
                ("root", models.TextField()),
                ("entries", models.JSONField(default=list)),
                ("reader", models.CharField(max_length=100)),
                ("fingerprint", models.CharField(max_length=64)),
                ("copied", models.BooleanField(default=False)),
                (
                    "original",
                    models.CharField(
                        choices=[
                            ("there", "There"),
                            ("changed", "Changed"),
                            ("gone", "Gone"),
                            ("quarantined", "Quarantined"),
                        ],
                        default="there",
                        max_length=12,
                    ),
                ),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="fileset_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="fileset_whose"),
                    models.Index(fields=["fingerprint"], name="fileset_by_print"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OriginalMetadata",
            fields=[
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original_metadata",
                        serialize=False,
                        to="catalog.image",
                    ),
                ),
                ("pairs", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Pixels",
            fields=[
                (
                    "image",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pixels",
                        serialize=False,
                        to="catalog.image",
                    ),
                ),
                ("size_x", models.PositiveIntegerField()),
                ("size_y", models.PositiveIntegerField()),
                ("size_z", models.PositiveIntegerField(default=1)),
                ("size_c", models.PositiveIntegerField(default=1)),
                ("size_t", models.PositiveIntegerField(default=1)),
                ("pixel_type", models.CharField(max_length=10)),
                ("significant_bits", models.PositiveSmallIntegerField(null=True)),
                ("rgb", models.BooleanField(default=False)),
                ("levels", models.JSONField(default=list)),
                ("physical_x", models.FloatField(null=True)),
                ("physical_y", models.FloatField(null=True)),
                ("physical_z", models.FloatField(null=True)),
                ("position_x", models.FloatField(null=True)),
                ("position_y", models.FloatField(null=True)),
                ("position_z", models.FloatField(null=True)),
                ("time_increment_s", models.FloatField(null=True)),
                ("magnification", models.FloatField(null=True)),
                ("lens_na", models.FloatField(null=True)),
                ("dimension_order", models.CharField(default="XYZCT", max_length=5)),
                ("sha1", models.CharField(blank=True, default="", max_length=40)),
                (
                    "statistics",
                    models.CharField(
                        choices=[("none", "None"), ("running", "Running"), ("exact", "Exact")],
                        default="none",
                        max_length=8,
                    ),
                ),
                (
                    "pyramid",
                    models.CharField(
                        choices=[("none", "None"), ("growing", "Growing"), ("there", "There")],
                        default="none",
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="image",
            name="deleted",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalog.deletion",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="fileset",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="images", to="catalog.fileset"
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="group",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.experimentergroup",
            ),
        ),
        migrations.AddField(
            model_name="image",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.experimenter",
            ),
        ),
        migrations.CreateModel(
            name="DatasetImage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="image_links",
                        to="catalog.dataset",
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="dataset_links", to="catalog.image"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="datasetimage_gone"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=("parent", "child"),
                        name="one_datasetimage",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="dataset",
            name="images",
            field=models.ManyToManyField(related_name="datasets", through="catalog.DatasetImage", to="catalog.image"),
        ),
        migrations.CreateModel(
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.PositiveIntegerField()),
                ("name", models.TextField(blank=True, default="")),
                ("color", models.CharField(blank=True, default="", max_length=8)),
                ("lut", models.CharField(blank=True, default="", max_length=255)),
                ("emission_nm", models.FloatField(null=True)),
                ("excitation_nm", models.FloatField(null=True)),
                ("laser_nm", models.FloatField(null=True)),
                ("emission_filter_nm", models.FloatField(null=True)),
                ("excitation_filter_nm", models.FloatField(null=True)),
                ("fluor", models.TextField(blank=True, default="")),
                ("acquisition_mode", models.CharField(blank=True, default="", max_length=100)),
                ("illumination", models.CharField(blank=True, default="", max_length=100)),
                ("contrast_method", models.CharField(blank=True, default="", max_length=100)),
                ("photometric_interpretation", models.CharField(blank=True, default="", max_length=100)),
                ("pinhole_um", models.FloatField(null=True)),
                ("nd_filter", models.FloatField(null=True)),
                ("pockel_cell", models.IntegerField(null=True)),
                ("samples_per_pixel", models.PositiveSmallIntegerField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "image",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="catalog.image",
                    ),
                ),
            ],
            options={
                "ordering": ["image_id", "index"],
                "constraints": [models.UniqueConstraint(fields=("image", "index"), name="one_channel")],
            },
        ),
        migrations.CreateModel(
            name="OriginalFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("scheme", models.CharField(default="file", max_length=20)),
                ("key", models.TextField()),
                ("name", models.TextField()),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("version", models.CharField(blank=True, default="", max_length=100)),
                ("mimetype", models.CharField(blank=True, default="", max_length=255)),
                ("sha1", models.CharField(blank=True, default="", max_length=40)),
                ("modified", models.DateTimeField(null=True)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "fileset",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="catalog.fileset",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="originalfile_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="originalfile_whose"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Annotation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("tag", "Tag"),
                            ("comment", "Comment"),
                            ("map", "Map"),
                            ("file", "File"),
                            ("long", "Long"),
                            ("double", "Double"),
                            ("boolean", "Boolean"),
                            ("timestamp", "Timestamp"),
                            ("term", "Term"),
                            ("xml", "Xml"),
                        ],
                        max_length=10,
                    ),
                ),
                ("namespace", models.CharField(blank=True, default="", max_length=255)),
                ("description", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("pairs", models.JSONField(null=True)),
                ("long", models.BigIntegerField(null=True)),
                ("double", models.FloatField(null=True)),
                ("boolean", models.BooleanField(null=True)),
                ("timestamp", models.DateTimeField(null=True)),
                ("parents", micrographia.catalog.models.details.ParentCount(default=0, editable=False)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annotations",
                        to="catalog.originalfile",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="annotation_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="annotation_whose"),
                    models.Index(fields=["kind", "group", "id"], name="annotation_by_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                ("rows", models.PositiveIntegerField(null=True)),
                ("columns", models.PositiveIntegerField(null=True)),
                ("row_naming", models.CharField(default="letter", max_length=10)),
                ("column_naming", models.CharField(default="number", max_length=10)),
                ("external_identifier", models.TextField(blank=True, default="")),
                ("status", models.TextField(blank=True, default="")),
                ("field_index", models.PositiveIntegerField(null=True)),
                ("well_origin_x", models.FloatField(null=True)),
                ("well_origin_y", models.FloatField(null=True)),
                ("parents", micrographia.catalog.models.details.ParentCount(default=0, editable=False)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="plate_gone"),
                    models.Index(fields=["group", "sort_key", "id"], name="plate_by_group"),
                    models.Index(fields=["owner", "group", "sort_key", "id"], name="plate_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="project_gone"
                    ),
                    models.Index(fields=["group", "sort_key", "id"], name="project_by_group"),
                    models.Index(fields=["owner", "group", "sort_key", "id"], name="project_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProjectDataset",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="project_links", to="catalog.dataset"
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dataset_links",
                        to="catalog.project",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="projectdataset_gone"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=("parent", "child"),
                        name="one_projectdataset",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="dataset",
            name="projects",
            field=models.ManyToManyField(
                related_name="datasets", through="catalog.ProjectDataset", to="catalog.project"
            ),
        ),
        migrations.CreateModel(
            name="Roi",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField(blank=True, default="")),
                ("description", models.TextField(blank=True, default="")),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rois", to="catalog.image"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="roi_gone"),
                    models.Index(fields=["group", "owner", "id"], name="roi_whose"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                ("started", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("maximum_field_count", models.PositiveIntegerField(null=True)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "plate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="catalog.plate"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="run_gone"),
                    models.Index(fields=["group", "sort_key", "id"], name="run_by_group"),
                    models.Index(fields=["owner", "group", "sort_key", "id"], name="run_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Screen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("name", models.TextField()),
                (
                    "sort_key",
                    micrographia.accounts.sort_key.SortKeyField(
                        default="", editable=False, max_length=255, source="name"
                    ),
                ),
                ("description", models.TextField(blank=True, default="")),
                ("type", models.TextField(blank=True, default="")),
                ("protocol_identifier", models.TextField(blank=True, default="")),
                ("protocol_description", models.TextField(blank=True, default="")),
                ("reagent_set_identifier", models.TextField(blank=True, default="")),
                ("reagent_set_description", models.TextField(blank=True, default="")),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="screen_gone"
                    ),
                    models.Index(fields=["group", "sort_key", "id"], name="screen_by_group"),
                    models.Index(fields=["owner", "group", "sort_key", "id"], name="screen_by_owner"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ScreenPlate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="screen_links", to="catalog.plate"
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="plate_links",
                        to="catalog.screen",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="screenplate_gone"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=("parent", "child"),
                        name="one_screenplate",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="plate",
            name="screens",
            field=models.ManyToManyField(related_name="plates", through="catalog.ScreenPlate", to="catalog.screen"),
        ),
        migrations.CreateModel(
            name="Shape",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("Rectangle", "Rectangle"),
                            ("Ellipse", "Ellipse"),
                            ("Point", "Point"),
                            ("Line", "Line"),
                            ("Polyline", "Polyline"),
                            ("Polygon", "Polygon"),
                            ("Label", "Label"),
                            ("Mask", "Mask"),
                        ],
                        max_length=10,
                    ),
                ),
                ("z", models.PositiveIntegerField(null=True)),
                ("c", models.PositiveIntegerField(null=True)),
                ("t", models.PositiveIntegerField(null=True)),
                ("x", models.FloatField(null=True)),
                ("y", models.FloatField(null=True)),
                ("width", models.FloatField(null=True)),
                ("height", models.FloatField(null=True)),
                ("radius_x", models.FloatField(null=True)),
                ("radius_y", models.FloatField(null=True)),
                ("x1", models.FloatField(null=True)),
                ("y1", models.FloatField(null=True)),
                ("x2", models.FloatField(null=True)),
                ("y2", models.FloatField(null=True)),
                ("points", models.TextField(blank=True, default="")),
                ("text", models.TextField(blank=True, default="")),
                ("transform", models.JSONField(null=True)),
                ("fill_color", models.CharField(blank=True, default="", max_length=8)),
                ("fill_rule", models.CharField(blank=True, default="", max_length=20)),
                ("stroke_color", models.CharField(blank=True, default="", max_length=8)),
                ("stroke_width", models.FloatField(null=True)),
                ("stroke_dash_array", models.CharField(blank=True, default="", max_length=255)),
                ("marker_start", models.CharField(blank=True, default="", max_length=20)),
                ("marker_end", models.CharField(blank=True, default="", max_length=20)),
                ("font_family", models.CharField(blank=True, default="", max_length=100)),
                ("font_style", models.CharField(blank=True, default="", max_length=20)),
                ("font_size", models.FloatField(null=True)),
                ("locked", models.BooleanField(null=True)),
                ("mask", models.BinaryField(null=True)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "roi",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shapes", to="catalog.roi"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="shape_gone"),
                    models.Index(fields=["group", "owner", "id"], name="shape_whose"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("message", models.TextField(blank=True, default="")),
                ("active", models.BooleanField(default=True)),
                ("expires", models.DateTimeField(null=True)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="share_gone"),
                    models.Index(fields=["group", "owner", "id"], name="share_whose"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.experimenter"
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="catalog.share"
                    ),
                ),
            ],
            options={
                "ordering": ["created", "id"],
            },
        ),
        migrations.CreateModel(
            name="ShareItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "image",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="share_items",
                        to="catalog.image",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="catalog.share",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("share", "image"), name="one_share_item")],
            },
        ),
        migrations.CreateModel(
            name="ShareMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "experimenter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="accounts.experimenter"
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="catalog.share",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("share", "experimenter"), name="one_share_member")],
            },
        ),
        migrations.CreateModel(
            name="StoredSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("provisional", models.BooleanField(default=False)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("model", models.CharField(default="color", max_length=10)),
                ("default_z", models.PositiveIntegerField(default=0)),
                ("default_t", models.PositiveIntegerField(default=0)),
                ("codomain_start", models.PositiveSmallIntegerField(default=0)),
                ("codomain_end", models.PositiveSmallIntegerField(default=255)),
                ("bit_resolution", models.PositiveSmallIntegerField(default=255)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settings",
                        to="catalog.image",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="storedsettings_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="storedsettings_whose"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True)),
                        fields=("image", "owner"),
                        name="one_set_of_settings",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredChannel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("index", models.PositiveIntegerField()),
                ("active", models.BooleanField(default=True)),
                ("start", models.FloatField()),
                ("end", models.FloatField()),
                ("color", models.CharField(max_length=8)),
                ("lut", models.CharField(blank=True, default="", max_length=255)),
                ("family", models.CharField(default="linear", max_length=12)),
                ("coefficient", models.FloatField(default=1.0)),
                ("codomain", models.JSONField(default=list)),
                ("noise_reduction", models.BooleanField(default=False)),
                (
                    "settings",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="channels",
                        to="catalog.storedsettings",
                    ),
                ),
            ],
            options={
                "ordering": ["settings_id", "index"],
                "constraints": [models.UniqueConstraint(fields=("settings", "index"), name="one_stored_channel")],
            },
        ),
        migrations.CreateModel(
            name="Well",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("row", models.PositiveIntegerField()),
                ("column", models.PositiveIntegerField()),
                ("type", models.TextField(blank=True, default="")),
                ("status", models.TextField(blank=True, default="")),
                ("external_identifier", models.TextField(blank=True, default="")),
                ("external_description", models.TextField(blank=True, default="")),
                ("color", models.CharField(blank=True, default="", max_length=8)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "plate",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wells",
                        to="catalog.plate",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="well_gone"),
                    models.Index(fields=["group", "owner", "id"], name="well_whose"),
                ],
                "constraints": [models.UniqueConstraint(fields=("plate", "column", "row"), name="one_well")],
            },
        ),
        migrations.CreateModel(
            name="AnnotationLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="catalog.annotation"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.annotation",
                    ),
                ),
                (
                    "dataset",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.dataset",
                    ),
                ),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.image",
                    ),
                ),
                (
                    "plate",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.plate",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.project",
                    ),
                ),
                (
                    "roi",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.roi",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.run",
                    ),
                ),
                (
                    "screen",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.screen",
                    ),
                ),
                (
                    "well",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="annotation_links",
                        to="catalog.well",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="annotationlink_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="annotationlink_whose"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", False),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", False),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", False),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", False),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", False),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", False),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", False),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", False),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", True),
                                ("well__isnull", True),
                            ),
                            models.Q(
                                ("dataset__isnull", True),
                                ("image__isnull", True),
                                ("plate__isnull", True),
                                ("project__isnull", True),
                                ("roi__isnull", True),
                                ("run__isnull", True),
                                ("screen__isnull", True),
                                ("tag__isnull", False),
                                ("well__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="annotation_link_one_parent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("project__isnull", False)),
                        fields=("project", "child", "owner"),
                        name="one_annotation_on_project",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("dataset__isnull", False), ("deleted__isnull", True)),
                        fields=("dataset", "child", "owner"),
                        name="one_annotation_on_dataset",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("image__isnull", False)),
                        fields=("image", "child", "owner"),
                        name="one_annotation_on_image",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("screen__isnull", False)),
                        fields=("screen", "child", "owner"),
                        name="one_annotation_on_screen",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("plate__isnull", False)),
                        fields=("plate", "child", "owner"),
                        name="one_annotation_on_plate",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("run__isnull", False)),
                        fields=("run", "child", "owner"),
                        name="one_annotation_on_run",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("well__isnull", False)),
                        fields=("well", "child", "owner"),
                        name="one_annotation_on_well",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("roi__isnull", False)),
                        fields=("roi", "child", "owner"),
                        name="one_annotation_on_roi",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("deleted__isnull", True), ("tag__isnull", False)),
                        fields=("tag", "child", "owner"),
                        name="one_annotation_on_tag",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WellField",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated", models.DateTimeField(auto_now=True)),
                ("index", models.PositiveIntegerField()),
                ("position_x", models.FloatField(null=True)),
                ("position_y", models.FloatField(null=True)),
                ("timepoint", models.DateTimeField(null=True)),
                (
                    "deleted",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.deletion",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimentergroup",
                    ),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="well_fields", to="catalog.image"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.experimenter",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="fields", to="catalog.run"
                    ),
                ),
                (
                    "well",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fields",
                        to="catalog.well",
                    ),
                ),
            ],
            options={
                "ordering": ["well_id", "index"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="wellfield_gone"
                    ),
                    models.Index(fields=["group", "owner", "id"], name="wellfield_whose"),
                ],
                "constraints": [models.UniqueConstraint(fields=("well", "index"), name="one_field")],
            },
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(condition=models.Q(("deleted__isnull", False)), fields=["deleted"], name="image_gone"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["group", "sort_key", "id"], name="image_by_group"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(fields=["owner", "group", "sort_key", "id"], name="image_by_owner"),
        ),
        migrations.AddIndex(
            model_name="image",
            index=models.Index(
                condition=models.Q(("deleted__isnull", True), ("parents", 0)),
                fields=["group", "sort_key", "id"],
                name="image_orphans",
            ),
        ),
    ]
