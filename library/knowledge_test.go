package library

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTheTablesOfKnowledgeAgree(t *testing.T) {
	g, err := readEntries()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.tie(); err != nil {
		t.Fatal(err)
	}
	kinds := map[Kind]int{}
	for _, id := range g.ids {
		kinds[g.byID[id].Kind]++
		if e := g.byID[id].Entry; e.Title == "" || e.ID == "" || e.Catalogue == "" {
			t.Errorf("%s is %+v", id, e)
		}
	}
	for _, k := range []Kind{Technique, Tactic, Mitigation, AttackPattern, Weakness, Countermeasure, Control, Capability} {
		if kinds[k] == 0 {
			t.Errorf("there is no %s", k)
		}
	}
}

func TestWhatTiesToNothingIsRefused(t *testing.T) {
	g := &graph{byID: map[string]*node{}}
	g.add(knowledgeTables[0], []row{{2, []string{"TA1", "a tactic"}}})
	for _, c := range []struct{ id, other, want string }{
		{"TA1", "TA2", "TA2 is in no table"},
		{"TA2", "TA1", "TA2 is in no table"},
	} {
		if err := g.link(c.id, c.other, "tactics"); err == nil || err.Error() != c.want {
			t.Errorf("%s with %s: %v", c.id, c.other, err)
		}
	}
}

func TestEveryCatalogueHasASourceAndItsTerms(t *testing.T) {
	known := map[string]bool{"aws": true, "azure": true, "gcp": true} // mapped by CTID
	unbroken := strings.Join(strings.Fields(Notice()), " ")
	for _, s := range Sources() {
		known[s.ID] = true
		designation, _, _ := strings.Cut(s.Terms, ";")
		if (strings.HasPrefix(designation, "©") || strings.HasPrefix(designation, "Copyright")) && !strings.Contains(unbroken, designation) {
			t.Errorf("the notice lacks %q of %s", designation, s.ID)
		}
	}
	for _, id := range knowledge().ids {
		if c := knowledge().byID[id].Catalogue; !known[c] {
			t.Errorf("%s is of %s, which has no source", id, c)
		}
	}
	for _, words := range []string{"license to use ATT&CK", "Enumeration and Classification (CAPEC™)", "license to use CWE", "MIT License", "Apache License, Version 2.0"} {
		if !strings.Contains(unbroken, words) {
			t.Errorf("the notice lacks the licence that says %q", words)
		}
	}
}

func TestEntriesAreFoundHoweverTheyAreSpelt(t *testing.T) {
	for id, want := range map[string]string{
		"T1530": "ATT&CK:T1530", "t1530": "ATT&CK:T1530", " T1530 ": "ATT&CK:T1530",
		"T1078.004": "ATT&CK:T1078.004", "TA0006": "ATT&CK:TA0006", "M1032": "ATT&CK:M1032", "T0855": "ATT&CK:T0855",
		"capec-94": "CAPEC:CAPEC-94", "CWE-287": "CWE:CWE-287", "D3-CP": "D3FEND:D3-CP", "D3FEND:D3-CP": "D3FEND:D3-CP",
		"AC-3": "NIST-800-53:AC-3", "NIST-800-53:AC-3": "NIST-800-53:AC-3", "AC-2(3)": "NIST-800-53:AC-2.3",
		"SC-32": "NIST-800-53:SC-32", "CCM:IAM-16": "CCM:IAM-16", "API1": "OWASP-API:API1", "CLD.9.5.1": "ISO-27017:CLD.9.5.1",
		"aws/aws_s3": "aws:aws/aws_s3",
	} {
		if e, ok := Find(id); !ok || e.Catalogue+":"+e.ID != want {
			t.Errorf("%q is %+v, not %s", id, e, want)
		}
	}
	for _, id := range []string{"", ":", "T", "T9999", "CAPEC-56", "CCM:", "(", "()", strings.Repeat("T", 1<<16)} {
		if e, ok := Find(id); ok {
			t.Errorf("%.20q is %+v", id, e)
		}
		if _, ok := Follow(id); ok {
			t.Errorf("%.20q leads somewhere", id)
		}
	}
}

func TestTheNearestEntryIsSuggested(t *testing.T) {
	for id, want := range map[string]string{
		"T1530.001": "T1530", "T1078.04": "T1078", "T1O78": "T1078", "CAPEC-94O": "CAPEC-94",
		"AC-2.99": "AC-2", "": "", "nonsense": "", strings.Repeat("T", 1<<16): "",
	} {
		if e, _ := Nearest(id); e.ID != want {
			t.Errorf("nearest to %.20q is %q, not %q", id, e.ID, want)
		}
	}
	if e, ok := Nearest("CAPEC-94O", Technique); ok {
		t.Errorf("the nearest technique is %+v", e)
	}
}

