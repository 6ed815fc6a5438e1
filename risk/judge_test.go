package risk_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// ourRules are two rules of this test's own beside the bundled ones that a model names.
func ourRules(t testing.TB, m *model.Model) *policies.Pack {
	t.Helper()
	p, err := policies.Load(context.Background(), policies.Options{Also: risk.RuleNames(m), Dirs: []string{"testdata/rules"}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// judged analyses a model by our own rules.
func judged(t testing.TB, text string, today model.Date) *risk.Register {
	t.Helper()
	m := parse(t, text)
	p := ourRules(t, m)
	if problems := risk.Bind(m, p); len(problems) > 0 {
		t.Fatal(problems)
	}
	r, err := risk.Analyze(context.Background(), m, risk.Options{Rules: p, Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ours are the findings of this test's own rules and of waivers.
func ours(r *risk.Register) []risk.Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f risk.Finding) bool {
		return !strings.HasPrefix(f.Rule, "USR-") && !strings.HasPrefix(f.Rule, "WVR-")
	})
}

const threeFlows = `
components: {one: {kind: client}, two: {kind: service, replicas: 1}, three: {kind: service}}
flows:
  clear: {from: one, to: two, tls: none}
  closed: {from: two, to: one, tls: 1.3}
  dark: {from: one, to: three}
assets: {data: {loss: 100k}}
attackers: {a: {kind: outsider, attempts: 1/y}}
threats:
  listening: {asset: data, attack: {any: [listen, guess]}}
  waiting: {asset: data, attack: {all: [wait]}}
steps:
  listen: {probability: 0.5, when: USR-01@clear}
  guess: {probability: 0.1, when: USR-01@dark}
  wait: {probability: 0.2, when: USR-02}
mitigations:
  tunnel: {responsible: customer, status: %s, closes: [USR-01@clear]}
`

func TestFindingsOpenDoors(t *testing.T) {
	r := judged(t, fmt.Sprintf(threeFlows, "planned"), "")
	got := ours(r)
	want := []risk.Finding{
		{
			Rule: "USR-02", Family: "user", Title: "A service that stands alone", Outcome: "unknown", Element: "three", Severity: "critical",
			Missing: []string{"replicas"}, Opens: []string{"wait"}, Risks: []string{"waiting/a"}, Remediation: "Run more of it.", Preview: true,
		},
		{
			Rule: "USR-02", Family: "user", Title: "A service that stands alone", Outcome: "fail", Element: "two", Severity: "critical",
			Message: `"two" runs 1 times, less than 2`, Opens: []string{"wait"}, Risks: []string{"waiting/a"}, Remediation: "Run more of it.", Preview: true,
		},
		{
			Rule: "USR-01", Family: "user", Title: "A flow in the clear", Outcome: "fail", Element: "clear", Severity: "high", Related: []string{"two"},
			Message: `"clear" is in the clear`, Opens: []string{"listen"}, Risks: []string{"listening/a"}, ClosedBy: []string{"tunnel"}, Remediation: "Encrypt the flow.",
		},
		{
			Rule: "USR-01", Family: "user", Title: "A flow in the clear", Outcome: "unknown", Element: "dark", Severity: "high",
			Missing: []string{"tls"}, Opens: []string{"guess"}, Risks: []string{"listening/a"}, Remediation: "Encrypt the flow.",
		},
	}
	lines := map[string]int{"three": 4, "two": 4, "clear": 6, "dark": 8}
	for i := range got {
		if got[i].Position.Line != lines[got[i].Element] || len(got[i].Fingerprint) != 32 {
			t.Errorf("%s@%s: position %v, fingerprint %q", got[i].Rule, got[i].Element, got[i].Position, got[i].Fingerprint)
		}
		got[i].Position.File, got[i].Position.Line, got[i].Position.Column, got[i].Fingerprint = "", 0, 0, ""
		got[i].Category = risk.Category{} // tests of its own
		if got[i].Outcome == "unknown" {
			got[i].Message = "" // policies' own words
		}
	}
	equal(t, "findings", got, want)

	near(t, "listening", row(t, r, "listening/a").Frequency.Current, 0.55)
	near(t, "listening, unknowns closed", row(t, r, "listening/a").UnknownsClosed.Frequency.Current, 0.5)
	near(t, "listening, projected", row(t, r, "listening/a").Frequency.Projected, 0.1)
	near(t, "waiting, unknowns closed", row(t, r, "waiting/a").UnknownsClosed.Frequency.Current, 0.2)
	if row(t, r, "waiting/a").AtMost {
		t.Error("a failing door beside an unknown one is no upper end")
	}
}

func TestUnknownsAreToldPerFact(t *testing.T) {
	r := judged(t, `
components: {a: {kind: service}, b: {kind: service}, c: {kind: client}}
flows: {f: {from: c, to: a}}
`, "")
	i := slices.IndexFunc(r.Unknowns, func(u risk.Unknown) bool { return u.Fact == "replicas" })
	if i < 0 {
		t.Fatalf("no unknown replicas among %v", r.Unknowns)
	}
	equal(t, "unknown", r.Unknowns[i], risk.Unknown{
		Fact: "replicas", Elements: []string{"a", "b"}, Rules: []string{"USR-02"},
		Message: "replicas not stated for 2 components: USR-02 waits for it",
	})
	for i := range r.Unknowns[1:] {
		if len(r.Unknowns[i].Elements) < len(r.Unknowns[i+1].Elements) {
			t.Errorf("%v comes before %v, which more elements lack", r.Unknowns[i], r.Unknowns[i+1])
		}
	}
}

func TestTheSummaryCountsWhatWasEvaluated(t *testing.T) {
	equal(t, "no rules", analyze(t, "components: {a: {kind: service}}\n").Summary, risk.Summary{})
	off := "rules: {USR-01: off}\n"
	text := "components: {a: {kind: service, replicas: 2}, b: {kind: service}}\n"
	with, without := judged(t, text, "").Summary, judged(t, off+text, "").Summary
	if with.RulesLoaded != without.RulesLoaded+1 {
		t.Errorf("%d rules loaded, %d with one switched off", with.RulesLoaded, without.RulesLoaded)
	}
	if with.RulesApplicable < 1 || with.RulesApplicable >= with.RulesLoaded || with.ElementsChecked != 2 || with.Completeness <= 0 || with.Completeness >= 1 {
		t.Errorf("summary %+v", with)
	}
}

func TestARuleThatIsOffLeavesItsDoorsOpen(t *testing.T) {
	r := judged(t, "rules: {USR-01: off}\n"+fmt.Sprintf(threeFlows, "planned"), "")
	x := row(t, r, "listening/a")
	near(t, "frequency", x.Frequency.Current, 0.55)
	if !x.AtMost || !noted(r, `step "listen" waits for USR-01, which is switched off`) {
		t.Errorf("at most %v, notes %v", x.AtMost, r.Notes)
	}
	near(t, "unknowns closed", x.UnknownsClosed.Frequency.Current, 0)
}

func TestRulesTakeTheModelsParametersAndOldNames(t *testing.T) {
	text := `
rules: {OLD-02: {least: 1}}
components: {two: {kind: service, replicas: 1}}
assets: {data: {loss: 100k}}
attackers: {a: {kind: outsider}}
threats: {waiting: {asset: data, attack: {any: [wait, guess]}}}
steps: {wait: {probability: 0.2, when: OLD-02}, guess: {probability: 0.1}}
`
	near(t, "satisfied", row(t, judged(t, text, ""), "waiting/a").Likelihood.Current, 0.1)
	text = strings.ReplaceAll(text, "least: 1", "least: 3")
	near(t, "too few", row(t, judged(t, text, ""), "waiting/a").Likelihood.Current, 0.28)
}

func TestFactsAreNotYetUpdated(t *testing.T) {
	r := judged(t, fmt.Sprintf(threeFlows, "implemented"), "")
	if !noted(r, `mitigation "tunnel" is implemented, yet USR-01 still fails at "clear": update the facts there`) {
		t.Errorf("notes: %v", r.Notes)
	}
	near(t, "current", row(t, r, "listening/a").Frequency.Current, 0.1)
	if noted(judged(t, fmt.Sprintf(threeFlows, "planned"), ""), "update the facts") {
		t.Error("a planned mitigation is no contradiction to the facts")
	}
}

func noted(r *risk.Register, part string) bool {
	return slices.ContainsFunc(r.Notes, func(n risk.Note) bool { return strings.Contains(n.Message, part) && n.Position.Line > 0 })
}

func TestWaivers(t *testing.T) {
	text := fmt.Sprintf(threeFlows, "planned") + `
waivers:
  - {rule: USR-01, at: "%s", reason: A reason that is long enough, owner: me@example.com, created: 2026-01-01, expires: 2026-06-30}
`
	for _, c := range []struct {
		at    string
		today model.Date
		state string
		clear bool // waived
		dark  bool
	}{
		{"clear", "2026-06-01", risk.WaiverActive, true, false},
		{"clear", "", risk.WaiverActive, true, false},
		{"clear", "2026-01-01", risk.WaiverActive, true, false},
		{"clear", "2025-12-31", risk.WaiverFuture, false, false},
		{"clear", "2026-06-15", risk.WaiverActive, true, false},
		{"clear", "2026-06-16", risk.WaiverExpiring, true, false},
		{"clear", "2026-06-30", risk.WaiverExpiring, true, false},
		{"clear", "2026-07-01", risk.WaiverExpired, false, false},
		{"*ar*", "2026-06-01", risk.WaiverActive, true, true},
		{"closed", "2026-06-01", risk.WaiverUnused, false, false},
		{"closed", "2026-07-01", risk.WaiverUnused, false, false},
	} {
		t.Run(fmt.Sprint(c.at, " ", c.today), func(t *testing.T) {
			r := judged(t, fmt.Sprintf(text, c.at), c.today)
			waived, overdue := map[string]bool{}, 0
			for _, f := range ours(r) {
				if f.Rule == "USR-01" {
					waived[f.Element] = f.Waived
				}
				if f.Rule == "WVR-001" {
					overdue++
				}
			}
			equal(t, "state", r.Waivers[0].State, c.state)
			equal(t, "waived", waived, map[string]bool{"clear": c.clear, "dark": c.dark})
			equal(t, "WVR-001", overdue == 1, c.state == risk.WaiverExpired)
			equal(t, "unused is noted", noted(r, "excuses nothing"), c.state == risk.WaiverUnused)
			equal(t, "expiring is noted", noted(r, "ends on 2026-06-30"), c.state == risk.WaiverExpiring)
			near(t, "a waiver changes no number", row(t, r, "listening/a").Frequency.Current, 0.55)
		})
	}
}

func TestFingerprintsOutliveLines(t *testing.T) {
	text := fmt.Sprintf(threeFlows, "planned")
	before, after := ours(judged(t, text, "")), ours(judged(t, "\n\n"+text, ""))
	seen := map[string]bool{}
	for i := range before {
		if before[i].Fingerprint != after[i].Fingerprint || before[i].Position.Line+2 != after[i].Position.Line {
			t.Errorf("%s@%s changed its fingerprint with its line", before[i].Rule, before[i].Element)
		}
		seen[before[i].Fingerprint] = true
	}
	if len(seen) != 4 {
		t.Errorf("%d different fingerprints, want 4", len(seen))
	}
}

func TestTheGate(t *testing.T) {
	r := judged(t, fmt.Sprintf(threeFlows, "planned"), "")
	r.Findings = ours(r) // without what bundled rules may say one day
	names := func(list []risk.Finding) (names []string) {
		for _, f := range list {
			names = append(names, f.Rule+"@"+f.Element)
		}
		return names
	}
	v := risk.Gate{}.Judge(r)
	equal(t, "fails", names(v.Findings), []string{"USR-01@clear"})
	equal(t, "warns", names(v.Warnings), []string{"USR-01@dark"})
	equal(t, "risks", len(v.Risks), 0) // 55k and 20k a year are medium
	equal(t, "passed", v.Passed, false)

	equal(t, "unknown fails", names(risk.Gate{Unknown: risk.UnknownFail}.Judge(r).Findings), []string{"USR-01@clear", "USR-01@dark"})
	equal(t, "unknown is ignored", len(risk.Gate{Unknown: risk.UnknownIgnore}.Judge(r).Warnings), 0)
	equal(t, "preview never fails", risk.Gate{FailOn: risk.AtOrAbove(risk.Critical)}.Judge(r).Passed, true)
	equal(t, "risks fail", len(risk.Gate{FailOn: risk.AtOrAbove(risk.Medium)}.Judge(r).Risks), 2)

	for i := range r.Findings {
		r.Findings[i].Waived = true
	}
	v = risk.Gate{}.Judge(r)
	equal(t, "waived passes", v.Passed, true)
	equal(t, "waived", names(v.Waived), []string{"USR-01@clear", "USR-01@dark"})
	equal(t, "a waiver excuses no risk", risk.Gate{FailOn: risk.AtOrAbove(risk.Medium)}.Judge(r).Passed, false)
}

func TestNothingEvaluatedIsNoPass(t *testing.T) {
	v := risk.Gate{}.Judge(analyze(t, "attackers: {a: {kind: outsider}}\n"))
	if v.Passed || !v.Empty {
		t.Errorf("verdict %+v of an empty analysis", v)
	}
}

func TestNotesOnThreats(t *testing.T) {
	r := analyze(t, `
currency: USD
boundaries: {office: {kind: site}}
assets: {data: {loss: 1k}, rated: {sensitivity: {confidentiality: 2}}, bare: {title: Bare}}
attackers: {a: {kind: outsider}}
threats:
  draft: {asset: data}
  nobody: {asset: data, attack: {all: [inside]}}
  words: {asset: data, loss: severe, attack: {all: [act]}}
  scale: {asset: rated, attack: {all: [act]}}
  worst: {asset: bare, attack: {all: [act]}}
  fine: {asset: data, attack: {all: [act]}}
steps: {act: {probability: 0.1}, inside: {probability: 0.1, from: [office]}}
`)
	for _, part := range []string{
		`threat "draft" has no attack yet: a draft, not ranked`,
		`threat "nobody" cannot happen as modelled`,
		`threat "words": its loss is a word of the scale among amounts of money`,
		`threat "scale": its loss comes from the sensitivity of the asset, among amounts of money`,
		`threat "worst": neither a loss nor a sensitivity is stated`,
	} {
		if !noted(r, part) {
			t.Errorf("no note %q", part)
		}
	}
	if noted(r, `"fine"`) {
		t.Error("a note about a threat that states everything")
	}
	equal(t, "the draft is no total", len(r.Totals), 5)
	near(t, "words", row(t, r, "words/a").LossMean, row(t, r, "words/a").ExpectedLoss.Current/0.1)
	near(t, "scale", row(t, r, "scale/a").LossMean, 10e3)
	near(t, "worst", row(t, r, "worst/a").LossMean, 10e6)
}

// What the author states closes the gap that was told, and nothing else.
func TestCompletenessIsTheShareOfFactsStated(t *testing.T) {
	given := func(facts string) risk.Summary {
		return judged(t, "components: {a: {kind: service"+facts+"}, c: {kind: client}}\nflows: {f: {from: c, to: a}}\n", "").Summary
	}
	before, after := given(""), given(", replicas: 2")
	if after.FactsStated != before.FactsStated+1 || after.FactsMissing != before.FactsMissing-1 {
		t.Errorf("one more fact is stated: %+v after %+v", after, before)
	}
	near(t, "share", after.FactsKnown, float64(after.FactsStated)/float64(after.FactsStated+after.FactsMissing))
}

// Scripts read lists without asking first whether they are there.
func TestEmptyListsAreNoNulls(t *testing.T) {
	text, err := json.Marshal(analyze(t, "attackers: {a: {kind: outsider}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	if len(fields) != 14 {
		t.Errorf("%d fields", len(fields))
	}
	for name, value := range fields {
		if string(value) == "null" {
			t.Errorf("%s is null", name)
		}
	}
}

// What an implemented mitigation closes counts as passed, also for the gate.
func TestAFindingThatIsClosedTodayFailsNoGate(t *testing.T) {
	for status, closed := range map[string]bool{"implemented": true, "planned": false} {
		r := judged(t, fmt.Sprintf(threeFlows, status), "")
		i := slices.IndexFunc(r.Findings, func(f risk.Finding) bool { return f.Rule == "USR-01" && f.Element == "clear" })
		if r.Findings[i].Closed != closed {
			t.Errorf("%s: closed is %v", status, r.Findings[i].Closed)
		}
		v := risk.Gate{FailOn: risk.AtOrAbove(risk.High)}.Judge(r)
		failed := slices.ContainsFunc(v.Findings, func(f risk.Finding) bool { return f.Rule == "USR-01" && f.Element == "clear" })
		if failed == closed {
			t.Errorf("%s: the finding fails the gate: %v", status, failed)
		}
	}
}
