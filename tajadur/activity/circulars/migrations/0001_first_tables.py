"""Circulars, their versions, addressees, readings and confirmations."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directives', '0008_circulars_make_their_directives'),
        ('obligations', '0004_what_is_asked_of_a_post_is_found'),
        ('people', '0012_planned_closings_can_be_withdrawn'),
        ('units', '0001_first_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Circular',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standing', models.CharField(choices=[('draft', 'Draft'), ('issued', 'In force'), ('withdrawn', 'Withdrawn')], default='draft', max_length=10)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('tree', models.CharField(blank=True, choices=[('territory', 'Territory'), ('sectors', 'Socio-professional sectors'), ('parallel', 'Parallel organisations')], max_length=12)),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('bodies', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('posts', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=40), blank=True, default=list, size=None)),
                ('days', models.PositiveSmallIntegerField(default=5)),
                ('grace_days', models.PositiveSmallIntegerField(default=2)),
                ('drafted_at', models.DateTimeField()),
                ('mandate_id', models.BigIntegerField(help_text='Under which it was drafted; from the issue on, issued.')),
                ('listed_at', models.DateTimeField(help_text='When it was issued; of a draft, drafted: the order of the lists.')),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=500)),
                ('directive', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='circular', to='directives.directive')),
                ('subtree', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='circulars', to='units.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Addressee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mandate', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.mandate')),
                ('obligation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='asked_of', to='obligations.obligation')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circulars_received', to='people.post')),
                ('circular', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='addressees', to='circulars.circular')),
            ],
        ),
        migrations.CreateModel(
            name='CircularVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('subject_ar', models.CharField(blank=True, max_length=120)),
                ('text_ar', models.TextField(blank=True)),
                ('subject_fr', models.CharField(blank=True, max_length=120)),
                ('text_fr', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField()),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('issued_at', models.DateTimeField(blank=True, null=True)),
                ('mandate_id', models.BigIntegerField()),
                ('circular', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='circulars.circular')),
            ],
        ),
        migrations.CreateModel(
            name='CircularReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_on', models.DateField()),
                ('read_at', models.DateTimeField()),
                ('mandate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.mandate')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='circulars.circularversion')),
            ],
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('confirmed_on', models.DateField()),
                ('confirmed_at', models.DateTimeField()),
                ('mandate', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.mandate')),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='confirmation', to='obligations.obligation')),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='circulars.circularversion')),
            ],
        ),
        migrations.AddIndex(
            model_name='circular',
            index=models.Index(fields=['-listed_at', '-id'], name='circular_newest'),
        ),
        migrations.AddIndex(
            model_name='circular',
            index=models.Index(fields=['unit', 'standing'], name='circular_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='circular',
            constraint=models.UniqueConstraint(fields=('unit', 'year', 'number'), name='circular_number_once'),
        ),
        migrations.AddConstraint(
            model_name='circular',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['draft', 'issued', 'withdrawn'])), name='circular_standing_known'),
        ),
        migrations.AddConstraint(
            model_name='circular',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('directive', None), ('issued_at', None), ('issued_on', None), ('number', None), ('standing', 'draft'), ('version', 0), ('year', None)), models.Q(models.Q(('standing', 'draft'), _negated=True), ('directive__isnull', False), ('issued_at__isnull', False), ('issued_on__isnull', False), ('number__gt', 0), ('number__isnull', False), ('version__range', (1, 99)), ('year__isnull', False)), _connector='OR'), name='circular_issued_whole'),
        ),
        migrations.AddConstraint(
            model_name='circular',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('standing', 'withdrawn'), _negated=True), ('withdrawn_at', None), ('withdrawn_on', None)), models.Q(('standing', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_on__gte', models.F('issued_on')), ('withdrawn_on__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='circular_withdrawn_whole'),
        ),
        migrations.AddConstraint(
            model_name='circular',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 60)), ('grace_days__lte', 60)), name='circular_days_plausible'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.UniqueConstraint(fields=('circular', 'post'), name='circular_addressed_once'),
        ),
        migrations.AddConstraint(
            model_name='addressee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mandate', None), ('obligation', None)), models.Q(('mandate__isnull', False), ('obligation__isnull', False)), _connector='OR'), name='circular_asked_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.UniqueConstraint(fields=('circular', 'number'), name='circular_version_once'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.UniqueConstraint(condition=models.Q(('issued_at', None)), fields=('circular',), name='circular_one_version_drafted'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.CheckConstraint(condition=models.Q(('subject_ar', ''), ('subject_fr', ''), _negated=True), name='circular_version_has_a_language'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_ar', ''), ('text_ar', '')), models.Q(models.Q(('subject_ar', ''), _negated=True), models.Q(('text_ar', ''), _negated=True)), _connector='OR'), name='circular_version_whole_ar'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('subject_fr', ''), ('text_fr', '')), models.Q(models.Q(('subject_fr', ''), _negated=True), models.Q(('text_fr', ''), _negated=True)), _connector='OR'), name='circular_version_whole_fr'),
        ),
        migrations.AddConstraint(
            model_name='circularversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_at', None), ('issued_on', None)), models.Q(('issued_at__isnull', False), ('issued_on__isnull', False)), _connector='OR'), name='circular_version_issued_whole'),
        ),
        migrations.AddConstraint(
            model_name='circularreading',
            constraint=models.UniqueConstraint(fields=('version', 'post', 'mandate'), name='circular_first_reading'),
        ),
    ]
