-- The database `match` and its four roles (what each may do with tables, migrations say), for embedded and external servers alike. Run by psql as a
-- superuser, as often as you like. Passwords come from the environment, when it has them:
--   MATCH_OWNER_PASSWORD=… MATCH_APP_PASSWORD=… MATCH_AUDIT_PASSWORD=… MATCH_CARE_PASSWORD=…
--   psql -f roles.sql postgres
\set ON_ERROR_STOP on
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I LOGIN', name)
FROM unnest(ARRAY['match_owner', 'match_app', 'match_audit', 'match_care']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

\getenv owner_password MATCH_OWNER_PASSWORD
\getenv app_password MATCH_APP_PASSWORD
\getenv audit_password MATCH_AUDIT_PASSWORD
\getenv care_password MATCH_CARE_PASSWORD
\if :{?owner_password}
ALTER ROLE match_owner PASSWORD :'owner_password';
\endif
\if :{?app_password}
ALTER ROLE match_app PASSWORD :'app_password';
\endif
\if :{?audit_password}
ALTER ROLE match_audit PASSWORD :'audit_password';
\endif
\if :{?care_password}
ALTER ROLE match_care PASSWORD :'care_password';
\endif

-- Migrations and backups see every row; nobody signs in to the product with this role.
ALTER ROLE match_owner BYPASSRLS;

-- The pool opens sessions "as match_app" whatever login it has, so the owner may become it.
GRANT match_app TO match_owner;

-- The restricted room's role: all that the application may, and schema care. Nobody becomes it
-- but who signs in as it; match_app least of all.
GRANT match_app TO match_care;

-- C.UTF-8 from libc: under plain C, trigrams and words of Chinese text do not exist.
SELECT 'CREATE DATABASE match OWNER match_owner TEMPLATE template0 ENCODING UTF8 LOCALE '
    || quote_literal(CASE WHEN version() ~* 'darwin|apple' THEN 'en_US.UTF-8' ELSE 'C.UTF-8' END)
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'match') \gexec

\connect match
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

REVOKE CREATE, TEMPORARY ON DATABASE match FROM PUBLIC;
GRANT CONNECT ON DATABASE match TO match_app, match_audit, match_care;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO match_app, match_audit, match_care;
