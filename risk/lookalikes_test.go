package risk

import (
	"slices"
	"testing"

	"github.com/stormtree-dev/stormtree/model"
	"github.com/stormtree-dev/stormtree/model/source"
	"github.com/stormtree-dev/stormtree/policies"
)

func TestLookAlikesAreToldOnce(t *testing.T) {
	root, problems := source.Read("model.yaml", []byte(`
stormtree: 1
title: Test
components: {device: {kind: client}, edge: {kind: edge}, store: {kind: store}}
flows: {uplink: {from: device, to: edge}, write: {from: edge, to: store}, study: {from: store, to: device}}
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	m, problems := model.Decode("model.yaml", root)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
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
