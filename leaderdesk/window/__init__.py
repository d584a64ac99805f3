"""The main window: rail, pages, status bar, palette, undo, backups and the page for bugs."""
