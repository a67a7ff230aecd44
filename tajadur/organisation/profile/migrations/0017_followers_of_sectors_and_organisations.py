"""Those who follow a sector or a parallel organisation have types of post of their own, named for what they follow.

A rule about who follows regions held for them too: it holds for them on.
"""

from django.db import migrations

# tree, code's beginning; of the responsible and of the assistant: (ar, fr, en)
NAMES = (
    (
        "sectors",
        "sector",
        {
            "responsible": ("المكلف بتتبع القطاع", "Chargé du suivi du secteur", "Responsible for a sector"),
            "assistant": ("مساعد المكلف بالقطاع", "Assistant du chargé du secteur", "Assistant for a sector"),
        },
    ),
    (
        "parallel",
        "parallel",
        {
            "responsible": (
                "المكلف بتتبع المنظمة الموازية",
                "Chargé du suivi de l’organisation parallèle",
                "Responsible for a parallel organisation",
            ),
            "assistant": (
                "مساعد المكلف بالمنظمة الموازية",
                "Assistant du chargé de l’organisation parallèle",
                "Assistant for a parallel organisation",
            ),
        },
    ),
)


def make_types(apps, schema_editor):
    PostType, UnitKind = apps.get_model("profile", "PostType"), apps.get_model("profile", "UnitKind")
    followers = list(PostType.objects.filter(office__in=("responsible", "assistant"), area_tree="territory"))
    for tree, beginning, names in NAMES:
        if not UnitKind.objects.filter(tree=tree).exists():
            continue
        for row in followers:
            ar, fr, en = names[row.office]
            made, is_new = PostType.objects.get_or_create(
                body_type=row.body_type,
                code=f"{beginning}_{row.office}",
                defaults={
                    "area_tree": tree,
                    "office": row.office,
                    "single_holder": row.single_holder,
                    "rank": row.rank,
                    "name_ar": ar,
                    "name_fr": fr,
                    "name_en": en,
                },
            )
            if is_new:
                copy_rules(apps, row, made)


def copy_rules(apps, before, now):
    HoldingRule = apps.get_model("profile", "HoldingRule")
    for name in ("post_type", "other_post_type"):
        for rule in HoldingRule.objects.filter(**{name: before}):
            rule.pk = None
            setattr(rule, name, now)
            rule.save()


class Migration(migrations.Migration):
    dependencies = [("profile", "0016_posts_by_the_tree_of_their_area")]

    operations = [migrations.RunPython(make_types, migrations.RunPython.noop)]
