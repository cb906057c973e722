"""The supply chain: licences and known vulnerabilities of what the lock files name."""
