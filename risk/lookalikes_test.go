package risk

import (
	"slices"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

// pairs is a model with look-alikes at its edge and on the way there.
func pairs(t *testing.T, rest string) *model.Model {
	t.Helper()
	root, problems := source.Read("model.yaml", []byte(`
stormtree: 1
title: Test
components: {device: {kind: client}, edge: {kind: edge}, store: {kind: store}}
flows: {uplink: {from: device, to: edge}, write: {from: edge, to: store}, study: {from: store, to: device}}
`+rest))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return m
}

func TestLookAlikesAreToldOnce(t *testing.T) {
	m := pairs(t, "")
	for _, c := range []struct {
		name                string
		fail, excused, want []string
	}{
		{"first of three", []string{"DEV-03@edge", "DEV-06@edge", "TEN-05@uplink"}, nil, []string{"DEV-03@edge"}},
		{"resource before flow", []string{"DEV-06@edge", "TEN-05@uplink"}, nil, []string{"DEV-06@edge"}},
		{"alone", []string{"TEN-05@uplink"}, nil, []string{"TEN-05@uplink"}},
		{"another pair", []string{"DEV-06@edge", "TEN-05@study"}, nil, []string{"DEV-06@edge", "TEN-05@study"}},
		{"another rule", []string{"DEV-04@edge", "TEN-05@uplink"}, nil, []string{"DEV-04@edge", "TEN-05@uplink"}},
		{"same rule", []string{"TEN-05@uplink", "TEN-05@write"}, nil, []string{"TEN-05@uplink", "TEN-05@write"}},
		{"an excused one tells nothing", []string{"DEV-06@edge", "TEN-05@uplink"}, []string{"DEV-06@edge"}, []string{"DEV-06@edge", "TEN-05@uplink"}},
		{"another line at the same place", []string{"DEV-06@edge", "EDG-04@edge", "TRU-03@edge"}, nil, []string{"DEV-06@edge", "EDG-04@edge"}},
		{"the first of a line need not come first", []string{"DEV-05@edge", "KEY-05@edge"}, nil, []string{"KEY-05@edge"}},
		{"in either line", []string{"DEV-02@uplink", "GEN-01@uplink", "GEN-02@uplink"}, nil, []string{"DEV-02@uplink"}},
		{"in two lines, and neither before the other", []string{"GEN-01@write", "GEN-02@write"}, nil, []string{"GEN-01@write", "GEN-02@write"}},
		{"sorted by rule afterwards", []string{"INT-01@store", "INT-02@edge", "INT-03@store"}, nil, []string{"INT-02@edge", "INT-03@store"}},
		{"an excused one is told", []string{"DEV-06@edge", "TEN-05@uplink"}, []string{"TEN-05@uplink"}, []string{"DEV-06@edge", "TEN-05@uplink"}},
	} {
		var failing []policies.Result
		for _, name := range c.fail {
			failing = append(failing, policies.Result{Rule: name[:6], Element: name[7:], Outcome: policies.Fail})
		}
		var got []string
		for _, f := range fold(m, failing, func(rule, element string) bool { return slices.Contains(c.excused, rule+"@"+element) }) {
			got = append(got, f.Rule+"@"+f.Element)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// What is closed at one element says nothing of its look-alike at another,
// which would otherwise pass the gate unseen.
func TestAClosedFindingHidesNoLookAlike(t *testing.T) {
	for status, want := range map[string][]string{"planned": {"DEV-06@edge"}, "implemented": {"DEV-06@edge closed", "TEN-05@uplink"}} {
		a := &analysis{
			words:    map[string]Category{},
			model:    pairs(t, "mitigations: {wall: {responsible: customer, status: "+status+", closes: [DEV-06@edge]}}\n"),
			findings: newFindings([]policies.Rule{{ID: "DEV-06"}, {ID: "TEN-05"}}),
			judged: &judged{results: []policies.Result{
				{Rule: "DEV-06", Element: "edge", Outcome: policies.Fail},
				{Rule: "TEN-05", Element: "uplink", Outcome: policies.Fail},
			}},
		}
		var r Register
		a.judge(&r, "")
		var got []string
		for _, f := range r.Findings {
			name := f.Rule + "@" + f.Element
			if f.Closed {
				name += " closed"
			}
			got = append(got, name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", status, got, want)
		}
		if known := NewBaseline(&r).Findings; status == "planned" && len(known) != 2 {
			t.Errorf("a baseline knows only %v", known)
		}
	}
}

// Places are met in order only if they rise in every line.
func TestPlacesRiseInEveryLine(t *testing.T) {
	for _, rules := range lookAlikes {
		if !slices.IsSortedFunc(rules, func(a, b string) int { return placeOf(a) - placeOf(b) }) {
			t.Errorf("%v: a later rule may be met before an earlier one", rules)
		}
	}
}
