#!/bin/sh
# One backup of the whole database into BACKUP_DIR, checked before it takes its name; the oldest ones are removed.
# DATABASE_URL and BACKUP_DIR are needed; KEEP_DAYS (30) and PG_BIN (folder of pg_dump) may be given.
# Everything Tajadur knows is in the database: the broker only wakes workers and is not kept.
set -eu
umask 077
: "${DATABASE_URL:?set DATABASE_URL}" "${BACKUP_DIR:?set BACKUP_DIR}"
keep=${KEEP_DAYS:-30}
bin=${PG_BIN:+$PG_BIN/}
case $keep in '' | *[!0-9]*) echo "backup: KEEP_DAYS must be a number of days" >&2; exit 2 ;; esac

mkdir -p "$BACKUP_DIR"
exec 9>"$BACKUP_DIR/.lock"
if command -v flock >/dev/null 2>&1; then
    flock -n 9 || { echo "backup: another one is running" >&2; exit 1; }
fi

name=tajadur-$(date -u +%Y%m%dT%H%M%SZ).dump
partial=$BACKUP_DIR/.$name.partial
trap 'rm -f "$partial"' EXIT INT TERM

"${bin}pg_dump" --format=custom --compress=6 --no-owner --no-privileges --file="$partial" "$DATABASE_URL"
tables=$("${bin}pg_restore" --list "$partial" | grep -c 'TABLE DATA') || tables=0
[ "$tables" -gt 20 ] || { echo "backup: only $tables tables in it, it is not kept" >&2; exit 1; }
sync "$partial" 2>/dev/null || sync
mv "$partial" "$BACKUP_DIR/$name"
trap - EXIT INT TERM

find "$BACKUP_DIR" -maxdepth 1 -name 'tajadur-*.dump' -type f -mtime "+$keep" -delete
echo "backup: $name, $tables tables, $(wc -c <"$BACKUP_DIR/$name") bytes"
