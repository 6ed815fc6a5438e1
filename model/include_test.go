package model_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
)

func TestIncludesAreOneModel(t *testing.T) {
	m, err := model.Load("testdata/include/good/model.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if m.Component("store") == nil || m.Step("copy") == nil || len(m.Waivers) != 1 || len(m.Assumptions) != 1 || len(m.Rules.Settings) != 2 {
		t.Error("a section of an included file is missing")
	}
	const want = "testdata/include/good/parts/attacks.yaml:3:3"
	if got := m.Step("copy").Pos.String(); filepath.ToSlash(got) != want {
		t.Errorf("the step stands at %s, want %s", got, want)
	}
}

func TestWrongIncludes(t *testing.T) {
	wanted, files := map[place][]string{}, 0
	err := filepath.WalkDir("testdata/include/wrong", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".yaml" {
			files++
			for at, texts := range wants(t, path) {
				wanted[at] = texts
			}
		}
		return err
	})
	if err != nil || files < 4 {
		t.Fatalf("found %d files: %v", files, err)
	}
	compare(t, wanted, problemsOf(t, "testdata/include/wrong/model.yaml"))
}

// folder writes files into a directory of their own and returns the first one's path.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, files[0])
}

func TestSymbolicLinksStayInside(t *testing.T) {
	secret := folder(t, "secret.yaml", "components: {secret: {kind: vault}}\n")
	main := folder(t, "model.yaml", "stormtree: 1\nincludes: [link.yaml]\n", "inside.yaml", "components: {gate: {kind: edge}}\n")
	link := filepath.Join(filepath.Dir(main), "link.yaml")
	for target, want := range map[string]string{secret: "outside the model's directory", "inside.yaml": "", "../" + filepath.Base(filepath.Dir(secret)) + "/secret.yaml": "outside the model's directory"} {
		os.Remove(link)
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
		_, err := model.Load(main)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("link to %s: got %v, want %q", target, err, want)
		}
	}
}

func TestPipesAreNotIncluded(t *testing.T) {
	main := folder(t, "model.yaml", "stormtree: 1\nincludes: [pipe.yaml]\n")
	if err := exec.Command("mkfifo", filepath.Join(filepath.Dir(main), "pipe.yaml")).Run(); err != nil {
		t.Skip("no pipes here: ", err)
	}
	if _, err := model.Load(main); err == nil || !strings.Contains(err.Error(), "it is no ordinary file") {
		t.Errorf("got %v", err)
	}
}

func TestIncludesAreBounded(t *testing.T) {
	var deep, many, large []string
	for i := range 12 {
		deep = append(deep, fmt.Sprintf("m%d.yaml", i), fmt.Sprintf("stormtree: 1\nincludes: [m%d.yaml]\n", i+1))
	}
	deep = append(deep, "m12.yaml", "stormtree: 1\n")
	var names []string
	for i := range 110 {
		names = append(names, fmt.Sprintf("m%d.yaml", i))
		many = append(many, names[i], "stormtree: 1\n")
	}
	many = append([]string{"model.yaml", "stormtree: 1\nincludes: [" + strings.Join(names, ", ") + "]\n"}, many...)
	large = append(large, "model.yaml", "stormtree: 1\nincludes: [a.yaml, b.yaml, c.yaml]\n")
	for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
		large = append(large, name, strings.Repeat("# "+strings.Repeat("x", 998)+"\n", 3000)+"stormtree: 1\n")
	}
	full := []string{"model.yaml", "stormtree: 1\nincludes: [a.yaml, b.yaml, c.yaml]\n"}
	for _, name := range []string{"a.yaml", "b.yaml", "c.yaml"} {
		var b strings.Builder
		for i := range 25_000 {
			fmt.Fprintf(&b, "k%d: [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n", i)
		}
		full = append(full, name, b.String())
	}
	for want, files := range map[string][]string{
		"it is more than 8 includes away from the main file":                        deep,
		"the model has more than 100 included files":                                many,
		`with "c.yaml" the model has more than 8 MiB`:                               large,
		"c.yaml:1:1: with this file the model has more than 750000 keys and values": full,
	} {
		_, err := model.Load(folder(t, files...))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	secret := folder(t, "secret.yaml", "stormtree: 1\n")
	if err := os.Chmod(secret, 0); err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		"testdata/nowhere.yaml":           "testdata/nowhere.yaml:1:1: this file cannot be read: there is no such file [include]",
		"testdata/wrong":                  "testdata/wrong:1:1: this file cannot be read: it is a directory; name a file in it [include]",
		"testdata/wrong/ids.yaml/nowhere": "testdata/wrong/ids.yaml/nowhere:1:1: this file cannot be read: not a directory [include]",
		folder(t, "large.yaml", strings.Repeat("# "+strings.Repeat("x", 998)+"\n", 9000)): "this file cannot be read: it has more than 8 MiB",
		folder(t, "empty.yaml", ""):                          "the file is empty",
		folder(t, "cut.yaml", "stormtree: 1\ntitle: \"half"): "[syntax]",
	}
	if os.Getuid() != 0 {
		cases[secret] = "there is no permission to read it"
	}
	for path, want := range cases {
		if got := problemsOf(t, path).Error(); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
