"""What each act of the audit log is called, and who reads it."""
