"""The posts that follow a sector or a parallel organisation take the type that is named for it; mandates stay."""

from django.db import migrations

FOLLOWERS = ("responsible", "assistant")


def rename_posts(apps, schema_editor):
    Post, PostType = apps.get_model("people", "Post"), apps.get_model("profile", "PostType")
    for post_type in PostType.objects.filter(office__in=FOLLOWERS).exclude(area_tree="territory"):
        Post.objects.filter(
            area__kind__tree=post_type.area_tree,
            post_type__office=post_type.office,
            post_type__body_type=post_type.body_type,
        ).update(post_type=post_type)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0017_persons_are_blanked"),
        ("profile", "0017_followers_of_sectors_and_organisations"),
    ]

    operations = [migrations.RunPython(rename_posts, migrations.RunPython.noop)]
