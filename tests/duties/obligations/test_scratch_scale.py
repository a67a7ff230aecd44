import time
from datetime import date
from django.db import connection
from tajadur.duties.obligations.operations.ladders import write_ladders
from tajadur.duties.obligations.nightly import plan_reminders
from tajadur.duties.obligations.models import LadderRow, Obligation
from tests.factories.duties import at_noon, opened
def test_scale(party):
    opened(on=date(2026,5,1))
    b=party.branches[0][0][0]
    with connection.cursor() as c:
        c.execute("""insert into units_unit (kind_id, parent_id, path, depth, code, name_ar, name_latin, sort_ar, sort_latin, folded, opened_on, extra)
          select kind_id, parent_id, 'x'||g||'.', depth, 'Z'||g, name_ar, name_latin, sort_ar, sort_latin, folded, opened_on, extra from units_unit, generate_series(1,5000) g where id=%s""" if False else "select 1", [b.pk] if False else None)
        cols=[f.column for f in type(b)._meta.concrete_fields if f.column not in ('id','path','code')]
        cl=','.join(cols)
        c.execute(f"insert into units_unit (path, code, {cl}) select 'x'||g||'.', 'Z'||g, {cl} from units_unit, generate_series(1,5000) g where id={b.pk}")
        oc=[f.column for f in Obligation._meta.concrete_fields if f.column not in ('id','unit_id','ladder_mark')]
        ol=','.join('o.'+x for x in oc); on=','.join(oc)
        c.execute(f"insert into obligations_obligation (unit_id, {on}) select u.id, {ol} from obligations_obligation o cross join units_unit u where u.code like 'Z%%' and o.unit_id={b.pk} ")
        n=Obligation.objects.count()
        c.execute("select count(*) from obligations_obligation where ladder_mark=''")
        print("obligations", n, c.fetchone())
        # 100k: extra period keys
        while Obligation.objects.count()<(100_000):
            k=Obligation.objects.count()
            c.execute(f"insert into obligations_obligation (unit_id, {on}) select u.id, {ol.replace('o.period_key', chr(39)+'K'+str(k)+chr(39)).replace('o.due_on','o.due_on+400').replace('o.overdue_from','o.overdue_from+400')} from obligations_obligation o cross join units_unit u where u.code like 'Z%%' and o.unit_id={b.pk} and o.period_key='2026-05'")
    t=time.time(); n=write_ladders(at=at_noon(date(2026,5,1))); print("write", n, time.time()-t, LadderRow.objects.count())
    t=time.time(); n=write_ladders(at=at_noon(date(2026,5,1))); print("again", n, time.time()-t)
    from tajadur.duties.obligations.queries import due as D
    from tests.factories.party import make_mandate, make_person, make_post
    make_mandate(person=make_person(), post=make_post(unit=party.provinces[0][0]))
    with connection.cursor() as c:
        c.execute("select 1")
        c.execute("EXPLAIN "+D._DUE_SQL.format(lock=""), {"on":date(2026,5,31),"since":date(1900,1,1)})
        print("\n".join(r[0] for r in c.fetchall()))
    t=time.time(); n=plan_reminders(on=date(2026,5,31), at=at_noon(date(2026,5,31))); print("plan", n, time.time()-t)
    t=time.time(); n=plan_reminders(on=date(2026,5,31), at=at_noon(date(2026,5,31))); print("plan again", n, time.time()-t)
    Obligation.objects.filter(unit__code__startswith='Z').update(extended_until=date(2026,7,9), extension_granted_on=date(2026,5,31))
    t=time.time(); n=write_ladders(at=at_noon(date(2026,5,31))); print("moved", n, time.time()-t)
    Obligation.objects.filter(unit__code__startswith='Z').update(excused_on=date(2026,5,31))
    t=time.time(); n=write_ladders(at=at_noon(date(2026,5,31))); print("dropped", n, time.time()-t)
