"""The product on one machine: locked packages, embedded servers, the demo, and what the tests start."""
