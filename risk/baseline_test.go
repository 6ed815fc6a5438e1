package risk_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// found is a finding as a gate sees it, named by rule and element.
func found(rule, element, outcome, severity string) risk.Finding {
	return risk.Finding{Rule: rule, Element: element, Outcome: outcome, Severity: severity, Fingerprint: risk.Fingerprint(rule, element)}
}

func registerOf(findings []risk.Finding, risks ...risk.Risk) *risk.Register {
	return &risk.Register{
		Model: risk.Header{Title: "Test", File: "model.yaml"}, Findings: findings, Risks: risks,
		Summary: risk.Summary{ElementsChecked: 1},
	}
}

func namesOf(findings []risk.Finding) []string {
	var names []string
	for _, f := range findings {
		names = append(names, f.Rule+"@"+f.Element)
	}
	return names
}

func TestNewOnlyFailsOnWhatIsNewOrWorse(t *testing.T) {
	before := risk.NewBaseline(registerOf([]risk.Finding{
		found("A-1", "old", "fail", "high"), found("A-1", "dark", "unknown", "high"), found("A-1", "shown", "unknown", "high"),
		found("A-1", "hidden", "fail", "high"), found("A-1", "grows", "fail", "high"),
	}, risk.Risk{ID: "t/old", Severity: "high"}, risk.Risk{ID: "t/grows", Severity: "high"}))
	now := registerOf([]risk.Finding{
		found("A-1", "old", "fail", "high"), found("A-1", "dark", "unknown", "high"), found("A-1", "shown", "fail", "high"),
		found("A-1", "hidden", "unknown", "high"), found("A-1", "grows", "fail", "critical"), found("A-1", "new", "fail", "high"),
	}, risk.Risk{ID: "t/old", Severity: "high"}, risk.Risk{ID: "t/grows", Severity: "critical"}, risk.Risk{ID: "t/new", Severity: "high"})
	v := risk.Gate{Baseline: before, NewOnly: true}.Judge(now)
	equal(t, "fail", namesOf(v.Findings), []string{"A-1@shown", "A-1@hidden", "A-1@grows", "A-1@new"})
	equal(t, "vanished", namesOf(v.Vanished), []string{"A-1@hidden"})
	equal(t, "known", namesOf(v.Known), []string{"A-1@old", "A-1@dark"})
	equal(t, "risks", ids(&risk.Register{Risks: v.Risks}), []string{"t/grows", "t/new"})
	equal(t, "accepted", ids(&risk.Register{Risks: v.Accepted}), []string{"t/old"})
	for _, unknown := range []string{risk.UnknownIgnore, risk.UnknownWarn} {
		v = risk.Gate{Baseline: before, Unknown: unknown}.Judge(now)
		equal(t, "a vanished fact fails with unknown "+unknown, namesOf(v.Vanished), []string{"A-1@hidden"})
		equal(t, "without new-only the old fails", slices.Contains(namesOf(v.Findings), "A-1@old"), true)
	}
	equal(t, "everything known passes", risk.Gate{Baseline: risk.NewBaseline(now), NewOnly: true}.Judge(now).Passed, true)
}

func TestABaselineHoldsNothingThatHasAnEnd(t *testing.T) {
	waived, closed := found("A-1", "a", "fail", "high"), found("A-1", "b", "fail", "high")
	waived.Waived, closed.Closed = true, true
	b := risk.NewBaseline(registerOf([]risk.Finding{waived, closed, found("WVR-001", "a", "fail", "medium")}))
	equal(t, "findings", len(b.Findings), 0)
	waived.Waived = false
	equal(t, "passes when the waiver ends", risk.Gate{Baseline: b, NewOnly: true}.Judge(registerOf([]risk.Finding{waived})).Passed, false)
}

func TestPruningOnlyEverShrinks(t *testing.T) {
	before := risk.NewBaseline(registerOf([]risk.Finding{
		found("A-1", "fixed", "fail", "high"), found("A-1", "hidden", "fail", "high"), found("A-1", "shown", "unknown", "high"), found("A-1", "stays", "fail", "medium"),
	}, risk.Risk{ID: "t/gone", Severity: "high"}, risk.Risk{ID: "t/shrinks", Severity: "high"}, risk.Risk{ID: "t/grows", Severity: "low"}))
	kept, pruned := before.Prune(registerOf([]risk.Finding{
		found("A-1", "hidden", "unknown", "high"), found("A-1", "shown", "fail", "high"), found("A-1", "stays", "fail", "critical"), found("A-1", "new", "fail", "high"),
	}, risk.Risk{ID: "t/shrinks", Severity: "low"}, risk.Risk{ID: "t/grows", Severity: "high"}, risk.Risk{ID: "t/new", Severity: "low"}))
	equal(t, "findings", kept.Findings, []risk.KnownFinding{{"A-1", "hidden", "fail", "high"}, {"A-1", "stays", "fail", "medium"}})
	equal(t, "risks", kept.Risks, []risk.KnownRisk{{"t/grows", "low"}, {"t/shrinks", "low"}})
	equal(t, "pruned", pruned, 4)
}

func TestABaselineIsReadAsItWasWritten(t *testing.T) {
	b := risk.NewBaseline(registerOf([]risk.Finding{found("B-2", "x", "fail", "high"), found("A-1", "y", "unknown", "low"), found("A-1", "x", "fail", "low")}, risk.Risk{ID: "t/a", Severity: "high"}))
	b.Model = "Odd: \"title\" # no comment"
	var first, again bytes.Buffer
	if err := b.Write(&first); err != nil {
		t.Fatal(err)
	}
	read, problems := risk.ReadBaseline("baseline.yaml", first.Bytes())
	if len(problems) > 0 {
		t.Fatal(problems, first.String())
	}
	equal(t, "findings", read.Findings, b.Findings)
	equal(t, "risks", read.Risks, b.Risks)
	equal(t, "model", read.Model, b.Model)
	slices.Reverse(read.Findings)
	if err := read.Write(&again); err != nil || again.String() != first.String() {
		t.Errorf("%v: other bytes:\n%s\n%s", err, first.String(), again.String())
	}
}

