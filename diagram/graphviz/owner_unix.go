//go:build unix

package graphviz

import (
	"os"
	"syscall"
)

func ownedByUser(info os.FileInfo, forbidden os.FileMode) bool {
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == os.Geteuid() && info.Mode()&forbidden == 0
}
