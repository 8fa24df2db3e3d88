#!/usr/bin/env bash
# Copies the primary the first time, then follows it. To promote it: docker compose exec -u postgres postgres-replica
# pg_ctl promote; the former primary must not come back before its data are thrown away.
set -euo pipefail
data=/var/lib/postgresql/data
password=$(cat /run/secrets/postgres-replica)
chown postgres "$data"
if [ ! -s "$data/PG_VERSION" ]; then
    PGPASSWORD=$password gosu postgres pg_basebackup -h postgres -U replica -D "$data" -X stream -R
    # The name that the primary waits for.
    echo "primary_conninfo = 'host=postgres user=replica password=$password application_name=replica'" \
        >>"$data/postgresql.auto.conf"
fi
chmod 700 "$data"
exec gosu postgres postgres -D "$data"
