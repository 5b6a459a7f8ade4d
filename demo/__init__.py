"""The demonstration: invented families, a sample school and a stated clock, all from one fixed seed."""
