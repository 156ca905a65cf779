"""Coupons at the till: qualified as the member stands, held for a basket, used with its order, and rolled back with it."""
