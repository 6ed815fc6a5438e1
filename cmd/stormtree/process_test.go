package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stormtree-dev/stormtree/risk/risktest"
)

// BenchmarkProcess measures whole processes: processor time (user and system)
// and peak memory, as the operating system accounts for them.
func BenchmarkProcess(b *testing.B) {
	program := filepath.Join(b.TempDir(), "stormtree")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	b.Run("version", func(b *testing.B) { process(b, program, "version") })
	b.Run("analyze-smart-home", func(b *testing.B) {
		process(b, program, "analyze", "../../examples/smart-home/model.yaml", "--format", "json")
	})
	b.Run("analyze-threagile-example", func(b *testing.B) {
		process(b, program, "analyze", publicModel(b, "threagile-example.yaml"), "--format", "json")
	})
	for _, n := range []int{1000, 2000} {
		name := filepath.Join(b.TempDir(), "model.yaml")
		if err := os.WriteFile(name, []byte(risktest.Large(n)), 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("analyze-%d-components", n), func(b *testing.B) {
			process(b, program, "analyze", name, "--format", "json")
		})
	}
}

// publicModel finds one of the public Threagile models beside the repository.
func publicModel(tb testing.TB, name string) string {
	tb.Helper()
	path := filepath.Join("../../../shared/data/threagile", name)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") == "true" {
			tb.Fatalf("the public models are missing: %v", err)
		}
		tb.Skipf("SKIPPED: no public models beside the repository (%v)", err)
	}
	return path
}
