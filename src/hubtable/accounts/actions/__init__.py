"""What happens to accounts: inviting, enrolling, ending sessions, closing."""
