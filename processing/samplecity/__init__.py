"""The sample city: patrol:samplecity."""