func TestAnEmptyBaselineIsOne(t *testing.T) {
	var b bytes.Buffer
	if err := risk.NewBaseline(registerOf(nil)).Write(&b); err != nil {
		t.Fatal(err)
	}
	if _, problems := risk.ReadBaseline("baseline.yaml", b.Bytes()); len(problems) > 0 {
		t.Error(problems, b.String())
	}
}

func TestHostileBaselinesGetPositionedErrors(t *testing.T) {
	head := "baseline: 1\nmodel: Test\n"
	for _, test := range []struct{ text, want string }{
		{"", "b.yaml:1:1: "},
		{"- 1\n", "b.yaml:1:1: this is no baseline"},
		{"baseline: 2\nmodel: Test\nfindings: []\nrisks: []\n", `b.yaml:1:11: baselines of form "2" cannot be read`},
		{head + "findings: []\n", `b.yaml:1:1: "risks" is missing`},
		{head + "findings: []\nrisks: []\nfinding: []\n", `b.yaml:5:1: unknown key "finding" in a baseline; did you mean "findings"?`},
		{head + "findings: {}\nrisks: []\n", "b.yaml:3:11: here must be a list"},
		{head + "findings: [{rule: A, element: b, outcome: pass, severity: high}]\nrisks: []\n", `b.yaml:3:43: "pass" is not fail, unknown`},
		{head + "findings: [7]\nrisks: []\n", "b.yaml:3:12: here must be a mapping"},
		{head + "findings: [{rule: [], element: b, outcome: fail, severity: high}]\nrisks: []\n", "b.yaml:3:19: here must be a word"},
		{head + "findings: []\nrisks: [{id: a/b, severity: high}, {id: a/b, severity: low}]\n", `b.yaml:4:36: risk "a/b" stands here twice`},
		{head + "findings: " + strings.Repeat("[", 5000), "b.yaml:3:"},
		{"baseline: &a 1\nmodel: *a\n", "b.yaml:1:"},
		{head + "findings: []\nrisks: [" + strings.Repeat("x,", 5000) + "x]\n", "b.yaml:4:9: "},
	} {
		b, problems := risk.ReadBaseline("b.yaml", []byte(test.text))
		if b != nil || len(problems) == 0 || len(problems) > 100 || !strings.HasPrefix(problems[0].Error(), test.want) {
			t.Errorf("%.60q: %d problems, want %q first: %.200s", test.text, len(problems), test.want, problems)
		}
	}
}

func FuzzReadBaseline(f *testing.F) {
	f.Add([]byte("baseline: 1\nmodel: Test\nfindings: [{rule: A, element: b, outcome: fail, severity: high}]\nrisks: [{id: a/b, severity: low}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems := risk.ReadBaseline("b.yaml", data)
		if (b == nil) != (len(problems) > 0) {
			t.Fatalf("baseline %v with problems %v", b, problems)
		}
		if b == nil {
			return
		}
		var out bytes.Buffer
		if err := b.Write(&out); err != nil {
			t.Fatal(err)
		}
		if _, problems := risk.ReadBaseline("b.yaml", out.Bytes()); len(problems) > 0 {
			t.Fatalf("%v in what was written:\n%s", problems, out.String())
		}
	})
}

func TestABaselineBelongsToItsModel(t *testing.T) {
	m := parse(t, "components: {one: {kind: client}}\n")
	read := func(model, element string) source.Problems {
		b, problems := risk.ReadBaseline("b.yaml", []byte("baseline: 1\nmodel: "+model+"\nfindings: [{rule: A-1, element: "+element+", outcome: fail, severity: high}]\nrisks: []\n"))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		return b.Belongs(m)
	}
	equal(t, "its own", len(read("Test", "one")), 0)
	for _, problems := range []source.Problems{read("Other", "one"), read("Test", "two")} {
		if len(problems) != 1 || !strings.HasPrefix(problems.Error(), "b.yaml:2:8: this is the baseline of ") {
			t.Errorf("a baseline of another model: %v", problems)
		}
	}
}

func TestARenamedRuleMakesNothingNew(t *testing.T) {
	b := risk.NewBaseline(registerOf([]risk.Finding{found("OLD-1", "x", "fail", "high"), found("B-2", "x", "fail", "high")}))
	b.Bind([]policies.Rule{{ID: "A-1", Aliases: []string{"OLD-1", "B-2"}}, {ID: "B-2"}})
	v := risk.Gate{Baseline: b, NewOnly: true}.Judge(registerOf([]risk.Finding{found("A-1", "x", "fail", "high"), found("B-2", "x", "fail", "high")}))
	equal(t, "new", namesOf(v.Findings), nil)
}

// TestFixingAFindingMakesNoNewsOfItsLookAlikes: TEN-05 at the flow asks what
// DEV-06 asks at its end, and is told only when that passes.
func TestFixingAFindingMakesNoNewsOfItsLookAlikes(t *testing.T) {
	first := found("DEV-06", "edge", "fail", "critical")
	first.Folded = []risk.KnownFinding{{Rule: "TEN-05", Element: "uplink", Outcome: "fail", Severity: "critical"}}
	b := risk.NewBaseline(registerOf([]risk.Finding{first}))
	v := risk.Gate{Baseline: b, NewOnly: true}.Judge(registerOf([]risk.Finding{found("TEN-05", "uplink", "fail", "critical")}))
	equal(t, "new", namesOf(v.Findings), nil)
}
