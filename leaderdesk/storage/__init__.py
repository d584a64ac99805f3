"""The store: one SQLite file, its journal, its migrations and its backups; no Qt."""
