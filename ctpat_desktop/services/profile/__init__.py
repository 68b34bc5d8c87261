"""The security profile: answers, the checklist run over them, and what is exported."""
