package report

import (
	"path"
	"slices"

	"github.com/stormtree-dev/stormtree/risk"
)

// What a gate makes of a finding or a risk, as machine formats name it.
const (
	stands  = "fails"
	softly  = "warns"
	excused = "waived"
	old     = "known"
	closed  = "closed"
	passes  = "passes" // the gate does not mind it
)

// standing is what a gate made of everything: by fingerprint of findings and by
// id of risks, which cannot be alike.
type standing map[string]string

func standings(j *Judgement) standing {
	s := standing{}
	if j == nil {
		return s
	}
	for _, list := range []struct {
		word     string
		findings []risk.Finding
		risks    []risk.Risk
	}{
		{stands, j.Verdict.Findings, slices.Concat(j.Verdict.Risks, j.Verdict.Unfounded)},
		{softly, slices.Concat(j.Verdict.Warnings, j.Verdict.Soft), j.Verdict.SoftRisks},
		{excused, j.Verdict.Waived, nil},
		{old, j.Verdict.Known, j.Verdict.Accepted},
	} {
		for _, f := range list.findings {
			s[f.Fingerprint] = list.word
		}
		for _, r := range list.risks {
			s[r.ID] = list.word
		}
	}
	return s
}

// finding is a gate's word about a finding, also about one that it does not mind.
func (s standing) finding(f risk.Finding) string {
	switch word := s[f.Fingerprint]; {
	case word != "":
		return word
	case f.Waived:
		return excused
	case f.Closed:
		return closed
	}
	return passes
}

func (s standing) risk(r risk.Risk) string {
	if word := s[r.ID]; word != "" {
		return word
	}
	return passes
}

// waiverOf is the waiver in force that covers a finding, nil when there is none.
func (l *lookup) waiverOf(f risk.Finding) *risk.Waiver {
	for i, w := range l.Waivers {
		if f.Waived && covers(w, f) {
			return &l.Waivers[i]
		}
	}
	return nil
}

// covers reports whether a waiver is in force and about a finding.
func covers(w risk.Waiver, f risk.Finding) bool {
	ok, err := path.Match(w.At, f.Element)
	return w.Rule == f.Rule && (w.State == risk.WaiverActive || w.State == risk.WaiverExpiring) && (ok && err == nil || w.At == f.Element)
}

// told is a finding in one sentence, with what it is about.
func (l *lookup) told(f risk.Finding, j *Judgement) string {
	var v risk.Verdict
	if j != nil {
		v = j.Verdict
	}
	message := failing(f, v)
	if message == "" {
		message = f.Title
	}
	return oneLine(f.Rule+" "+f.Element) + ": " + clip(oneLine(message), 2*longest)
}

// toldRisk is a risk in one sentence, with its id.
func (l *lookup) toldRisk(r risk.Risk) string { return "risk " + oneLine(r.ID) + ": " + l.inShort(r) }
