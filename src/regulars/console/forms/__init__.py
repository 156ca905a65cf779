"""Forms that are another view of the programme's document: what it says as fields, and what was typed as the document."""
