"""The team orienteering problem with windows, breaks and traffic: slack induction by string removals."""
