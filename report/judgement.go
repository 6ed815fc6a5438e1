package report

import (
	"github.com/stormtree-dev/stormtree/risk"
)

// Judgement is a gate, its answer about a register, and the exit code that
// tells it to a pipeline.
type Judgement struct {
	Gate     risk.Gate
	Verdict  risk.Verdict
	ExitCode int

	PolicyFrom string   // the trusted revision that the gate goes by; "" is the model itself
	Altered    []string // what the judged change alters of the gate, in sentences without their ends
}

// gateAnswer is a Judgement's public form, the "gate" of `stormtree check` in
// JSON and SARIF: fields may be added, never renamed.
type gateAnswer struct {
	FailOn     string   `json:"fail_on"`
	WarnOn     string   `json:"warn_on,omitempty"`
	Unknown    string   `json:"unknown"`
	Passed     bool     `json:"passed"`
	Empty      bool     `json:"empty"`
	Findings   []string `json:"findings"`                // fingerprints of those that fail it
	Risks      []string `json:"risks"`                   // ids of those that fail it
	PolicyFrom string   `json:"policy_from,omitempty"`   // the revision whose policy counts
	Altered    []string `json:"altered,omitempty"`       // what the judged change alters of the gate
	Warnings   []string `json:"warnings"`                // fingerprints of answers not known that could fail it
	Waived     []string `json:"waived"`                  // fingerprints of those that would fail it but for a waiver
	Known      []string `json:"known,omitempty"`         // fingerprints of findings, and ids of risks, that would fail it but for the baseline
	Vanished   []string `json:"vanished,omitempty"`      // of findings, those whose fact was stated when the baseline was made
	Basis      string   `json:"require_basis,omitempty"` // what numbers must rest on
	Unfounded  []string `json:"unfounded,omitempty"`     // ids of risks that fail it because theirs do not
	Soft       []string `json:"soft,omitempty"`          // fingerprints of findings, and ids of risks, that are warned of and do not fail it
}

// answer is nil where no gate has judged.
func (j *Judgement) answer() *gateAnswer {
	if j == nil {
		return nil
	}
	v := j.Verdict
	a := &gateAnswer{
		FailOn: v.FailOn.String(), WarnOn: j.Gate.WarnOn.String(), Unknown: j.Gate.Unknown, Passed: v.Passed, Empty: v.Empty,
		PolicyFrom: oneLine(j.PolicyFrom), Altered: j.Altered,
		Findings: fingerprintsOf(v.Findings), Risks: []string{}, Warnings: fingerprintsOf(v.Warnings), Waived: fingerprintsOf(v.Waived),
	}
	a.Soft = fingerprintsOf(v.Soft)
	for _, r := range v.SoftRisks {
		a.Soft = append(a.Soft, r.ID)
	}
	a.Known, a.Vanished = fingerprintsOf(v.Known), fingerprintsOf(v.Vanished)
	for _, r := range v.Accepted {
		a.Known = append(a.Known, r.ID)
	}
	if a.Unknown == "" {
		a.Unknown = risk.UnknownWarn
	}
	a.Basis = j.Gate.Basis
	for _, r := range v.Unfounded {
		a.Unfounded = append(a.Unfounded, r.ID)
	}
	for _, r := range v.Risks {
		a.Risks = append(a.Risks, r.ID)
	}
	return a
}

func fingerprintsOf(findings []risk.Finding) []string {
	prints := make([]string, len(findings))
	for i, f := range findings {
		prints[i] = f.Fingerprint
	}
	return prints
}
