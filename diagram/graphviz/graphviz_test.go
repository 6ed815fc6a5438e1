package graphviz

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/tetratelabs/wazero"
)

func TestTheEmbeddedModuleIsTheOneThatTheScriptTookOut(t *testing.T) {
	code, err := unpack()
	if err != nil {
		t.Fatal(err)
	}
	if sum := sha256.Sum256(code); hex.EncodeToString(sum[:]) != wasmHash {
		t.Errorf("graphviz.wasm.gz holds %x, names.go belongs to %s", sum, wasmHash)
	}
}

func TestTheModuleImportsWhatNamesSays(t *testing.T) {
	h, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	imported := h.module.ImportedFunctions()
	if len(imported) != len(importNames) {
		t.Errorf("the module imports %d functions, names.go has %d", len(imported), len(importNames))
	}
	for _, f := range imported {
		if _, name, _ := f.Import(); importNames[name] == "" {
			t.Errorf("import %q has no name", name)
		}
	}
	for name, short := range exportNames {
		if h.module.ExportedFunctions()[short] == nil {
			t.Errorf("the module does not export %s (%s)", name, short)
		}
	}
}

func TestTheVersionIsTheOneThatNoticeNames(t *testing.T) {
	g := newTestGuest(t)
	if _, err := g.call("call_constructors"); err != nil {
		t.Fatal(err)
	}
	pointer, err := g.call("viz_get_graphviz_version")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	if version := readText(g.module, uint32(pointer)); !strings.Contains(string(notice), "Graphviz "+version) {
		t.Errorf("the module is Graphviz %s, NOTICE says something else", version)
	}
}

func newTestGuest(t *testing.T) *guest {
	t.Helper()
	h, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	g, err := h.newGuest(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.close)
	return g
}

func TestLayoutPlacesEverything(t *testing.T) {
	const dot = `digraph g {
		node [shape=box, fixedsize=true, width=2, height=1]
		subgraph cluster_1 { label="inside"; a }
		a -> b [label="data", id="e1"]
		b -> a [dir=back, id="e2"]
	}`
	p, err := Layout(context.Background(), dot)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Nodes) != 2 || len(p.Edges) != 2 || len(p.Clusters) != 1 {
		t.Fatalf("got %d nodes, %d edges, %d clusters", len(p.Nodes), len(p.Edges), len(p.Clusters))
	}
	a, b := p.Nodes[0], p.Nodes[1]
	if a.Name != "a" || a.Width != 144 || a.Height != 72 {
		t.Errorf("node a is %+v, want 144 by 72", a)
	}
	if b.Y <= a.Y {
		t.Errorf("b lies at %v, above a at %v: y must grow downwards", b.Y, a.Y)
	}
	forth, back := p.Edges[0], p.Edges[1]
	if forth.ID != "e1" || forth.From != "a" || forth.Head == nil || forth.Label == nil || len(forth.Curve)%3 != 1 {
		t.Errorf("edge e1 is %+v", forth)
	}
	if back.Tail == nil || back.Head != nil {
		t.Errorf("edge e2 has its arrow at the wrong end: %+v", back)
	}
	if c := p.Clusters[0]; c.X > a.X-72 || c.Y > a.Y-36 || c.X+c.Width < a.X+72 || c.Y+c.Height < a.Y+36 {
		t.Errorf("cluster %+v does not contain %+v", c, a)
	}
}

func TestLayoutPassesOnWhatGraphvizSays(t *testing.T) {
	cases := map[string]string{
		"digraph g { a -> ":           "syntax error in line 1",
		"":                            "not a graph",
		"digraph g { a [label=<<b] }": "rror",
		"a\x00b":                      "zero byte",
	}
	for dot, want := range cases {
		_, err := Layout(context.Background(), dot)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %v, want one about %q", dot, err, want)
		}
	}
}

func TestWarningsAreNoErrors(t *testing.T) {
	if _, err := Layout(context.Background(), `digraph g { a [width=0.1, fixedsize=true, label="too long"] }`); err != nil {
		t.Error(err)
	}
}

