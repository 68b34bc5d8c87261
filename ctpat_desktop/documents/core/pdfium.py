"""The one lock around the PDF library: it may be used by one thread at a time."""

from threading import RLock

PDFIUM = RLock()
