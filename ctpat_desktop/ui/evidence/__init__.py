"""The evidence library on the screen: documents, previews and what they prove."""
