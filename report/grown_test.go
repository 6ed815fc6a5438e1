package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stormtree-dev/stormtree/report"
	"github.com/stormtree-dev/stormtree/risk"
)

// A risk that grew rests on default numbers: services that block merges hear that it
// is to be looked at, not that it is an error; one that fails a gate is one.
func TestARiskThatGrewIsNoErrorUnlessItFailsTheGate(t *testing.T) {
	grown := risk.Risk{ID: "flood@shop/outsider", Threat: "flood@shop", Severity: risk.Critical, Grown: true, Basis: "assumed", DefaultsShare: 0.5}
	grown.Likelihood.Current, grown.ExpectedLoss.Current = 0.5, 1e6
	r := &risk.Register{Risks: []risk.Risk{grown}, Totals: make([]risk.Total, 1)}
	passing := report.Judgement{Gate: risk.Gate{}, Verdict: risk.Gate{}.Judge(r)}
	strict := risk.Gate{Basis: "author"}
	failing := report.Judgement{Gate: strict, Verdict: strict.Judge(r)}
	for _, c := range []struct {
		format string
		judged report.Judgement
		want   string
	}{
		{"sarif", passing, `"kind": "review"`},
		{"sarif", failing, `"kind": "fail"`},
		{"gitlab", passing, `"severity": "info"`},
		{"gitlab", failing, `"severity": "blocker"`},
		{"csv", passing, ",true,0.5,assumed\n"},
		{"github", failing, "rest on less than author"},
		{"junit", failing, "<failure"},
		{"json", failing, `"unfounded": [`},
		{"text", failing, "check failed: 1 risk whose numbers rest on less than author; "},
	} {
		var out bytes.Buffer
		if err := report.Write(&out, c.format, r, report.Options{Judged: &c.judged}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), c.want) {
			t.Errorf("%s without %q:\n%s", c.format, c.want, out.String())
		}
	}
}
