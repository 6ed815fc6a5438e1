//go:build !linux && !darwin

package confine

import (
	"os/exec"
	"time"
)

// keepDescriptors has nothing to do where handles are inherited only by name.
func keepDescriptors() {}

func group(*exec.Cmd) {}

// Kill ends the process of a started command.
func Kill(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// Self has nothing to give up that this system could take; the parent's
// deadlines hold.
func Self(time.Duration) error { return nil }
