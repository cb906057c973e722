"""Hide names, phone numbers and room numbers on pictures of express waybills."""