func TestLayoutRefusesEndlessSources(t *testing.T) {
	_, err := Layout(context.Background(), "digraph g {"+strings.Repeat(" ", MaxSource)+"}")
	if err == nil || !strings.Contains(err.Error(), "limit") {
		t.Errorf("got %v, want an error about the limit", err)
	}
}

func TestLayoutStopsBeforeItBegins(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Layout(ctx, "digraph g {}"); err == nil {
		t.Error("a cancelled context was ignored")
	}
}

func TestMemoryIsBounded(t *testing.T) {
	g := newTestGuest(t)
	if _, err := g.call("malloc", (memoryPages+1)<<16); err == nil {
		t.Error("a guest got more memory than the cap")
	}
	if _, err := Layout(context.Background(), "digraph g { a -> b }"); err != nil {
		t.Errorf("the next guest suffers: %v", err)
	}
}

func TestGuestsSeeNoFiles(t *testing.T) {
	p, err := Layout(context.Background(), `digraph g { a [image="/etc/passwd"]; b [shapefile="graphviz_test.go"] }`)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Nodes) != 2 {
		t.Errorf("got %d nodes", len(p.Nodes))
	}
}

func TestParallelLayoutsGiveTheSameBytes(t *testing.T) {
	dot := tree(60)
	want, err := render(context.Background(), dot, "json0")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got, err := render(context.Background(), dot, "json0"); err != nil || got != want {
				t.Errorf("a parallel layout differs (error %v)", err)
			}
		})
	}
	group.Wait()
}

func TestReadPlanRefusesNonsense(t *testing.T) {
	for _, text := range []string{"", "{", `{"bb":"0,0,x,9"}`, `{"bb":"0,0,9,9","objects":[{"name":"a","pos":"1"}]}`} {
		if _, err := readPlan(text); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

func TestCacheIsUsedOnlyWhenPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are not visible here")
	}
	good := t.TempDir()
	dir, ok := privateDir(good)
	if !ok {
		t.Fatal("a fresh directory of one's own was refused")
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the cache has mode %v, want 0700", info.Mode())
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, ok := privateDir(good); ok {
		t.Error("a cache that others can read was trusted")
	}
	if _, ok := privateDir(writableByOthers(t)); ok {
		t.Error("a cache below a directory that others can write was trusted")
	}
	if _, ok := privateDir(symlinked(t)); ok {
		t.Error("a symbolic link was trusted")
	}
	if _, ok := privateDir(filepath.Join(dir, "missing\x00")); ok {
		t.Error("an impossible directory was trusted")
	}
}

func writableByOthers(t *testing.T) string {
	base := t.TempDir()
	parent := filepath.Join(base, "stormtree")
	if err := os.Mkdir(parent, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(parent, 0o777); err != nil {
		t.Fatal(err)
	}
	return base
}

func symlinked(t *testing.T) string {
	base, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(base, "stormtree")); err != nil {
		t.Skip("no symbolic links here")
	}
	return base
}

// tree is a graph of n cards, three below each.
func tree(n int) string {
	var b strings.Builder
	b.WriteString("digraph g { ordering=out; splines=line; node [shape=box, fixedsize=true, width=2.6, height=1.2]\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "n%d -> n%d;\n", (i-1)/3, i)
	}
	return b.String() + "}"
}

func BenchmarkLayout(b *testing.B) {
	for _, n := range []int{20, 200, 1000} {
		b.Run(fmt.Sprintf("nodes=%d", n), func(b *testing.B) {
			dot := tree(n)
			for b.Loop() {
				p, err := Layout(context.Background(), dot)
				if err != nil || len(p.Nodes) != n || math.IsNaN(p.Width) {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkStart(b *testing.B) {
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			start(b, config())
		}
	})
	b.Run("cached", func(b *testing.B) {
		dir := b.TempDir()
		for b.Loop() {
			cache, err := wazero.NewCompilationCacheWithDir(dir)
			if err != nil {
				b.Fatal(err)
			}
			start(b, config().WithCompilationCache(cache))
			cache.Close(context.Background())
		}
	})
}

func start(b *testing.B, c wazero.RuntimeConfig) {
	h, err := newHost(context.Background(), c)
	if err != nil {
		b.Fatal(err)
	}
	h.runtime.Close(context.Background())
}
