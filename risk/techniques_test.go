package risk_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// mappings checks that ids of others exist, and counts them by kind.
type mappings struct {
	*testing.T
	found map[library.Kind]int
}

func (m mappings) exist(who string, ids []string, kinds ...library.Kind) {
	m.Helper()
	for _, id := range ids {
		e, ok := library.Find(id)
		if !ok || !slices.Contains(kinds, e.Kind) {
			m.Errorf("%s maps to %s, which is %q", who, id, e.Kind)
		}
		m.found[e.Kind]++
	}
}

// all wants every kind to have been found.
func (m mappings) all(kinds ...library.Kind) {
	m.Helper()
	for _, k := range kinds {
		if m.found[k] == 0 {
			m.Errorf("nothing maps to a %s", k)
		}
	}
}

func TestIdentifiersThatRulesMapToExist(t *testing.T) {
	m := mappings{t, map[library.Kind]int{}}
	for _, r := range policies.Catalogue() {
		m.exist(r.ID, r.Attack, library.Technique)
		m.exist(r.ID, r.Capec, library.AttackPattern)
		m.exist(r.ID, r.CWE, library.Weakness)
		m.exist(r.ID, r.Controls, library.Control, library.Countermeasure)
		for _, id := range r.Controls {
			if e, _ := library.Find(id); e.Catalogue+":"+e.ID != id {
				t.Errorf("%s writes %s for %s:%s", r.ID, id, e.Catalogue, e.ID)
			}
		}
	}
	m.all(library.Technique, library.AttackPattern, library.Weakness, library.Control, library.Countermeasure)
}

func TestTechniquesOfStepsExist(t *testing.T) {
	examined := mappings{t, map[library.Kind]int{}}
	for _, path := range examples(t) {
		for _, s := range load(t, path).Steps {
			examined.exist(path+" "+s.ID, s.Technique, library.Technique, library.AttackPattern)
		}
	}
	examined.all(library.Technique)
	grown := mappings{t, map[library.Kind]int{}}
	for _, s := range library.Bundled().Steps {
		grown.exist("the pattern's step "+s.Name, s.Technique, library.Technique, library.AttackPattern)
	}
	grown.all(library.Technique)
}

const named = `
components: {one: {kind: store}}
assets:
  data: {loss: 1k, at: [one], regulations: [GDPR, hippa, house-rules]}
attackers: {a: {kind: outsider}}
threats: {t: {asset: data, attack: {any: [phish, pry, odd]}}}
steps:
  phish: {probability: 0.5, technique: [T1566, CAPEC-98]}
  pry: {probability: 0.5, technique: T1530.001}
  odd: {probability: 0.5, technique: none of theirs}
`

func TestUnknownNamesOfOthersAreNoted(t *testing.T) {
	m := parse(t, named)
	r, err := risk.Analyze(context.Background(), m, risk.Options{Today: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range r.Notes {
		if strings.Contains(n.Message, "technique") || strings.Contains(n.Message, "regulation") {
			got = append(got, n.Message)
		}
	}
	want := []string{
		`asset "data" names the regulation "hippa"; did you mean "hipaa"?`,
		`step "pry" names the technique "T1530.001", which the library does not carry; the nearest is T1530, Data from Cloud Storage`,
		`step "odd" names the technique "none of theirs", which the library does not carry`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// A model of nothing but misspellings costs no more than a few guesses.
func TestGuessesAreBounded(t *testing.T) {
	var text strings.Builder
	text.WriteString("threats: {t: {attack: s0}}\nsteps:\n")
	for i := range 100 {
		fmt.Fprintf(&text, "  s%d: {probability: 0.5, technique: T15%02dO}\n", i, i)
	}
	r, err := risk.Analyze(context.Background(), parse(t, text.String()), risk.Options{Today: "2026-06-01"})
	if err != nil {
		t.Fatal(err)
	}
	named, guessed := 0, 0
	for _, n := range r.Notes {
		named += strings.Count(n.Message, "does not carry")
		guessed += strings.Count(n.Message, "the nearest is")
	}
	if named != 100 || guessed == 0 || guessed > 20 {
		t.Errorf("%d unknown techniques are named, and %d guessed", named, guessed)
	}
}

func TestExplainLeadsFromStepsToWhatHelps(t *testing.T) {
	e := explained(t, named, "t/a")
	equal(t, "steps", len(e.Steps), 3)
	phish, odd := e.Steps[0].Techniques, e.Steps[2].Techniques
	equal(t, "techniques", len(phish), 2)
	equal(t, "title", phish[0].Title, "Phishing")
	if !slices.Contains(phish[0].Mitigations(), "User Training") {
		t.Errorf("what helps against phishing: %q", phish[0].Mitigations())
	}
	equal(t, "an unknown one", odd[0].Entry, library.Entry{ID: "none of theirs"})
	equal(t, "what helps against it", len(odd[0].Defences), 0)
}
