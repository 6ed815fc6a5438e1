package confine

import "syscall"

// Numbers that have other names elsewhere, or that the syscall package does not know.
const (
	seccomp   = syscall.SYS_SECCOMP
	clone3    = 435
	getrandom = syscall.SYS_GETRANDOM
	membar    = 283
	rseq      = 293
	futexWait = 455
	futexWake = 454
	pollWait2 = 441
	machine   = 0xc00000b7 // AUDIT_ARCH_AARCH64
)

// computing is what a Go program calls that computes, reads and writes.
var computing = [...]uint32{
	syscall.SYS_READ, syscall.SYS_WRITE, syscall.SYS_CLOSE, syscall.SYS_PREAD64, syscall.SYS_WRITEV,
	syscall.SYS_MMAP, syscall.SYS_MUNMAP, syscall.SYS_MPROTECT, syscall.SYS_MREMAP, syscall.SYS_MADVISE, syscall.SYS_MINCORE, syscall.SYS_BRK,
	syscall.SYS_FUTEX, futexWait, futexWake, membar, rseq, syscall.SYS_SET_ROBUST_LIST,
	syscall.SYS_EPOLL_CTL, syscall.SYS_EPOLL_PWAIT, pollWait2, syscall.SYS_PPOLL,
	syscall.SYS_NANOSLEEP, syscall.SYS_CLOCK_NANOSLEEP, syscall.SYS_CLOCK_GETTIME, syscall.SYS_GETTIMEOFDAY,
	syscall.SYS_SCHED_YIELD, syscall.SYS_SCHED_GETAFFINITY, syscall.SYS_RESTART_SYSCALL,
	syscall.SYS_RT_SIGACTION, syscall.SYS_RT_SIGPROCMASK, syscall.SYS_RT_SIGRETURN, syscall.SYS_SIGALTSTACK,
	syscall.SYS_GETPID, syscall.SYS_GETTID, syscall.SYS_TGKILL, getrandom,
	syscall.SYS_EXIT, syscall.SYS_EXIT_GROUP,
}
