package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/stormtree-dev/stormtree/model/source"
)

// revision is a commit of the repository that a file lies in. It is read through
// git, of whose settings none that runs a program, a hook or a network
// connection is in force; no shell sees a name, and files are read as they were
// committed, links never followed.
type revision struct {
	name   string // as it was asked for
	commit string // its whole hash
	top    string // the folder of the repository
}

// openRevision finds a revision of the repository that a folder lies in.
func openRevision(ctx context.Context, name, dir string) (*revision, error) {
	if name == "" || strings.HasPrefix(name, "-") {
		return nil, fmt.Errorf("%s is not the name of a revision", source.Quote(name))
	}
	r := &revision{name: name, top: dir}
	top, err := r.git(ctx, shortOutput, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("find the git repository of %s: %w", dir, err)
	}
	r.top = strings.TrimSuffix(string(top), "\n")
	commit, err := r.git(ctx, shortOutput, "rev-parse", "--verify", "--quiet", name+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("there is no revision %s in %s; in a pipeline, fetch it first", source.Quote(name), r.top)
	}
	r.commit = strings.TrimSpace(string(commit))
	return r, nil
}

// String names the revision for people.
func (r *revision) String() string { return fmt.Sprintf("%s (%.12s)", r.name, r.commit) }

// Bounds of what git may answer.
const (
	shortOutput = 64 << 10
	longOutput  = 8 << 20 // as large as a model may be
)

// git runs git in the repository and returns up to so many bytes of its answer.
func (r *revision) git(ctx context.Context, most int64, args ...string) ([]byte, error) {
	safe := []string{"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "protocol.allow=never", "--no-pager"}
	c := exec.CommandContext(ctx, "git", append(safe, args...)...)
	c.Dir, c.Env = r.top, gitEnvironment(os.Environ())
	var faults bytes.Buffer
	c.Stderr = &faults
	answer, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("start git: %w", err)
	}
	data, readErr := io.ReadAll(io.LimitReader(answer, most+1))
	if int64(len(data)) > most {
		_ = c.Process.Kill()
		_ = c.Wait()
		return nil, fmt.Errorf("git %s answers more than %d bytes", args[0], most)
	}
	if err := c.Wait(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(faults.String()), "\n")
		if said != "" {
			return nil, fmt.Errorf("git %s: %s", args[0], source.Printable(said))
		}
		return nil, fmt.Errorf("git %s: %w", args[0], err)
	}
	return data, readErr
}

// gitEnvironment is the environment without what redirects git, and with what
// keeps it from asking, fetching, locking and replacing objects.
func gitEnvironment(all []string) []string {
	var env []string
	for _, entry := range all {
		if !strings.HasPrefix(strings.ToUpper(entry), "GIT_") {
			env = append(env, entry)
		}
	}
	return append(env, "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
}

// blob is a file of a revision.
type blob struct {
	name string // from the repository's folder, with slashes
	hash string
	size int64
}

// blobs lists the ordinary files at or below a name, links and submodules left out.
func (r *revision) blobs(ctx context.Context, name string) ([]blob, error) {
	query := []string{"ls-tree", "-r", "-z", "-l", "--full-tree", r.commit}
	if name != "." {
		query = append(query, "--", name)
	}
	answer, err := r.git(ctx, longOutput, query...)
	if err != nil {
		return nil, err
	}
	var list []blob
	for _, entry := range strings.Split(strings.TrimSuffix(string(answer), "\x00"), "\x00") {
		facts, file, ok := strings.Cut(entry, "\t")
		words := strings.Fields(facts)
		if !ok || len(words) != 4 || !strings.HasPrefix(words[0], "100") || !filepath.IsLocal(filepath.FromSlash(file)) {
			continue
		}
		size, err := strconv.ParseInt(words[3], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("git ls-tree answers with the size %s", source.Quote(words[3]))
		}
		list = append(list, blob{file, words[2], size})
	}
	return list, nil
}

// read returns the bytes of a file; false where there is no ordinary file of that name.
func (r *revision) read(ctx context.Context, name string) ([]byte, bool, error) {
	list, err := r.blobs(ctx, name)
	if err != nil {
		return nil, false, err
	}
	for _, b := range list {
		if b.name == name {
			data, err := r.bytes(ctx, b)
			return data, err == nil, err
		}
	}
	return nil, false, nil
}

func (r *revision) bytes(ctx context.Context, b blob) ([]byte, error) {
	if b.size > longOutput {
		return nil, fmt.Errorf("%s:%s has more than %d MiB", r.name, b.name, longOutput>>20)
	}
	return r.git(ctx, longOutput, "cat-file", "blob", b.hash)
}

// inside is the name of a file or folder from the repository's folder, with
// slashes; false where it lies elsewhere. It goes by names, not by links that the
// change may have made; only where the name leads nowhere inside, links on the
// way to it are followed.
func (r *revision) inside(name string) (string, bool) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	candidates := []string{full}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(full)); err == nil {
		candidates = append(candidates, filepath.Join(folder, filepath.Base(full)))
	}
	for _, candidate := range candidates {
		if rel, err := filepath.Rel(r.top, candidate); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}
