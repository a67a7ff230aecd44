#!/bin/sh
# Copy attached files from one folder to another: copy_files.sh FROM TO. Each whole or not at all; none is overwritten.
# The copies of files that are still there are marked with the time of now.
set -eu
umask 077
from=$1 to=$2
mkdir -p "$to"
# A name that begins with a full stop is of a file that is just being written.
(cd "$from" && find . -type f ! -name '.*') | while IFS= read -r name; do
    if [ -e "$to/$name" ]; then
        touch -c "$to/$name"
        continue
    fi
    mkdir -p "$to/$(dirname "$name")"
    partial=$to/$(dirname "$name")/.partial-$$
    # One deleted meanwhile is no error.
    cp "$from/$name" "$partial" 2>/dev/null || { rm -f "$partial"; [ ! -e "$from/$name" ] || exit 1; continue; }
    mv "$partial" "$to/$name"
done
sync
