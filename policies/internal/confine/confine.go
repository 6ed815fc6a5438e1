// Package confine keeps a process that computes for strangers away from
// everything but its standard streams.
//
// The parent prepares the command with [Command]; the process calls [Self] once
// it has started and before it reads anything. What the operating system then
// enforces differs: Linux (amd64, arm64) refuses every system call but those of
// a program that computes; Linux and macOS open no file and no socket, start
// nothing that could, and end what uses too much processor time; on other
// systems the empty environment and the deadlines of the parent are all there is.
package confine

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// Bounds of a confined process.
const (
	// Heap is the bytes above which it collects garbage as often as it takes.
	Heap = 768 << 20
	// AddressSpace is by how many bytes the address space may grow after Self
	// (Linux). Go asks for more than it uses, so it is above what a heap may take.
	AddressSpace = 2 << 30
	// processors is how many run at once.
	processors = 2
)

// Command prepares a command for a process that will confine itself: no
// inherited environment or descriptors, the root as its folder, and a process
// group of its own, which no key of a terminal reaches.
func Command(cmd *exec.Cmd) {
	cmd.Env = []string{
		"GOGC=300",
		"GOMAXPROCS=" + strconv.Itoa(processors),
		"GOMEMLIMIT=" + strconv.Itoa(Heap),
		"GOTRACEBACK=none",
	}
	cmd.Dir = filepath.VolumeName(cmd.Path) + string(filepath.Separator)
	cmd.WaitDelay = time.Second
	keepDescriptors()
	group(cmd)
}
