"""Persons are sorted by keys of their own; those recorded get them from what search compares."""

from django.db import migrations, models

# «| form | form |», the Arabic name first: a word that begins with the article is sorted without it. The Latin key is
# the first form in Latin letters, else the Arabic one, which comes after all of them.
_FILL = r"""
UPDATE people_person p
SET sort_ar = regexp_replace(f.first_form, '(^| )ال(?=[^ ]{2})', '\1', 'g') || '  ' || f.first_form,
    sort_latin = coalesce(substring(p.folded from '\| ([a-z0-9][^|]*) \|'), f.first_form)
FROM (SELECT id, trim(split_part(folded, '|', 2)) AS first_form FROM people_person) f
WHERE f.id = p.id AND p.sort_ar = ''
"""


class Migration(migrations.Migration):

    dependencies = [("people", "0007_mandates_taken_back")]

    operations = [
        migrations.AddField(
            model_name="person", name="sort_ar", field=models.TextField(blank=True, db_default="")
        ),
        migrations.AddField(
            model_name="person", name="sort_latin", field=models.TextField(blank=True, db_default="")
        ),
        migrations.RunSQL(_FILL, migrations.RunSQL.noop),
    ]
