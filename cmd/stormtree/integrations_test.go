package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
)

// yamlFile reads a file of another program's.
func yamlFile(t *testing.T, name string) *source.Node {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	root, problems := source.ReadResolved(name, data)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return root
}

// at is the value behind keys and indices.
func at(t *testing.T, n *source.Node, path ...string) *source.Node {
	t.Helper()
	for _, key := range path {
		i := slices.IndexFunc(n.Keys, func(k *source.Node) bool { return k.Text == key })
		if n.Kind == source.Sequence {
			i = slices.IndexFunc(n.Items, func(item *source.Node) bool { return strings.Contains(item.Items[0].Text, key) })
		}
		if i < 0 {
			t.Fatalf("there is no %s in %v", key, path)
		}
		n = n.Items[i]
	}
	return n
}

func script(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("../../integrations/gate.sh")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestTheActionHandsItsInputsToTheScript: every input arrives as a variable that
// the script reads, and none as text of a script.
func TestTheActionHandsItsInputsToTheScript(t *testing.T) {
	action, gate := yamlFile(t, "../../action.yml"), script(t)
	steps := at(t, action, "runs", "steps")
	given := at(t, steps.Items[len(steps.Items)-1], "env")
	var handed []string
	for i, key := range given.Keys {
		if !strings.Contains(gate, "${"+key.Text+":") {
			t.Errorf("the script does not read %s", key.Text)
		}
		if input, ok := strings.CutPrefix(given.Items[i].Text, "${{ inputs."); ok {
			handed = append(handed, strings.TrimSuffix(input, " }}"))
		}
	}
	for _, input := range at(t, action, "inputs").Keys {
		if !slices.Contains(handed, input.Text) {
			t.Errorf("input %s is handed to nobody", input.Text)
		}
	}
	for _, step := range steps.Items {
		for i, key := range step.Keys {
			if key.Text == "run" && strings.Contains(step.Items[i].Text, "${{") {
				t.Errorf("a value becomes the text of a script: %s", step.Items[i].Text)
			}
		}
	}
}

func TestTheGitLabJobUsesWhatTheScriptReads(t *testing.T) {
	job, gate := at(t, yamlFile(t, "../../integrations/gitlab.yml"), "stormtree"), script(t)
	for _, key := range at(t, job, "variables").Keys {
		if !strings.Contains(gate, "${"+key.Text+":") {
			t.Errorf("the script does not read %s", key.Text)
		}
	}
	variables, reports := at(t, job, "variables"), at(t, job, "artifacts", "reports")
	if at(t, variables, "STORMTREE_GITLAB").Text != at(t, reports, "codequality").Text || at(t, variables, "STORMTREE_JUNIT").Text != at(t, reports, "junit").Text {
		t.Error("the reports that are written are not those that are collected")
	}
}

func TestThePreCommitHookRuns(t *testing.T) {
	hook := yamlFile(t, "../../.pre-commit-hooks.yaml").Items[0]
	words := strings.Fields(at(t, hook, "entry").Text)
	if words[0] != "stormtree" || at(t, hook, "id").Text != "stormtree-check" || at(t, hook, "pass_filenames").Text != "false" {
		t.Fatalf("the hook is %v", words)
	}
	t.Chdir("../../examples/ci/repository")
	used := at(t, at(t, yamlFile(t, ".pre-commit-config.yaml"), "repos").Items[0], "hooks").Items[0]
	for _, args := range []*source.Node{at(t, hook, "args"), at(t, used, "args")} {
		line := words[1:]
		for _, arg := range args.Items {
			line = append(line, arg.Text)
		}
		if out := string(stdout(t, line...)); !strings.Contains(out, "check passed") {
			t.Errorf("%v prints %s", line, out)
		}
	}
}

// TestTheImageIsBuiltOfWhatThereIs checks what can be checked without building it.
func TestTheImageIsBuiltOfWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(module)
	if version == nil || !strings.Contains(string(text), "FROM golang:"+string(version[1])+"-alpine AS build") {
		t.Errorf("the image is not built with the Go of go.mod, %s", version)
	}
	for _, name := range []string{"go.mod", "go.sum", "cmd/stormtree", "integrations/gate.sh"} {
		if _, err := os.Stat("../../" + name); err != nil || !strings.Contains(string(text), name) {
			t.Errorf("%s is not what the image is built of: %v", name, err)
		}
	}
}

// TestTheManualOfTheGateNamesWhatThereIs: every command of docs/ci.md exists with
// its flags, and every flag of check is in it.
func TestTheManualOfTheGateNamesWhatThereIs(t *testing.T) {
	text, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	commands := regexp.MustCompile(`(?m)^stormtree ((?:baseline )?[a-z]+)([^\n]*)`).FindAllStringSubmatch(string(text), -1)
	if len(commands) < 6 {
		t.Fatalf("found only %d commands", len(commands))
	}
	for _, c := range commands {
		help := string(stdout(t, append(strings.Fields(c[1]), "--help")...))
		for _, flag := range regexp.MustCompile(`--[a-z-]+`).FindAllString(c[2], -1) {
			if !strings.Contains(help, flag+" ") {
				t.Errorf("%s has no flag %s", c[1], flag)
			}
		}
	}
	flags := regexp.MustCompile(`(?m)^ +(?:-\w, +)?(--[a-z-]+)`).FindAllStringSubmatch(string(stdout(t, "check", "--help")), -1)
	if len(flags) < 10 {
		t.Fatalf("found only the flags %v", flags)
	}
	for _, flag := range flags {
		if flag[1] != "--help" && !strings.Contains(string(text), flag[1]) {
			t.Errorf("the manual does not name %s", flag[1])
		}
	}
	for _, variable := range regexp.MustCompile(`STORMTREE_[A-Z_]+`).FindAllString(script(t), -1) {
		if !strings.Contains(string(text), variable) {
			t.Errorf("the manual does not name %s", variable)
		}
	}
}
