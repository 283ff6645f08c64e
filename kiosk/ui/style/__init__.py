"""Theme, icons, language, scale: what all widgets share."""
