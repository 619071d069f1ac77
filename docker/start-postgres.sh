#!/bin/sh
# Starts PostgreSQL, unless it would not find the databases that are there, or keep new ones outside of the volume: an image of
# another major version looks for them elsewhere. See docs/operations.md, "PostgreSQL upgrades".
#   VOLUME  where docker-compose.yml mounts the volume
set -eu
home=${POSTGRES_HOME:-/var/lib/postgresql}

refuse() {
  printf 'Latch: %s\n' "$@" >&2
  exit 1
}

found=
for folder in "$PGDATA" "$home" "$home/data" "$home"/*/docker; do
  [ -s "$folder/PG_VERSION" ] || continue
  found=$folder
  break
done

if [ -n "$found" ]; then
  version=$(cat "$found/PG_VERSION")
  [ "$version" = "$PG_MAJOR" ] || refuse \
    "The volume holds databases of PostgreSQL $version, and this image is PostgreSQL $PG_MAJOR, which cannot read them." \
    "Set POSTGRES_VERSION=$version in .env again. How to move on: docs/operations.md, \"PostgreSQL upgrades\"."
  [ "$found" = "$PGDATA" ] || refuse \
    "The volume holds databases in $found, and this image looks for them in $PGDATA." \
    "Correct POSTGRES_VOLUME in .env: docs/operations.md, \"PostgreSQL upgrades\"."
fi

# The mount that PGDATA is on: the longest of those above it.
mount=$(awk -v path="$PGDATA/" '
  { point = $5; if (point != "/") point = point "/" }
  index(path, point) == 1 && length(point) > length(best) { best = point }
  END { print (best == "/" ? best : substr(best, 1, length(best) - 1)) }' "${MOUNTS:-/proc/self/mountinfo}")
if [ "$mount" != "$VOLUME" ]; then
  case "$PG_MAJOR" in ? | 1[0-7]) belongs=/var/lib/postgresql/data ;; *) belongs=/var/lib/postgresql ;; esac
  refuse "PostgreSQL $PG_MAJOR keeps its databases in $PGDATA, which would not be on the volume: they would be lost." \
    "Set POSTGRES_VOLUME=$belongs in .env."
fi

# Left by an earlier start with the volume mounted one folder above: it is empty, and no databases are made beside it.
rmdir "$PGDATA/data" 2>/dev/null || true

exec docker-entrypoint.sh "$@"
