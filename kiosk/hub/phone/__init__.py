"""The organiser's page for phones: links, figures, streams, and a plain port of its own."""
