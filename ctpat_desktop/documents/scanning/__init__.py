"""Scans of packets signed by hand: read, matched with the issued packet, put together."""
