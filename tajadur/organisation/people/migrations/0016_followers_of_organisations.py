"""A post to follow each sector and each parallel organisation that is there already, as there is for each region."""

from django.db import migrations

FOLLOWERS = ("responsible", "assistant")


def make_posts(apps, schema_editor):
    Body, Unit = apps.get_model("units", "Body"), apps.get_model("units", "Unit")
    Post, PostType = apps.get_model("people", "Post"), apps.get_model("profile", "PostType")
    areas = Unit.objects.filter(depth=1, closed_on=None).exclude(kind__tree="territory")
    for post_type in PostType.objects.filter(office__in=FOLLOWERS):
        for body in Body.objects.filter(body_type=post_type.body_type_id, closed_on=None):
            for area in areas:
                Post.objects.get_or_create(body=body, post_type=post_type, unit_id=body.unit_id, area=area)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0015_accounts_speak_the_default"),
        ("units", "0002_chapterplace"),
    ]

    operations = [migrations.RunPython(make_posts, migrations.RunPython.noop)]
