"""Theme, icons, language and scale, which all widgets share."""
