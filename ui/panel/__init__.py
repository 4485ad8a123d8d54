"""What the dock asks for."""
