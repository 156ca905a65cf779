"""What a published file was understood to say is kept beside it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.AddField("version", "document", models.BinaryField(default=b""), preserve_default=False),
    ]
