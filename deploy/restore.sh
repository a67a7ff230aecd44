#!/bin/sh
# Put a backup into an EMPTY database: restore.sh FILE. Nothing that exists is ever overwritten.
# DATABASE_URL names the empty database; PG_BIN (folder of pg_restore) and FILES_STORE (or DATA_DIR) may be given: the
# attached files beside the backup that are missing there are put back.
# Stop web, worker and beat first, and read «Restore» in docs/operators.md: it says how nothing is sent again.
set -eu
: "${DATABASE_URL:?set DATABASE_URL}" "${1:?which file? restore.sh FILE}"
bin=${PG_BIN:+$PG_BIN/}
[ -r "$1" ] || { echo "restore: $1 cannot be read" >&2; exit 1; }

there=$("${bin}psql" -X -A -t -d "$DATABASE_URL" -c "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
[ "$there" = 0 ] || { echo "restore: the database holds $there tables already; make an empty one" >&2; exit 1; }

"${bin}pg_restore" --exit-on-error --single-transaction --no-owner --no-privileges --dbname="$DATABASE_URL" "$1"
"${bin}psql" -X -q -v ON_ERROR_STOP=1 -d "$DATABASE_URL" -f "$(dirname "$0")/after_restore.sql"
"${bin}psql" -X -q -d "$DATABASE_URL" -c ANALYZE
store=${FILES_STORE:-${DATA_DIR:+$DATA_DIR/files}}
kept=$(dirname "$1")/files
case $store in
    '' | s3://*) echo "restore: no folder of files is named; their contents are not put back" ;;
    *) [ ! -d "$kept" ] || sh "$(dirname "$0")/copy_files.sh" "$kept" "$store" ;;
esac
echo "restore: done; now run: manage.py migrate, then manage.py verify_invariants --lenient"