func TestATechniqueLeadsToWhatHelps(t *testing.T) {
	trace, _ := Follow("T1078.004")
	if trace.Title != "Cloud Accounts" || len(trace.Parents) != 1 || trace.Parents[0].ID != "T1078" {
		t.Errorf("it is %+v below %+v", trace.Entry, trace.Parents)
	}
	want := map[Kind]string{Tactic: "TA0001", Mitigation: "M1032", Countermeasure: "D3-UAP", Control: "AC-6", Capability: "azure/defender_for_storage"}
	for kind, id := range want {
		if !slices.ContainsFunc(append(trace.Related, trace.Defences...), func(r Related) bool { return r.Kind == kind && r.ID == id && len(r.Via) == 0 }) {
			t.Errorf("no %s %s", kind, id)
		}
	}
	for _, r := range trace.Defences {
		if (r.Note == "inferred") != (r.Kind == Countermeasure) || (r.Kind == Capability) != strings.Contains(r.Note, ", ") {
			t.Errorf("%s has the note %q", r.ID, r.Note)
		}
	}
}

// What helps is looked for where it is known: at techniques.
func TestOthersLeadToWhatHelpsByTechniques(t *testing.T) {
	for id, want := range map[string]Related{
		"CAPEC-560": {Entry{"M1032", "ATT&CK", Mitigation, "Multi-factor Authentication"}, "", []string{"T1078"}},
		"T1016.001": {Entry{"D3-FE", "D3FEND", Countermeasure, "File Encryption"}, "inferred", []string{"T1016"}},
	} {
		trace, _ := Follow(id)
		if !slices.ContainsFunc(trace.Defences, func(r Related) bool { return cmp.Equal(r, want) }) {
			t.Errorf("%s does not lead to %+v but to %+v", id, want, trace.Defences)
		}
	}
	weakness, _ := Follow("CWE-522")
	mfa := slices.IndexFunc(weakness.Defences, func(r Related) bool { return r.ID == "M1032" })
	if mfa < 0 || !slices.Contains(weakness.Defences[mfa].Via, "T1078") {
		t.Errorf("a weakness does not lead to what helps against those who use it: %+v", weakness.Defences)
	}
	for _, id := range []string{"M1032", "AC-3", "D3-MFA", "TA0001"} {
		trace, _ := Follow(id)
		if len(trace.Defences) > 0 || !slices.ContainsFunc(trace.Related, func(r Related) bool { return r.Kind == Technique }) {
			t.Errorf("%s leads to %d techniques, and %d things help against it", id, len(trace.Related), len(trace.Defences))
		}
	}
}

// Every entry can be followed: nothing is null in JSON, nothing is told twice.
func TestEveryEntryCanBeFollowed(t *testing.T) {
	for _, id := range knowledge().ids {
		trace, ok := Follow(id)
		if !ok || trace.Parents == nil || trace.Children == nil || trace.Related == nil || trace.Defences == nil {
			t.Fatalf("%s: %+v", id, trace)
		}
		seen := map[string]bool{}
		for _, r := range append(trace.Related, trace.Defences...) {
			if key := r.Catalogue + r.ID + r.Note; seen[key] || r.Via == nil {
				t.Errorf("%s leads twice to %s", id, r.ID)
			} else {
				seen[key] = true
			}
		}
	}
}

func TestLawsAreFoundByTheWordOfTheModel(t *testing.T) {
	for _, word := range []string{"gdpr", "GDPR", "hipaa", "sox", "glba"} {
		if l, ok := LawNamed(word); !ok || l.Accountable == "" || l.Responsible == "" {
			t.Errorf("%s is %+v", word, l)
		}
	}
	if _, ok := LawNamed("hippa"); ok {
		t.Error("a misspelt law is found")
	}
	if len(Laws()) < 4 {
		t.Errorf("there are %d laws", len(Laws()))
	}
	if _, err := readLaws("id,title,demands,responsible,accountable\nx,,a,b,c\n"); err == nil {
		t.Error("an empty cell is accepted")
	}
}

func BenchmarkReadEntries(b *testing.B) {
	for b.Loop() {
		if _, err := readEntries(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTieEntries(b *testing.B) {
	for b.Loop() {
		g, _ := readEntries()
		if _, err := g.tie(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNearest(b *testing.B) {
	for b.Loop() {
		Nearest("CAPEC-9X9X9")
	}
}

func BenchmarkFollow(b *testing.B) {
	Find("T1530")
	for b.Loop() {
		Follow("CWE-287")
	}
}
