"""A new quarter: what is expected of each borough, the forms that ask for it, and what they bring when they come back."""
