"""Councils laid down before are convened, prepared and adopt their minutes as those of a new installation."""

from django.db import migrations

_SETTINGS = """
UPDATE profile_bodytypesettings SET convocation_days = 15, adopts_minutes = true
 WHERE convocation_days IS NULL
   AND body_type_id IN (SELECT id FROM profile_bodytype WHERE code = 'council')
"""
_STEPS = """
INSERT INTO profile_preparationstep (body_type_id, code, position, days_before, name_ar, name_fr, name_en)
SELECT b.id, s.code, s.position, s.days_before, s.name_ar, s.name_fr, s.name_en
  FROM profile_bodytype b,
       (VALUES
        ('agenda', 1, 25, 'تحديد جدول الأعمال', 'Ordre du jour arrêté', 'Agenda settled'),
        ('papers', 2, 20, 'إعداد الوثائق والتقارير', 'Documents et rapports préparés',
         'Papers and reports prepared'),
        ('place', 3, 20, 'حجز مكان الاجتماع', 'Lieu réservé', 'Place booked'),
        ('convocation', 4, NULL, 'توجيه الدعوات إلى الأعضاء', 'Convocations adressées aux membres',
         'Members convened'),
        ('presence', 5, 3, 'حصر الحضور والاعتذارات', 'Présences et excuses recensées',
         'Presence and excuses counted')
       ) AS s (code, position, days_before, name_ar, name_fr, name_en)
 WHERE b.code = 'council'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("profile", "0011_meetings_are_prepared")]
    operations = [
        migrations.RunSQL(_SETTINGS, migrations.RunSQL.noop),
        migrations.RunSQL(_STEPS, migrations.RunSQL.noop),
    ]
