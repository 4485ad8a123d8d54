"""The page of every report, its charts and template."""
