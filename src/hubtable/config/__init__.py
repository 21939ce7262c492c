"""The only place where everything meets: settings, addresses, the server's entry."""
