"""The centre: the authority that decides, orders, numbers and keeps what the desks of all schools do."""
