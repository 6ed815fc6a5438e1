//go:build linux && (amd64 || arm64)

package confine

import (
	"errors"
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

// Numbers of the kernel's interface (linux/prctl.h, linux/seccomp.h, linux/filter.h, linux/sched.h).
const (
	setNoNewPrivileges = 38 // PR_SET_NO_NEW_PRIVS
	setFilter          = 1  // SECCOMP_SET_MODE_FILTER
	allThreads         = 1  // SECCOMP_FILTER_FLAG_TSYNC
	allow              = 0x7fff0000
	refuse             = 0x00050000 // SECCOMP_RET_ERRNO, the number of the error in the low half
	cloneThread        = 0x10000    // CLONE_THREAD

	load      = syscall.BPF_LD | syscall.BPF_W | syscall.BPF_ABS
	ifEqual   = syscall.BPF_JMP | syscall.BPF_JEQ | syscall.BPF_K
	ifBits    = syscall.BPF_JMP | syscall.BPF_JSET | syscall.BPF_K
	end       = syscall.BPF_RET | syscall.BPF_K
	atNumber  = 0  // of struct seccomp_data: the number of the call,
	atMachine = 4  // the architecture,
	atFirst   = 16 // and the low half of the first argument
)

// filter refuses, with EPERM in every thread, all system calls but those of a
// Go program that computes, reads and writes. A kernel without filters is left
// to the other limits.
func filter() error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if _, _, fault := syscall.RawSyscall6(syscall.SYS_PRCTL, setNoNewPrivileges, 1, 0, 0, 0, 0); fault != 0 {
		return os.NewSyscallError("prctl", fault)
	}
	program := calls()
	loaded := syscall.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, fault := syscall.RawSyscall(seccomp, setFilter, allThreads, uintptr(unsafe.Pointer(&loaded)))
	runtime.KeepAlive(program)
	if fault == 0 || errors.Is(fault, syscall.ENOSYS) || errors.Is(fault, syscall.EINVAL) {
		return nil
	}
	return os.NewSyscallError("seccomp", fault)
}

// calls is the program by which the kernel judges calls: a list of those that
// are allowed, and new threads but no new processes.
func calls() []syscall.SockFilter {
	program := []syscall.SockFilter{
		{Code: load, K: atMachine},
		{Code: ifEqual, K: machine, Jt: 1},
		{Code: end, K: refuse | uint32(syscall.EPERM)},
		{Code: load, K: atNumber},
	}
	for _, number := range computing {
		program = append(program, syscall.SockFilter{Code: ifEqual, K: number, Jf: 1}, syscall.SockFilter{Code: end, K: allow})
	}
	return append(program,
		syscall.SockFilter{Code: ifEqual, K: clone3, Jf: 1},
		syscall.SockFilter{Code: end, K: refuse | uint32(syscall.ENOSYS)}, // libraries then fall back to clone
		syscall.SockFilter{Code: ifEqual, K: syscall.SYS_CLONE, Jf: 3},
		syscall.SockFilter{Code: load, K: atFirst},
		syscall.SockFilter{Code: ifBits, K: cloneThread, Jf: 1},
		syscall.SockFilter{Code: end, K: allow},
		syscall.SockFilter{Code: end, K: refuse | uint32(syscall.EPERM)},
	)
}
