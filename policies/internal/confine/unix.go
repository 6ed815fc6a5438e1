//go:build linux || darwin

package confine

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"
)

// keepDescriptors lets no child inherit what this process was started with.
func keepDescriptors() {
	open, err := os.ReadDir("/dev/fd")
	if err != nil {
		return // without a list there is nothing to close one by one
	}
	for _, d := range open {
		if n, err := strconv.Atoi(d.Name()); err == nil && n > 2 {
			syscall.CloseOnExec(n)
		}
	}
}

func group(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// Kill ends the process of a started command and all others of its group.
func Kill(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	_ = cmd.Process.Kill()
}

// Self gives up, for good, what a process that computes does not need, and ends
// the process once it has used so much processor time, in whole seconds. The
// error says which limit the system refused.
func Self(processor time.Duration) error {
	poller()
	if err := limitMemory(); err != nil {
		return err
	}
	seconds := uint64((processor + time.Second - 1) / time.Second)
	for _, l := range []struct {
		resource int
		most     uint64
	}{
		{syscall.RLIMIT_CPU, seconds}, {syscall.RLIMIT_CORE, 0}, {syscall.RLIMIT_FSIZE, 0}, {syscall.RLIMIT_NOFILE, 0},
	} {
		if err := syscall.Setrlimit(l.resource, &syscall.Rlimit{Cur: l.most, Max: l.most}); err != nil {
			return os.NewSyscallError("setrlimit", err)
		}
	}
	return filter()
}

// poller makes the runtime open what it waits for timers with, while it still may.
func poller() { time.AfterFunc(time.Hour, func() {}).Stop() }
