package policies

import (
	"testing"
)

func TestTry(t *testing.T) {
	p, err := Load(t.Context(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := &Input{
		Components: map[string]*Component{
			"a": {Kind: "gateway"},
			"b": {Kind: "edge", Checks: []string{"topic"}},
			"c": {Kind: "edge"},
		},
		Flows: map[string]*Flow{
			"one":   {From: "a", To: "b", TenantFrom: "topic"},
			"two":   {From: "a", To: "b", TenantFrom: "credential"},
			"three": {From: "a", To: "b"},
			"four":  {From: "a", To: "c", TenantFrom: "payload"},
			"five":  {From: "a", To: "c", TenantFrom: "credential"},
		},
	}
	in.Index()
	rs, err := p.Evaluate(t.Context(), in, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rs {
		t.Logf("%+v", r)
	}
}

func TestRegoTests(t *testing.T) {
	report, err := RunTests(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range report.Tests {
		t.Logf("%+v", r)
	}
	t.Logf("%+v", report.Coverage)
}
