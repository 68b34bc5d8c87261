"""What reading a PDF from outside can raise."""

from pypdf.errors import PyPdfError

MALFORMED = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the PDF library raises at files that are not as they should be."""
