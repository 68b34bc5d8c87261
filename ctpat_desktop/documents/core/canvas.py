"""What every page is drawn on. Its streams are written as bytes: smaller, quicker than letters."""

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

__all__ = ["Canvas"]

rl_config.useA85 = 0
