"""How the sealed change files of a team travel: through a shared folder or a PostgreSQL server.

What is inside a change file is opaque here; `docs/team.md` has the formats and who can see what.
"""
