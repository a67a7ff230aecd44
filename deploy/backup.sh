#!/bin/sh
# One backup of the whole database into BACKUP_DIR, checked before it takes its name; the oldest ones are removed.
# Then the attached files, into BACKUP_DIR/files: each is copied once, as it never changes.
# DATABASE_URL and BACKUP_DIR are needed; KEEP_DAYS (30), PG_BIN (folder of pg_dump) and FILES_STORE (or DATA_DIR, whose
# folder files it is) may be given. The broker only wakes workers and is not kept.
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

# The files come after the database: what a row of the dump names was there before it.
store=${FILES_STORE:-${DATA_DIR:+$DATA_DIR/files}}
case $store in
    s3://*) echo "backup: files lie in $store, keep them there by its versions"; exit 0 ;;
esac
[ -n "$store" ] && [ -d "$store" ] || { echo "backup: no folder of files"; exit 0; }
sh "$(dirname "$0")/copy_files.sh" "$store" "$BACKUP_DIR/files"
# Those still there were touched just now; what was deleted stays as long as the dumps that name it.
find "$BACKUP_DIR/files" -type f -mtime "+$keep" -delete
echo "backup: $(find "$BACKUP_DIR/files" -type f | wc -l) files"
