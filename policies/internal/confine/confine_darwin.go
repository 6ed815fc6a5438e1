package confine

// limitMemory leaves memory to the garbage collector's limit: macOS takes a
// bound of the address space and ignores it.
func limitMemory() error { return nil }

func filter() error { return nil }
