package policies

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the pages about the rules")

// docs is where the pages about rules lie.
const docs = "../docs"

// TestDocsAreCurrent compares docs/rules.md and a page for each rule with what
// METADATA and the example models say; -update writes them.
func TestDocsAreCurrent(t *testing.T) {
	want := pages(t)
	have, err := filepath.Glob(filepath.Join(docs, "rules", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range have {
		if name := filepath.ToSlash(strings.TrimPrefix(file, docs+string(filepath.Separator))); want[name] == "" {
			stale(t, file)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		current(t, filepath.Join(docs, filepath.FromSlash(name)), want[name])
	}
}

func stale(t *testing.T, file string) {
	t.Helper()
	if !*update {
		t.Errorf("%s is about no rule; renew the pages with -update", file)
		return
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
}

func current(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil || !bytes.Equal(have, []byte(want)) {
		t.Errorf("%s is not what the rules say (%v); renew it with -update", file, err)
	}
}

// pages are the texts by their names below docs.
func pages(t *testing.T) map[string]string {
	rules := Catalogue()
	if len(rules) == 0 {
		t.Fatal("no rules")
	}
	all := map[string]string{"rules.md": index(rules)}
	for _, r := range rules {
		all["rules/"+r.ID+".md"] = page(t, r)
	}
	return all
}

// index is the list of all rules by family.
func index(rules []Rule) string {
	var b strings.Builder
	core := 0
	families := map[string][]Rule{}
	for _, r := range rules {
		families[r.Family] = append(families[r.Family], r)
		if r.Pack == "core" {
			core++
		}
	}
	fmt.Fprintf(&b, "# The rules\n\nGenerated from the rules' own METADATA by `go test ./policies -run Docs -update`; a test keeps it current.\n\n")
	fmt.Fprintf(&b, "%d rules, %d of them in `core`, which is on by default; `--pack full` or `rules: {pack: full}` in the model asks for all. A rule that a\n", len(rules), core)
	b.WriteString("step's `when` or a mitigation's `closes` names is evaluated in either. A preview reports and opens doors, but never fails the gate.\n")
	for _, family := range slices.Sorted(maps.Keys(families)) {
		fmt.Fprintf(&b, "\n## %s\n\n| rule | severity | pack | what is wrong | fears | causes |\n| --- | --- | --- | --- | --- | --- |\n", family)
		for _, r := range families[family] {
			pack := r.Pack
			if r.Status != "stable" {
				pack += ", " + r.Status
			}
			fmt.Fprintf(&b, "| [%s](rules/%s.md) | %s | %s | %s | %s | %s |\n", r.ID, r.ID, r.Severity, pack,
				marked(r.Title), strings.Join(r.Fear, ", "), strings.Join(r.Cause, ", "))
		}
	}
	return b.String()
}

// page is everything that a rule says about itself.
func page(t *testing.T, r Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s: %s\n\nSeverity %s · family %s · pack %s · %s · looks at %s\n\n%s\n", r.ID, marked(r.Title), r.Severity, r.Family, r.Pack, r.Status, looksAt(r), marked(r.Description))
	for _, part := range []struct{ head, text string }{
		{"Why", marked(r.Rationale)},
		{"What to do", strings.TrimSpace(marked(r.Remediation) + " Effort: " + r.Effort + ".")},
		{"When a finding is none", marked(r.FalsePositives)},
		{"Facts that it reads", facts(r)},
		{"Parameters", parameters(r)},
		{"Classification", classification(r)},
		{"Mapped to", mappings(r)},
		{"In attack trees", inTrees(r)},
		{"An example that fails", example(t, r, "bad")},
		{"The same, set right", example(t, r, "good")},
	} {
		if part.text != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", part.head, part.text)
		}
	}
	fmt.Fprintf(&b, "\nThe rule itself: [%s](../../policies/%s).\n", r.File, r.File)
	return b.String()
}

func looksAt(r Rule) string {
	s := r.Scope
	for _, only := range [][]string{r.Kinds, r.Protocols, r.Purposes} {
		if len(only) > 0 {
			s += " (" + strings.Join(only, ", ") + ")"
		}
	}
	return s
}

func facts(r Rule) string {
	if len(r.Facts) == 0 {
		return ""
	}
	return coded(r.Facts) + ". One that the model does not state, and that the answer depends on, makes the answer *unknown*."
}

func parameters(r Rule) string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(r.Params)) {
		lines = append(lines, fmt.Sprintf("- `%s`: %v unless the model says `rules: {%s: {%s: …}}`", name, r.Params[name], r.ID, name))
	}
	return strings.Join(lines, "\n")
}

func classification(r Rule) string {
	return listed([]heading{
		{"Feared for", r.Fear}, {"Cause", r.Cause}, {"STRIDE", r.Stride}, {"LINDDUN", r.Linddun},
	})
}

func mappings(r Rule) string {
	by := map[string][]string{}
	for _, control := range r.Controls {
		catalogue, id, _ := strings.Cut(control, ":")
		by[catalogue] = append(by[catalogue], id)
	}
	var lists []heading
	for _, catalogue := range slices.Sorted(maps.Keys(by)) {
		lists = append(lists, heading{catalogue, by[catalogue]})
	}
	return listed(append(lists, heading{"MITRE ATT&CK", r.Attack}, heading{"CAPEC", r.Capec}, heading{"CWE", r.CWE}, heading{"References", r.References}))
}

func inTrees(r Rule) string {
	return fmt.Sprintf("It typically opens steps like %s: write `when: %s`, or `when: %s@id` for one element, at such a step, and `closes: [%s]` at what helps.",
		coded(r.Opens), r.ID, r.ID, r.ID)
}

func example(t *testing.T, r Rule, kind string) string {
	t.Helper()
	text, err := os.ReadFile(strings.TrimSuffix(r.File, ".rego") + "." + kind + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	return "```yaml\n" + strings.TrimSpace(string(text)) + "\n```"
}

// heading is a list under a name.
type heading struct {
	name  string
	words []string
}

func listed(lists []heading) string {
	var lines []string
	for _, l := range lists {
		if len(l.words) > 0 {
			lines = append(lines, "- "+l.name+": "+strings.Join(l.words, ", "))
		}
	}
	return strings.Join(lines, "\n")
}

func coded(words []string) string { return "`" + strings.Join(words, "`, `") + "`" }

// marked makes a text of METADATA mean itself in Markdown.
func marked(s string) string {
	return strings.NewReplacer("<", "&lt;", ">", "&gt;", "*", `\*`, "_", `\_`, "|", `\|`, "`", "\\`", "[", `\[`, "]", `\]`).Replace(strings.TrimSpace(s))
}
