package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/stormtree-dev/stormtree/risk"
)

// TestRedactedReportsTellNoAttack looks for every id and title of a step in every format.
func TestRedactedReportsTellNoAttack(t *testing.T) {
	r := home()
	r.Notes = append(r.Notes, risk.Note{Message: `step "phish" waits for DEV-02, which is switched off: its door counts as open`})
	for i := range r.Steps { // no word of them may stand anywhere else
		old := r.Steps[i].ID
		id := "secret-" + old
		r.Steps[i].ID, r.Steps[i].Title = id, "Secret: "+r.Steps[i].Title
		for j := range r.Risks {
			for _, a := range []*risk.Attack{r.Risks[j].CheapestAttack, r.Risks[j].LikeliestAttack, r.Risks[j].QuickestAttack} {
				if a != nil {
					a.Steps = append(a.Steps, id)
				}
			}
		}
		r.Findings[1].Opens = append(r.Findings[1].Opens, id)
	}
	before := len(r.Notes)
	public := r.Redact()
	for _, format := range GateFormats() {
		for _, o := range []Options{plainOptions, judgedBy(strict, public)} {
			text := string(in(t, format, public, o))
			for _, word := range []string{"secret", "Secret", "phish", "copy-machine", "Costs ", "through it", "No attack is possible", "no attack step"} {
				if strings.Contains(text, word) {
					t.Errorf("%s tells %q:\n%s", format, word, text)
				}
			}
		}
	}
	if len(r.Steps) == 0 || len(r.Notes) != before || r.Risks[0].CheapestAttack == nil || r.Findings[1].Opens == nil {
		t.Error("the register itself has changed")
	}
	for _, gate := range []risk.Gate{{}, strict} {
		if diff := cmp.Diff(verdictWords(gate.Judge(r)), verdictWords(gate.Judge(public))); diff != "" {
			t.Errorf("the gate judges otherwise (-whole +redacted):\n%s", diff)
		}
	}
	if text := string(in(t, "text", public, plainOptions)); !strings.Contains(text, "Attack paths are left out of this report.") {
		t.Errorf("nothing says that something is missing:\n%s", text)
	}
}

func verdictWords(v risk.Verdict) *gateAnswer {
	return (&Judgement{Verdict: v}).answer()
}
