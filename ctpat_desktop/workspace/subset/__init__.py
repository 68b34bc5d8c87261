"""A part of a workspace as a new file: chosen rows with their history and documents.

How it is used, all of it on one view of the file, whatever is typed meanwhile::

    with open_rows.standing(workspace) as source:
        selection = closure(source, Roots(sites=frozenset({site_id}), registers=...))
        written = write_part(source, selection, Target(path, key), progress)

`selection.Roots` says what was chosen: companies, accounts, sites, sections of the criteria and
registers, each `None` for all of them; `without` are tables nothing of which goes, `refused` single
records that do not, `with_removed` brings the history of records that are no longer there.
`selection.closure` follows the foreign keys of the mapped tables and returns a `Selection`, which
says of every table which records go (`dataclasses.replace` narrows it further, as long as nothing
points to what is taken out). `writing.Target` is where the new file is made: its key, a first day
of the history, and an `Editor` that changes words and documents on their way. `writing.write_part`
makes the file beside its name, verifies it, and only then gives it its name; the file it is made of
is only read. `joining.join` puts a selection of one file into an open step of another.
"""
