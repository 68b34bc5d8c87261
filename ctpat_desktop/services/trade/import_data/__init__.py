"""The member's own import data: files taken in, figures drawn from them."""
