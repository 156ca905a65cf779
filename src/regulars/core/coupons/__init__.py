"""What coupons take off a basket, line by line, and which of them go together: pure, so that what is told is what is done."""
