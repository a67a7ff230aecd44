"""Who consulted which record: somebody, by a post they held, from outside the unit."""

from collections.abc import Iterator

from django.db import connection

from .as_of import AsOf

_SQL = """
SELECT c.id, p.id IS NULL, m.id IS NULL, p.unit_id = c.unit_id, u.id IS NULL
FROM journal_consultation c
LEFT JOIN people_post p ON p.id = c.post_id
LEFT JOIN people_mandate m ON m.id = c.mandate_id AND m.post_id = c.post_id
LEFT JOIN units_unit u ON u.id = c.unit_id
WHERE p.id IS NULL OR m.id IS NULL OR p.unit_id = c.unit_id OR u.id IS NULL OR c."on" > %s
ORDER BY c.id
"""


def consultations_from_outside(as_of: AsOf) -> Iterator[str]:
    """Each was made under a mandate of the post it names, outside the unit read, on no day to come."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [as_of.on])
        for pk, no_post, no_mandate, is_own, no_unit in cursor.fetchall():
            if no_unit:
                yield f"consultation {pk} is of a unit that is not there"
            elif no_post or no_mandate:
                yield f"consultation {pk} names a post without the mandate it was read under"
            elif is_own:
                yield f"consultation {pk} is of the unit's own post"
            else:
                yield f"consultation {pk} is of a day to come"
