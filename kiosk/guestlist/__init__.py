"""Guest lists in, ticket codes out."""
