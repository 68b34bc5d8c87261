"""The open window: start page, sidebar, pages, guide, menus and home."""
