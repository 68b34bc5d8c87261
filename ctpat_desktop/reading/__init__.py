"""What is read of a file in one go, for checking, showing and printing."""

from ctpat_desktop.records import sqlalchemy_import  # noqa: F401 - before anything imports it
