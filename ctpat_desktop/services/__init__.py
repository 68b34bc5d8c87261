"""One file per thing a person can do; each returns what changed."""

from ctpat_desktop.records import sqlalchemy_import  # noqa: F401 - before anything imports it
