package confine

import "syscall"

// Numbers that the syscall package of this architecture does not know.
const (
	seccomp   = 317
	clone3    = 435
	getrandom = 318
	membar    = 324
	rseq      = 334
	futexWait = 455
	futexWake = 454
	pollWait2 = 441
	machine   = 0xc000003e // AUDIT_ARCH_X86_64
)

// computing is what a Go program calls that computes, reads and writes.
var computing = [...]uint32{
	syscall.SYS_READ, syscall.SYS_WRITE, syscall.SYS_CLOSE, syscall.SYS_PREAD64, syscall.SYS_WRITEV,
	syscall.SYS_MMAP, syscall.SYS_MUNMAP, syscall.SYS_MPROTECT, syscall.SYS_MREMAP, syscall.SYS_MADVISE, syscall.SYS_MINCORE, syscall.SYS_BRK,
	syscall.SYS_FUTEX, futexWait, futexWake, membar, rseq, syscall.SYS_SET_ROBUST_LIST, syscall.SYS_ARCH_PRCTL,
	syscall.SYS_EPOLL_CTL, syscall.SYS_EPOLL_WAIT, syscall.SYS_EPOLL_PWAIT, pollWait2, syscall.SYS_POLL, syscall.SYS_PPOLL,
	syscall.SYS_NANOSLEEP, syscall.SYS_CLOCK_NANOSLEEP, syscall.SYS_CLOCK_GETTIME, syscall.SYS_GETTIMEOFDAY,
	syscall.SYS_SCHED_YIELD, syscall.SYS_SCHED_GETAFFINITY, syscall.SYS_RESTART_SYSCALL,
	syscall.SYS_RT_SIGACTION, syscall.SYS_RT_SIGPROCMASK, syscall.SYS_RT_SIGRETURN, syscall.SYS_SIGALTSTACK,
	syscall.SYS_GETPID, syscall.SYS_GETTID, syscall.SYS_TGKILL, getrandom,
	syscall.SYS_EXIT, syscall.SYS_EXIT_GROUP,
}
