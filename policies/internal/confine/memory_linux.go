package confine

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// limitMemory bounds the address space at what it is now and AddressSpace more.
func limitMemory() error {
	pages, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return err
	}
	first, _, _ := bytes.Cut(pages, []byte(" "))
	now, err := strconv.ParseUint(string(first), 10, 64)
	if err != nil {
		return fmt.Errorf("read /proc/self/statm: %w", err)
	}
	most := now*uint64(os.Getpagesize()) + AddressSpace
	return os.NewSyscallError("setrlimit", syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: most, Max: most}))
}
