"""The Processing provider: layers to arrays, the core's methods, arrays to layers."""
