
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_releases_are_told'),
        ('people', '0002_private_calendar_addresses'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChannelConfig',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('sms', 'SMS gateway'), ('telegram', 'Telegram'), ('whatsapp', 'WhatsApp Cloud'), ('signal', 'Signal'), ('ntfy', 'ntfy'), ('matrix', 'Matrix')], max_length=10)),
                ('url', models.CharField(max_length=500)),
                ('hour_from', models.PositiveSmallIntegerField(default=8)),
                ('hour_to', models.PositiveSmallIntegerField(default=21)),
                ('created_at', models.DateTimeField()),
                ('enabled_at', models.DateTimeField(blank=True, null=True)),
                ('test_asked_at', models.DateTimeField(blank=True, help_text='Waits for the next pass.', null=True)),
                ('test_to', models.CharField(blank=True, help_text='Emptied when the answer is there.', max_length=120)),
                ('test_language', models.CharField(default='ar', max_length=2)),
                ('tested_at', models.DateTimeField(blank=True, null=True)),
                ('test_answer', models.CharField(blank=True, max_length=20)),
                ('test_detail', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='delivery',
            name='delivery_one_digest_a_day',
        ),
        migrations.RemoveConstraint(
            model_name='deliveryitem',
            name='notice_carried_once',
        ),
        migrations.AddField(
            model_name='delivery',
            name='again',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='delivery',
            name='decided_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='delivery',
            name='decision',
            field=models.CharField(blank=True, choices=[('again', 'Sent again'), ('left', 'Left as it is')], db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='delivery',
            name='decision_reason',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='deliveryitem',
            name='again',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='channel',
            field=models.CharField(choices=[('in_app', 'In the application'), ('email', 'E-mail'), ('other', 'Another channel')], max_length=10),
        ),
        migrations.AlterField(
            model_name='deliveryitem',
            name='channel',
            field=models.CharField(choices=[('in_app', 'In the application'), ('email', 'E-mail'), ('other', 'Another channel')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='deliveryitem',
            constraint=models.UniqueConstraint(fields=('notice', 'person', 'channel', 'again'), name='notice_carried_once'),
        ),
        migrations.AddConstraint(
            model_name='channelconfig',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['sms', 'telegram', 'whatsapp', 'signal', 'ntfy', 'matrix'])), name='channel_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='channelconfig',
            constraint=models.CheckConstraint(condition=models.Q(('hour_from__gte', 8), ('hour_from__lt', models.F('hour_to')), ('hour_to__lte', 21)), name='channel_hours'),
        ),
        migrations.AddConstraint(
            model_name='channelconfig',
            constraint=models.CheckConstraint(condition=models.Q(('enabled_at', None), ('test_answer', 'taken'), _connector='OR'), name='channel_on_when_tested'),
        ),
        migrations.AddField(
            model_name='delivery',
            name='config',
            field=models.ForeignKey(blank=True, help_text='Of another channel.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='notices.channelconfig'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ('dead', 'unknown'))), fields=['-digest_on'], name='delivery_in_trouble'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('channel', 'person', 'digest_on', 'again'), name='delivery_one_digest_a_day'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('channel', 'other'), ('config__isnull', False)), models.Q(models.Q(('channel', 'other'), _negated=True), ('config', None)), _connector='OR'), name='delivery_other_names_its_channel'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(('decided_at__isnull', False), ('decision__in', ['again', 'left']), ('state__in', ('dead', 'unknown'))), _connector='OR'), name='delivery_decided_in_trouble'),
        ),
    ]
