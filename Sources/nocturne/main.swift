print("nocturne")
