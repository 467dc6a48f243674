"""The images of a tag are found without looking at each of its links."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_session_of_administrator"),
        ("catalog", "0003_originals_that_change"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="annotationlink",
            index=models.Index(
                condition=models.Q(("deleted__isnull", True), ("image__isnull", False)),
                fields=["child", "image"],
                name="annotationlink_images",
            ),
        ),
    ]
