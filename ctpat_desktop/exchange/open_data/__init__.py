"""The open export: everything of a workspace as a folder of JSON and files, out and back."""
