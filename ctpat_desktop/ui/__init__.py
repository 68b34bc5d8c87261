"""The window: the only room with Qt. A widget draws and listens; it decides nothing."""
