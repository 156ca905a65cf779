"""Knows what the shop sells and where: products, categories, brands and stores, as events and files say."""
