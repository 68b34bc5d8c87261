"""The portal package: texts, evidence, index and checksums."""
