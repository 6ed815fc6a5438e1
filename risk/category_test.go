package risk_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/policies"
	"github.com/stormtree-dev/stormtree/risk"
)

// judgedBy analyses a model by every rule there is.
func judgedBy(t *testing.T, m *model.Model, pack string) *risk.Register {
	t.Helper()
	rules, err := policies.Load(context.Background(), policies.Options{Pack: pack, Also: risk.RuleNames(m)})
	if err != nil {
		t.Fatal(err)
	}
	r, err := risk.Analyze(context.Background(), m, risk.Options{Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// selfOperated turns a model into one whose customer does everything himself:
// no provider, no other tenant, nobody who is hired, nothing abroad.
func selfOperated(m *model.Model, customer string) {
	us := &model.Ref{ID: customer}
	if m.Party(customer) == nil {
		m.Parties = append(m.Parties, &model.Party{Entity: model.Entity{ID: customer}})
	}
	for _, p := range m.Parties {
		p.Kind, p.Subcontractors = "customer", nil
	}
	for _, b := range m.Boundaries {
		b.Operator, b.Region, b.Rivals = us, "", nil
		switch b.Kind {
		case "provider":
			b.Kind = "site"
		case "tenant":
			b.Kind = "network"
		}
	}
	for _, c := range m.Components {
		c.Operator, c.Tenancy = us, "single"
	}
	for _, k := range m.Keys {
		k.Custodian, k.Tenancy = us, "single"
	}
	for _, r := range m.Roles {
		r.Party = us
	}
}

// What the cloud brings with it goes when the cloud goes; what is simply wrong stays.
func TestWhoOperatesEverythingHimselfLosesTheFindingsOfTheThreeCauses(t *testing.T) {
	for _, example := range []string{"smart-home", "saas-multitenant"} {
		t.Run(example, func(t *testing.T) { losesTheThreeCauses(t, "../examples/"+example+"/model.yaml") })
	}
}

func losesTheThreeCauses(t *testing.T, file string) {
	t.Helper()
	of := func(m *model.Model) (byCause map[string]int, others int) {
		byCause = map[string]int{}
		for _, f := range judgedBy(t, m, "full").Findings {
			if f.Outcome != risk.OutcomeFail {
				continue
			}
			for _, cause := range f.Category.Cause {
				byCause[cause]++
			}
			if len(f.Category.Cause) == 0 {
				others++
			}
		}
		return byCause, others
	}
	m, err := model.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	before, othersBefore := of(m)
	for _, cause := range []string{"loss-of-control", "lack-of-trust", "multi-tenancy"} {
		if before[cause] == 0 {
			t.Errorf("as it is, nothing is found because of %s", cause)
		}
	}
	selfOperated(m, "us")
	after, othersAfter := of(m)
	if len(after) > 0 {
		t.Errorf("operated by the customer itself there are still findings: %v", after)
	}
	if othersBefore == 0 || othersAfter < othersBefore {
		t.Errorf("findings without such a cause: %d, then %d", othersBefore, othersAfter)
	}
}

// What a rule says about a provider, it must not say about what the customer operates.
func TestRulesOfTheThreeCausesAreSilentAtHome(t *testing.T) {
	tried := 0
	for _, r := range policies.Catalogue() {
		if len(r.Cause) == 0 {
			continue
		}
		tried++
		m, err := model.Load("../policies/" + strings.TrimSuffix(r.File, ".rego") + ".bad.yaml")
		if err != nil {
			t.Fatal(err)
		}
		selfOperated(m, "us")
		for _, f := range judgedBy(t, m, "full").Findings {
			if f.Rule == r.ID && f.Outcome == risk.OutcomeFail {
				t.Errorf("%s at %s, which the customer operates: %s", f.Rule, f.Element, f.Message)
			}
		}
	}
	if tried == 0 {
		t.Fatal("no rule has a cause")
	}
}

func TestFindingsAreClassifiedByTheirRule(t *testing.T) {
	m, err := model.Load("../policies/threats/insider/key_and_data.bad.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := judgedBy(t, m, "core")
	at := slices.IndexFunc(r.Findings, func(f risk.Finding) bool { return f.Rule == "INS-01" })
	if at < 0 {
		t.Fatal("INS-01 finds nothing")
	}
	want := risk.Category{
		Fear: []string{"confidentiality", "privacy"}, Cause: []string{"lack-of-trust", "loss-of-control"},
		Stride: []string{"information-disclosure"}, Linddun: []string{"data-disclosure"}, Operator: []string{m.Operator(m.Component(r.Findings[at].Element))},
	}
	if diff := cmp.Diff(want, r.Findings[at].Category); diff != "" || want.Operator[0] == "" {
		t.Error(diff)
	}
	if at := slices.IndexFunc(r.Rules, func(x risk.Rule) bool { return x.ID == "INS-01" }); at < 0 || len(r.Rules[at].Controls) == 0 {
		t.Errorf("the register does not say what INS-01 is mapped to: %v", r.Rules)
	}
}

// The author's word about a threat holds; else the rules behind open steps
// speak, else the ratings of the asset.
func TestRisksAreClassifiedByAuthorRulesAndRatings(t *testing.T) {
	m := parse(t, `
parties: {us: {kind: customer}, cloud: {kind: provider}}
boundaries: {provider: {kind: provider, operator: cloud}}
components: {store: {kind: store, inside: provider, tenancy: shared, isolation: application}}
assets: {data: {at: [store], sensitivity: {confidentiality: 3, integrity: 5, availability: 4}, loss: 1k}}
attackers: {eve: {kind: outsider, attempts: 1/y}}
threats:
  stated: {title: S, asset: data, category: {stride: [repudiation], fear: [legal], cause: [loss-of-control]}, attack: {any: [read]}}
  ruled: {title: R, asset: data, attack: {any: [read]}}
  rated: {title: V, asset: data, attack: {any: [guess]}}
steps:
  read: {title: Read, at: store, probability: 0.5, when: TEN-03@store}
  guess: {title: Guess, probability: 0.5}
`)
	got := map[string]risk.Category{}
	for _, r := range judgedBy(t, m, "core").Risks {
		got[r.Threat] = r.Category
	}
	want := map[string]risk.Category{
		"stated": {Fear: []string{"legal"}, Cause: []string{"loss-of-control"}, Stride: []string{"repudiation"}, Linddun: []string{"data-disclosure"}, Operator: []string{"cloud"}},
		"ruled": {
			Fear: []string{"confidentiality", "integrity"}, Cause: []string{"multi-tenancy"},
			Stride: []string{"information-disclosure", "tampering"}, Linddun: []string{"data-disclosure"}, Operator: []string{"cloud"},
		},
		"rated": {Fear: []string{"availability", "integrity"}, Cause: []string{}, Stride: []string{}, Linddun: []string{}, Operator: []string{"cloud"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestGroupsHoldWhatBelongsToThem(t *testing.T) {
	both, one := []string{"confidentiality", "integrity"}, []string{"integrity"}
	fails := func(rule string, fear []string) risk.Finding {
		return risk.Finding{Rule: rule, Element: "x", Outcome: risk.OutcomeFail, Category: risk.Category{Fear: fear}}
	}
	waived, closed, unknown := fails("W", both), fails("C", both), fails("U", one)
	waived.Waived, closed.Closed, unknown.Outcome = true, true, risk.OutcomeUnknown
	loses := func(id string, loss float64, fear []string) risk.Risk {
		r := risk.Risk{ID: id, Category: risk.Category{Fear: fear}}
		r.ExpectedLoss.Current, r.UnknownsClosed.ExpectedLoss.Current, r.AtMost = loss, loss/2, loss == 10
		return r
	}
	r := &risk.Register{
		Findings: []risk.Finding{fails("A", both), waived, closed, unknown, fails("N", nil)},
		Risks:    []risk.Risk{loses("big", 10, one), loses("small", 1, both), loses("none", 100, nil)},
	}
	want := risk.Grouping{By: "fear", Groups: []risk.Group{
		{Name: "integrity", Findings: []string{"A@x"}, Unknown: 1, Risks: []string{"big", "small"}, ExpectedLoss: risk.Views{Current: 11}, AtMost: true, Closed: risk.Views{Current: 5.5}},
		{Name: "confidentiality", Findings: []string{"A@x"}, Risks: []string{"small"}, ExpectedLoss: risk.Views{Current: 1}, Closed: risk.Views{Current: 0.5}},
		{Findings: []string{"N@x"}, Risks: []string{"none"}, ExpectedLoss: risk.Views{Current: 100}, Closed: risk.Views{Current: 50}},
	}}
	if diff := cmp.Diff(want, r.Group("fear")); diff != "" {
		t.Error(diff)
	}
	for _, by := range risk.Axes() {
		if g := r.Group(by); g.By != by || len(g.Groups) == 0 {
			t.Errorf("by %s: %v", by, g)
		}
	}
}
