"""The rules of admission: true with pen and paper, the same at the desk, at the centre and in court."""
