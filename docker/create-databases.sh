#!/bin/sh
# Runs once, when the database server is new: two databases, each with an owner who can reach no other.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v auth_password="$AUTH_DB_PASSWORD" -v todos_password="$TODOS_DB_PASSWORD" <<'SQL'
CREATE ROLE auth LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'auth_password';
CREATE ROLE todos LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'todos_password';
CREATE DATABASE auth OWNER auth;
CREATE DATABASE todos OWNER todos;
REVOKE ALL ON DATABASE auth, todos, postgres, template1 FROM PUBLIC;
SQL

# Over the network each owner reaches its own database and nothing else. The superuser comes only from inside the container.
cat > "$PGDATA/pg_hba.conf" <<'HBA'
local all   postgres     trust
host  auth  auth     all scram-sha-256
host  todos todos    all scram-sha-256
HBA
