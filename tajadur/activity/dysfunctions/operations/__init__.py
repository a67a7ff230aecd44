"""What people do about cases: open, agree a remedy, settle, answer, dismiss; and who is told."""
