package policies

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
)

// The digest is what sha256sum says of the files and then of its own lines.
func TestDigestCanBeComputedWithoutUs(t *testing.T) {
	dir := folder(t, map[string]string{"b.rego": "two", "a.rego": "one", "a/z.rego": "three", "note.md": "no rule"})
	text := ""
	for _, f := range [][2]string{{"a.rego", "one"}, {"a/z.rego", "three"}, {"b.rego", "two"}} {
		text += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(f[1])), f[0])
	}
	got, err := Digest(dir)
	if want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text))); got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

// Trust is in bytes, not in names: a changed pack is refused, not sent to a worker.
func TestTrustEndsWithAChange(t *testing.T) {
	files := map[string]string{"own.rego": own(findsWord)}
	digest, err := Digest(folder(t, files))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(t.Context(), Options{Dirs: []string{folder(t, files)}, Trust: []string{digest}}); err != nil {
		t.Errorf("the same bytes elsewhere: %v", err)
	}
	files["own.rego"] += "\n"
	_, err = Load(t.Context(), Options{Dirs: []string{folder(t, files)}, Trust: []string{digest}, Worker: hired(t, "good")})
	if err == nil || !strings.Contains(err.Error(), "no folder of rules has the digest "+digest) || !strings.Contains(err.Error(), " has sha256:") {
		t.Errorf("%v", err)
	}
}
