package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeShowsRealOutput holds the block behind README's command against the
// program: every line is there, in this order, and only … leaves lines out.
func TestReadmeShowsRealOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("```\ngo run ./cmd/stormtree (analyze [^\n]+)\n```\n\n```\n((?s:.+?))```").FindStringSubmatch(string(readme))
	if block == nil {
		t.Fatal("README has no command with its output")
	}
	t.Chdir("../..")
	printed := strings.Split(string(stdout(t, strings.Fields(block[1])...)), "\n")
	next, skipping := 0, true
	for _, line := range strings.Split(strings.TrimSuffix(block[2], "\n"), "\n") {
		if line == "…" {
			skipping = true
			continue
		}
		for next < len(printed) && printed[next] != line && skipping {
			next++
		}
		if next == len(printed) || printed[next] != line {
			t.Fatalf("README shows a line that the program does not print there: %q", line)
		}
		next, skipping = next+1, false
	}
}

// TestReadmeCommandsAreCommands runs --help of every command that README or an example's README names.
func TestReadmeCommandsAreCommands(t *testing.T) {
	pages := []string{"../../README.md", "../../examples/smart-home/README.md", "../../examples/saas-multitenant/README.md", "../../examples/open-safe/README.md", "../../examples/ci/README.md"}
	found := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(?:go run \./cmd/|\./|- run: \./)stormtree ([a-z]+(?: threagile)?)`).FindAllStringSubmatch(string(text), -1) {
			found++
			stdout(t, append(strings.Fields(m[1]), "--help")...)
		}
	}
	if found < 10 {
		t.Errorf("found only %d commands", found)
	}
}
