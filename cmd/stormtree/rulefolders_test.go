package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Where rules run is a matter of trust, and of nothing that a report says.
func TestReportsAreTheSameInEveryTier(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rules")
	stdout(t, "rules", "new", dir, "ORG-01")
	text, err := os.ReadFile("../../risk/testdata/rules/plain_flow.rego")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "plain_flow.rego"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	digest, _, _ := strings.Cut(string(stdout(t, "rules", "digest", dir)), " ")
	models, _ := filepath.Glob("../../examples/*/model.yaml")
	if len(models) < 3 {
		t.Fatalf("only the models %v", models)
	}
	ours := false
	for _, model := range models {
		for _, format := range []string{"text", "json", "sarif"} {
			args := []string{"check", model, "--today", "2026-06-01", "--rules", dir, "--pack", "full", "--format", format}
			strange, trusted := stdout(t, args...), stdout(t, append(args, "--trust-rules", digest)...)
			if !bytes.Equal(strange, trusted) {
				t.Errorf("%s as %s differs", model, format)
			}
			ours = ours || bytes.Contains(strange, []byte("ORG-01")) && bytes.Contains(strange, []byte("USR-01"))
		}
	}
	if !ours {
		t.Error("the rules of the folder say nothing anywhere")
	}
}
