package risk_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/library"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// What rules and examples call by the names of others exists under these names.
func TestMappedIdentifiersExist(t *testing.T) {
	found := map[library.Kind]int{}
	exists := func(who, id string, kinds ...library.Kind) {
		t.Helper()
		e, ok := library.Find(id)
		if !ok || !slices.Contains(kinds, e.Kind) {
			t.Errorf("%s maps to %s, which is %q", who, id, e.Kind)
		}
		found[e.Kind]++
	}
	for _, r := range policies.Catalogue() {
		for _, id := range r.Attack {
			exists(r.ID, id, library.Technique)
		}
		for _, id := range r.Capec {
			exists(r.ID, id, library.AttackPattern)
		}
		for _, id := range r.CWE {
			exists(r.ID, id, library.Weakness)
		}
		for _, id := range r.Controls {
			exists(r.ID, id, library.Control, library.Countermeasure)
			if e, _ := library.Find(id); e.Catalogue+":"+e.ID != id {
				t.Errorf("%s writes %s for %s:%s", r.ID, id, e.Catalogue, e.ID)
			}
		}
	}
	ofRules := found[library.Technique]
	for _, path := range examples(t) {
		for _, s := range load(t, path).Steps {
			for _, id := range s.Technique {
				exists(path+" "+s.ID, id, library.Technique, library.AttackPattern)
			}
		}
	}
	for _, k := range []library.Kind{library.Technique, library.AttackPattern, library.Weakness, library.Control, library.Countermeasure} {
		if found[k] == 0 {
			t.Errorf("nothing maps to a %s", k)
		}
	}
	if found[library.Technique] == ofRules {
		t.Error("no step of an example names a technique")
	}
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
