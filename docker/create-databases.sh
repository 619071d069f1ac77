#!/bin/sh
# Runs once, when the database server is new: two databases, each with an owner who can reach no other.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v auth_password="$AUTH_DB_PASSWORD" -v todos_password="$TODOS_DB_PASSWORD" <<'SQL'
CREATE ROLE auth LOGIN PASSWORD :'auth_password';
CREATE ROLE todos LOGIN PASSWORD :'todos_password';
CREATE DATABASE auth OWNER auth;
CREATE DATABASE todos OWNER todos;
REVOKE CONNECT ON DATABASE auth, todos, postgres FROM PUBLIC;
SQL
