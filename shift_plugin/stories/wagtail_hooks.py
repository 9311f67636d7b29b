"""What this capability has in the admin."""
