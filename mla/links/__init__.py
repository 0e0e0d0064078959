"""Which other requests are about the same persons, documents, accounts, numbers, addresses or parcels?"""
