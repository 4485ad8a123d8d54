"""Several officers: duties, priorities, reward, and who is where when."""
