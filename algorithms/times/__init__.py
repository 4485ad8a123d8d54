"""Times: texts to moments, their classes, and the days a record covers."""
