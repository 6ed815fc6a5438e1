package policies

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// digestKind is how a digest begins.
const digestKind = "sha256:"

// Digest names the rules of a folder by their bytes: SHA-256 of one line for each
// Rego file in and below it, tests included, sorted by name, as sha256sum prints
// them. Whoever reviewed a pack can write its digest down and trust just that.
// In the folder, without this program:
//
//	find . -name '*.rego' -type f -printf '%P\n' | LC_ALL=C sort | xargs sha256sum | sha256sum
func Digest(dir string) (string, error) {
	folders, err := readFolders([]string{dir})
	if err != nil {
		return "", err
	}
	return folders[0].digest()
}

func (f userFolder) digest() (string, error) {
	lines := make([]string, len(f.files))
	names := map[string]string{}
	for i, file := range f.files {
		name, err := filepath.Rel(f.dir, file.Name)
		if err != nil {
			return "", err
		}
		name = filepath.ToSlash(name)
		if strings.ContainsAny(name, "\\\n\r") {
			return "", fmt.Errorf("%q: a name with this character in it has no digest", file.Name)
		}
		sum := sha256.Sum256([]byte(file.Source))
		lines[i], names[name] = name, hex.EncodeToString(sum[:])
	}
	slices.Sort(lines)
	all := sha256.New()
	for _, name := range lines {
		fmt.Fprintf(all, "%s  %s\n", names[name], name)
	}
	return digestKind + hex.EncodeToString(all.Sum(nil)), nil
}

// vouch says which folders have one of the digests. A digest that no folder has
// is an error: what was trusted has changed, or is not there.
func vouch(folders []userFolder, digests []string) ([]bool, error) {
	vouched := make([]bool, len(folders))
	if len(digests) == 0 {
		return vouched, nil
	}
	left := slices.Clone(digests)
	var seen []string
	for i, f := range folders {
		d, err := f.digest()
		if err != nil {
			return nil, err
		}
		vouched[i] = slices.Contains(digests, d)
		left = slices.DeleteFunc(left, func(s string) bool { return s == d })
		seen = append(seen, fmt.Sprintf("%s has %s", f.dir, d))
	}
	if len(left) > 0 {
		return nil, fmt.Errorf("no folder of rules has the digest %s: %s", strings.Join(left, ", "), strings.Join(append(seen, "what is trusted is another state of it"), "; "))
	}
	return vouched, nil
}
