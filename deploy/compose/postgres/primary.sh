#!/usr/bin/env bash
# Runs once, when the primary's data are made: the gates' role and the replica's.
set -euo pipefail
psql -v ON_ERROR_STOP=1 -U postgres -d ringvakt \
    -v gate="$(cat /run/secrets/postgres-gate)" -v replica="$(cat /run/secrets/postgres-replica)" <<'SQL'
CREATE ROLE ringvakt LOGIN PASSWORD :'gate';
ALTER DATABASE ringvakt OWNER TO ringvakt;
CREATE ROLE replica LOGIN REPLICATION PASSWORD :'replica';
SQL
echo "host replication replica samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
# From the next start on, which is at once: an append counts when the replica has it too, so that a failover loses
# nothing that was answered.
psql -v ON_ERROR_STOP=1 -U postgres -c "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (replica)'"
