"""What is done to obligations. They are the system's own: units fulfil them, levels above release from them."""
