package graphviz

import (
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
)

// openCache opens the user's own cache of compiled code, or returns nil. What
// lies there is executed, so it is used only when nobody else could have put it
// there.
func openCache() wazero.CompilationCache {
	base, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	dir, ok := privateDir(base)
	if !ok {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// privateDir makes stormtree/graphviz below base and reports whether it, and
// stormtree too, belong to this user alone.
func privateDir(base string) (string, bool) {
	parent := filepath.Join(base, "stormtree")
	dir := filepath.Join(parent, "graphviz")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", false
	}
	return dir, ours(parent, 0o022) && ours(dir, 0o077)
}

// ours reports whether path is a real directory of this user that grants others
// none of the forbidden permissions.
func ours(path string, forbidden os.FileMode) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir() && ownedByUser(info, forbidden)
}
